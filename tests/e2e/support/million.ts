import { randomUUID } from "node:crypto";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import type { SqlRow } from "@/core/engine";
import { database } from "@/server/db/client";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { ImportReport } from "@/server/services/corpus/import-report";
import { recordCorpus } from "@/server/services/corpus/record-corpus";
import { corporaPath, corpusPath, databasePath } from "@/server/storage/home";
import { madeOnce } from "./made-once";
import { terminal } from "./terminal";

const NAME = "A million";
export const DOCUMENTS = 1_000_000;
/** As the pages write it. */
export const N = DOCUMENTS.toLocaleString("en-US");
export const ROW_PX = 32;

export interface Million {
  /** Path of its Browse page. */
  readonly path: string;
  /** Folder of its files. */
  readonly files: string;
}

/** One for all files of a worker: making it takes a while. */
const made = new Map<string, Promise<Million>>();

/** A synthetic corpus of a million documents in a studio. */
export function theMillion(home: string): Promise<Million> {
  const known = made.get(home);
  if (known !== undefined) return known;
  const making = make(home);
  made.set(home, making);
  return making;
}

async function make(home: string): Promise<Million> {
  const made = await madeOnce("million", synthesise);
  const [fingerprint = ""] = await readdir(corporaPath(made));
  const files = corpusPath(fingerprint, home);
  await cp(corpusPath(fingerprint, made), files, { recursive: true });
  const report = JSON.parse(await readFile(join(files, "report.json"), "utf8")) as ImportReport;
  const db = database(`file:${databasePath(home)}`);
  const { corpusId } = await recordCorpus(
    { db, workspaceId: "local", actor: "local", role: "admin", home },
    { id: randomUUID(), name: NAME, source: "synthetic", fingerprint, report },
  );
  await db.$disconnect();
  return { path: `/browse/${corpusId}`, files };
}

const synthesise = (home: string): Promise<object> =>
  terminal(home, "synth", "--name", NAME, "--documents", String(DOCUMENTS));

/** What DuckDB says of the corpus' own files, past everything the studio does with them. */
export async function ask({ files }: Million, query: string): Promise<readonly SqlRow[]> {
  const engine = await openDuckDb({ folders: [files] });
  try {
    await engine.run(`CREATE VIEW scores AS FROM read_parquet(${sqlText(join(files, "scores.parquet"))})`);
    await engine.run(`CREATE VIEW texts AS FROM read_parquet(${sqlText(join(files, "text", "*.parquet"))})`);
    return await engine.query(query);
  } finally {
    engine.close();
  }
}

/** "279,634 of 1,000,000 documents" */
export async function countWhere(corpus: Million, condition: string): Promise<string> {
  const [row] = await ask(corpus, `SELECT count(*)::INTEGER AS n FROM scores WHERE ${condition}`);
  return `${Number(row?.["n"]).toLocaleString("en-US")} of ${N} documents`;
}

export const idsBy = async (corpus: Million, order: string, limit: number): Promise<string[]> =>
  (await ask(corpus, `SELECT doc_id FROM scores ORDER BY ${order} LIMIT ${String(limit)}`)).map((row) =>
    String(row["doc_id"]),
  );

export const grid = (page: Page): Locator => page.getByRole("grid");

/** The row at a position of the listing, from 0. */
export const line = (page: Page, position: number): Locator =>
  page.locator(`[role=row][aria-rowindex="${String(position + 2)}"]`);

export const idAt = (page: Page, position: number): Promise<string> =>
  line(page, position)
    .getByRole("checkbox")
    .getAttribute("aria-label")
    .then((label) => (label ?? "").replace("Select ", ""));

export const count = (page: Page): Locator => page.getByRole("status").filter({ hasText: / documents$/ });

export const condition = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("list", { name: "Conditions" }).getByRole("listitem").filter({ hasText: name });

export const parameter = (page: Page, name: string): string | null =>
  new URL(page.url()).searchParams.get(name);

/** Waits until the listing that the address names is the one shown. */
export async function settled(page: Page): Promise<void> {
  await expect(grid(page)).toHaveAttribute("aria-busy", "false");
  await expect(line(page, 0).getByRole("checkbox")).toBeAttached();
}

export async function open(page: Page, { path }: Million, query = ""): Promise<void> {
  await page.goto(`${path}${query}`);
  await settled(page);
}

/** Draws with the pointer over a distribution, from one share of its width to another. */
export async function brush(page: Page, name: string, from: number, to: number): Promise<void> {
  const box = await page.getByRole("button", { name: new RegExp(`^Filter by ${name}`) }).boundingBox();
  if (box === null) throw new Error(`${name} has no distribution on the page`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 });
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}

/** px of rows above the lower edge of the head. */
export const scrolledPx = (page: Page): Promise<number> =>
  grid(page).evaluate((element, rowPx) => {
    const head = element.querySelector("[role=rowgroup]")?.getBoundingClientRect().bottom ?? 0;
    for (const row of element.querySelectorAll("[data-position]")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (top <= head && bottom > head) {
        return Number(row.getAttribute("data-position")) * rowPx + Math.round(head - top);
      }
    }
    return -1;
  }, ROW_PX);
