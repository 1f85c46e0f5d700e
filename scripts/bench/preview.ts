import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { chromiumOptions } from "../steps/chromium";
import { prepareBuild } from "../steps/prepare";
import { benchCorpus } from "./browse-corpus";
import { timeControl } from "./preview-control";
import { timeServerCount, type ServerCountTimes } from "./preview-server-count";
import { serveMixer } from "./serve-mixer";
import { rounded, timesOf } from "./times";
import { raterOf, type RaterId } from "@/core/raters";
import { MOST_WHOLE_ROWS } from "@/core/score-parts";

/** What the page noted, in milliseconds of its clock. */
interface Noted {
  readonly measures: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly inputs: readonly { readonly type: string; readonly at: number }[];
  /** Ends of frames, when what they show has been laid out and painted. */
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
}

/** Of every family. */
const SLIDERS = [
  "word_count",
  "educational_value",
  "dsir_math",
  "fineweb_edu",
  "unigram_entropy",
  "reasoning",
] as const satisfies readonly RaterId[];
const MOVES = 45;
const MOVE_MS = 16;
const CONTROLS = 50;

/**
 * `npm run bench -- preview [--documents N] [--drags N] [--json]`: weights dragged in the mixer of a production build, by
 * the mouse, in a browser. `drag` is from the movement of the hand to the end of the frame that shows its figures, `release`
 * to the end of the frame that shows exact ones (null where the browser does not hold all documents), `engine` and `grab`
 * without what is drawn, `control` plain typed arrays, `ratio` the exact histogram by the control. Where the browser does not hold all
 * documents, the server is asked to count, once cancelled and once to the end.
 */
export async function benchPreview(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      documents: { type: "string", default: "1000000" },
      drags: { type: "string", default: "18" },
      json: { type: "boolean", default: false },
    },
  });
  const documents = Number(values.documents);
  const corpus = await benchCorpus(documents);
  await prepareBuild();
  const server = await serveMixer(corpus);
  const browser = await chromium.launch(await chromiumOptions());
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      // Waiting for an expression evaluates a text in the page.
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.addInitScript({ content: NOTE });
    await page.goto(server.url, { waitUntil: "commit" });
    const counts = documents > CORPUS_OF_SAMPLE && documents <= MOST_WHOLE_ROWS;
    await untilReady(page, counts);
    for (let drag = 0; drag < Number(values.drags); drag += 1) await dragOnce(page, drag, counts);
    const noted = await page.evaluate<Noted>("window.noted");
    const counted = documents > MOST_WHOLE_ROWS ? await timeServerCount(page) : null;
    await page.close();
    const control = await timeControl(context, documents, CONTROLS);
    report(documents, noted, control, counted, values.json);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The sample holds all documents of a corpus up to this size. */
const CORPUS_OF_SAMPLE = 100_000;

/** All documents are here and counted, and nothing is left to do. */
async function untilReady(page: Page, counts: boolean): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName("preview figures").length > 0);
  if (counts) await page.waitForFunction(COUNTED(1), null, { timeout: 120_000 });
  await page.waitForTimeout(1000);
  await page.evaluate(
    "window.noted = Object.assign(window.noted, { measures: [], inputs: [], frames: [], longTasks: [] })",
  );
}

const COUNTED = (times: number): string =>
  `window.noted.measures.filter(({ name }) => name === "whole counted").length >= ${String(times)}`;

/** Grabs a thumb, moves it to and fro, lets go, and waits for what follows. */
async function dragOnce(page: Page, drag: number, counts: boolean): Promise<void> {
  const name = `Weight of ${raterOf(SLIDERS[drag % SLIDERS.length] ?? SLIDERS[0]).label}`;
  const thumb = page.getByRole("slider", { name, exact: true });
  await thumb.scrollIntoViewIfNeeded();
  const box = await thumb.boundingBox();
  if (box === null) throw new Error(`there is no slider "${name}"`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move += 1) {
    const began = performance.now();
    await page.mouse.move(x + 24 + 18 * Math.sin(move / 7), y);
    await page.waitForTimeout(Math.max(0, MOVE_MS - (performance.now() - began)));
  }
  await page.mouse.up();
  if (counts) await page.waitForFunction(COUNTED(drag + 1), null, { timeout: 30_000 });
  await page.waitForTimeout(700);
}

function report(
  documents: number,
  noted: Noted,
  control: readonly number[],
  server: ServerCountTimes | null,
  json: boolean,
): void {
  const named = (name: string) => noted.measures.filter((measure) => measure.name === name);
  const lengths = (name: string): number[] => named(name).map(({ start, end }) => end - start);
  const frameAfter = (at: number): number => noted.frames.find((frame) => frame >= at) ?? Number.NaN;
  const inputBefore = (at: number, types: readonly string[]): number =>
    noted.inputs.findLast((input) => types.includes(input.type) && input.at <= at)?.at ?? Number.NaN;
  const drag = named("preview drag").map(
    ({ start, end }) => frameAfter(end) - inputBefore(start, ["pointermove", "pointerdown"]),
  );
  const release = named("whole counted").map(
    ({ start, end }) => frameAfter(end) - inputBefore(start, ["pointerup"]),
  );
  const histogram = lengths("whole histogram");
  const figures = {
    engine: ends(lengths("preview engine")),
    drag: ends(drag),
    release: ends(release),
    grab: ends(lengths("preview grab")),
    control: ends(control),
  };
  for (const [name, times] of Object.entries(figures))
    console.log(
      `${name.padEnd(10)} ${times === null ? "none" : `${String(times.p50)} ms (95 %: ${String(times.p95)})`}`,
    );
  const ratio = histogram.length === 0 ? null : rounded(timesOf(histogram).p50Ms / timesOf(control).p50Ms);
  if (ratio !== null)
    console.log(`histogram  ${String(timesOf(histogram).p50Ms)} ms, ${String(ratio)} times the control`);
  if (server !== null)
    console.log(
      `server     counted in ${String(server.count)} ms, let go of a count in ${String(server.cancel)} ms`,
    );
  console.log(
    `${String(drag.length)} movements shown, ${String(release.length)} releases; ` +
      `tasks over 50 ms: ${String(noted.longTasks.length)}, the longest ${String(rounded(Math.max(0, ...noted.longTasks)))} ms`,
  );
  if (json)
    console.log(JSON.stringify({ documents, ...figures, ratio, ...(server === null ? {} : { server }) }));
}

function ends(milliseconds: readonly number[]): { p50: number; p95: number } | null {
  if (milliseconds.length === 0) return null;
  const { p50Ms, p95Ms } = timesOf(milliseconds);
  return { p50: p50Ms, p95: p95Ms };
}

/** Runs in the page before its own scripts. As text, see `payload.ts`. */
const NOTE = `
  window.noted = { measures: [], inputs: [], frames: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries())
      window.noted.measures.push({ name, start: startTime, end: startTime + duration });
  }).observe({ type: "measure" });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.noted.longTasks.push(duration);
  }).observe({ type: "longtask" });
  for (const type of ["pointerdown", "pointermove", "pointerup"])
    addEventListener(type, ({ timeStamp }) => window.noted.inputs.push({ type, at: timeStamp }), true);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => window.noted.frames.push(performance.now());
  const frame = () => {
    port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;
