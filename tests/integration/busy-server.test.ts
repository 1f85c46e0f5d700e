import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ListingInput } from "@/core/listing";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { openListing } from "@/server/services/document/open-listing";
import { pageDocuments } from "@/server/services/document/page";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { storeTexts, type TextedCorpus } from "@/tests/support/texted-corpus";

const PARTS = 6;
const DOCUMENTS = 3000;
/** More at once than libuv has threads. */
const SEARCHES = 8;

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  const documents = Array.from({ length: DOCUMENTS }, (_, at) => ({
    ...{ domain: "c4", tokens: (at * 7) % DOCUMENTS, text: "", argmax: {} },
    scores: { word_count: at % 100 },
  }));
  corpus = await storeTexts(studio.ctx, documents, PARTS);
  const engine = await openDuckDb();
  for (let part = 0; part < PARTS; part += 1) {
    const file = sqlText(path.join(corpus.folder, "text", `part-${String(part).padStart(5, "0")}.parquet`));
    await engine.run(
      `COPY (SELECT doc_id, repeat(md5(doc_id), 1000) AS text FROM read_parquet(${file})) TO ${file} (FORMAT parquet)`,
    );
  }
  engine.close();
});
afterAll(() => studio.end());

async function search(needle: string, signal?: AbortSignal): Promise<number> {
  const listing: ListingInput = { sort: { by: "ordinal", descending: false }, search: needle };
  for await (const event of openListing({
    ctx: studio.ctx,
    input: { versionId: corpus.versionId, listing },
    signal,
  }))
    if (event.kind === "ready") return event.total;
  throw new Error("ended without a listing");
}

describe("a server that searches for several at once", () => {
  it("answers pages before the searches have ended", async () => {
    const listing: ListingInput = { sort: { by: "tokens", descending: true } };
    const page = (offset: number) =>
      pageDocuments({ ctx: studio.ctx, input: { versionId: corpus.versionId, listing, offset, limit: 100 } });
    await page(0);
    let ended = 0;
    const searches = Array.from({ length: SEARCHES }, (_, at) =>
      search(`nothing has this ${String(at)}`).then((total) => {
        ended += 1;
        return total;
      }),
    );
    for (let offset = 0; offset < 5; offset += 1) expect((await page(offset * 100)).rows).toHaveLength(100);
    expect(ended).toBe(0);
    expect(await Promise.all(searches)).toEqual(new Array(SEARCHES).fill(0));
  });

  it("ends one of them without disturbing the others", async () => {
    const left = new AbortController();
    const leaving = search("nothing of this", left.signal);
    const staying = [search("nothing of that"), search("0")];
    left.abort();
    await expect(leaving).rejects.toMatchObject({ code: "cancelled" });
    expect((await Promise.all(staying))[0]).toBe(0);
    expect(await staying[1]).toBeGreaterThan(0);
  });
});
