import type { BrowserContext } from "@playwright/test";

/** Runs before those that count: the browser compiles the loop. */
const WARM_UP = 10;

/**
 * Milliseconds of plain typed arrays in a worker of the browser for what the exact histogram counts: the increment
 * base + w·z of each document, its bin, and documents and tokens by bin and domain.
 */
export async function timeControl(
  context: BrowserContext,
  documents: number,
  runs: number,
): Promise<number[]> {
  const page = await context.newPage();
  const source = `(${JSON.stringify({ documents, runs: runs + WARM_UP })})`;
  const answer = await page.evaluate(`new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(`${COUNT}\ncount${source}`)}])));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  })`);
  await page.close();
  return (answer as number[]).slice(WARM_UP);
}

/** As text: what compiles this file would put names into it that the worker does not have. */
const COUNT = `function count({ documents, runs }) {
  const base = new Float64Array(documents);
  const z = new Float64Array(documents);
  const domain = new Uint8Array(documents);
  const tokens = new Uint32Array(documents);
  for (let row = 0; row < documents; row++) {
    base[row] = Math.random() + Math.random() + Math.random();
    z[row] = Math.random();
    domain[row] = Math.floor(Math.random() * 7);
    tokens[row] = 8 + Math.floor(Math.random() * 3000);
  }
  const times = [];
  let sum = 0;
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    const weight = run / runs;
    const scale = 255 / (3 + weight);
    const rows = new Uint32Array(256 * 8);
    const counted = new Float64Array(256 * 8);
    for (let row = 0; row < documents; row++) {
      const cell = (((base[row] + weight * z[row]) * scale) | 0) * 8 + domain[row];
      rows[cell]++;
      counted[cell] += tokens[row];
    }
    times.push(performance.now() - began);
    sum += counted[0] + rows[0];
  }
  if (Number.isNaN(sum)) throw new Error("nothing was counted");
  postMessage(times);
}`;
