import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { chromiumOptions } from "../steps/chromium";
import { prepareBuild } from "../steps/prepare";
import { benchCorpus } from "./browse-corpus";
import { serveMixer } from "./serve-mixer";
import { timesOf } from "./times";

/** Milliseconds from the navigation; `shift` is the sum of the layout shifts after the first picture, without a unit. */
interface Opening {
  /** DuckDB has started. */
  readonly boot: number;
  /** The parts of the sample are here, hashed and joined. */
  readonly fetch: number;
  /** The sample is a table of DuckDB. */
  readonly load: number;
  /** The first figures are drawn. */
  readonly firstFigures: number;
  /** The engine has answered the recipe: from here on every panel follows the hand. */
  readonly draggable: number;
  readonly shift: number;
}

const FIGURES = ["boot", "fetch", "load", "firstFigures", "draggable", "shift"] as const;

/**
 * `npm run bench -- payload [--documents N] [--runs N] [--json]`: the mixer of a production build opened in a browser that
 * has never seen it (cold), and opened again (warm).
 */
export async function benchPayload(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      documents: { type: "string", default: "1000000" },
      runs: { type: "string", default: "7" },
      json: { type: "boolean", default: false },
    },
  });
  const documents = Number(values.documents);
  const corpus = await benchCorpus(documents);
  await prepareBuild();
  const server = await serveMixer(corpus);
  const cold: Opening[] = [];
  const warm: Opening[] = [];
  try {
    for (let run = 0; run < Number(values.runs); run += 1) {
      const opened = await openTwice(server.url);
      cold.push(opened.cold);
      warm.push(opened.warm);
    }
  } finally {
    await server.stop();
  }
  console.log(lineOf("cold", cold));
  console.log(lineOf("warm", warm));
  if (values.json) {
    const json = { bench: "payload", documents, ...medians(cold), cold: times(cold), warm: times(warm) };
    console.log(JSON.stringify(json));
  }
}

/** With a profile of its own, so that nothing is cached at first and everything may be at the second time. */
async function openTwice(url: string): Promise<{ cold: Opening; warm: Opening }> {
  const profile = await mkdtemp(path.join(tmpdir(), "studio-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    ...(await chromiumOptions()),
    viewport: { width: 1440, height: 900 },
  });
  try {
    await context.addInitScript({ content: WATCH });
    return { cold: await open(context, url), warm: await open(context, url) };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function open(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("preview figures").length > 0);
  await dragOnce(page);
  const marks = await page.evaluate(() =>
    performance.getEntriesByType("mark").map((mark) => ({
      name: mark.name,
      ms: mark.startTime,
      detail: Number((mark as PerformanceMark).detail),
    })),
  );
  await page.close();
  const at = (name: string): number => marks.find((mark) => mark.name === name)?.ms ?? Number.NaN;
  return {
    boot: at("preview booted"),
    fetch: at("preview fetched"),
    load: at("preview loaded"),
    firstFigures: at("first figures"),
    draggable: at("preview figures"),
    shift: marks.reduce((sum, { name, detail }) => sum + (name === "shift" ? detail : 0), 0),
  };
}

/** What is called draggable must be: a weight is moved and the figures follow. */
async function dragOnce(page: Page): Promise<void> {
  const figures = page.getByRole("region", { name: "Selected" }).locator("dl");
  const before = await figures.innerText();
  await page.getByRole("slider", { name: "Weight of Unique words" }).press("PageUp");
  await page.waitForFunction(
    (text) => document.querySelector<HTMLElement>('[aria-label="Selected"] dl')?.innerText !== text,
    before,
  );
}

/**
 * Runs in the page before its own scripts: marks the frame after the first figures, and every layout shift. As text: what
 * compiles this file would put names into it that the page does not have.
 */
const WATCH = `
  const look = () => {
    const figures = document.querySelector('[aria-label="Selected"] dl');
    if (/\\d/.test(figures?.innerText ?? "")) requestAnimationFrame(() => performance.mark("first figures"));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) performance.mark("shift", { detail: value });
  }).observe({ type: "layout-shift", buffered: true });
`;

const valuesOf = (openings: readonly Opening[], figure: (typeof FIGURES)[number]): number[] =>
  openings.map((opening) => opening[figure]);

const times = (openings: readonly Opening[]) =>
  Object.fromEntries(FIGURES.map((figure) => [figure, timesOf(valuesOf(openings, figure))]));

const medians = (openings: readonly Opening[]) =>
  Object.fromEntries(FIGURES.map((figure) => [figure, timesOf(valuesOf(openings, figure)).p50Ms]));

const lineOf = (name: string, openings: readonly Opening[]): string =>
  `${name}: ${FIGURES.map((figure) => {
    const { p50Ms, p95Ms } = timesOf(valuesOf(openings, figure));
    return `${figure} ${String(p50Ms)} (95 %: ${String(p95Ms)})`;
  }).join(" · ")}`;
