import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RefusedSlice, sendFiles, type SendFiles } from "@/components/corpus/send-files";
import { SLICE_BYTES } from "@/core/upload-limits";

type Mood = "answer" | "lose" | "lose the answer" | "break" | number;

/** A studio that keeps slices in memory; `mood` decides what becomes of each request. */
class FakeStudio {
  readonly stored = new Map<string, string>();
  readonly slices: number[] = [];
  readonly pauses: number[] = [];
  readonly told: number[] = [];
  readonly abort = new AbortController();

  constructor(
    private readonly texts: Readonly<Record<string, string>>,
    private readonly mood: (request: number) => Mood,
  ) {}

  send(): Promise<void> {
    const options: SendFiles = {
      id: "u",
      files: Object.entries(this.texts).map(([name, text]) => ({ name, file: new Blob([text]) })),
      begin: () =>
        Promise.resolve({
          files: Object.keys(this.texts).map((name) => ({
            name,
            stored: this.stored.get(name)?.length ?? 0,
          })),
        }),
      put: (url, slice) => this.put(new URL(url, "http://studio").searchParams, slice),
      pause: (ms) => Promise.resolve(void this.pauses.push(ms)),
      signal: this.abort.signal,
      onStored: (bytes) => this.told.push(bytes),
    };
    return sendFiles(options);
  }

  private async put(search: URLSearchParams, slice: Blob): Promise<Response> {
    const mood = this.mood(this.slices.push(slice.size));
    if (typeof mood === "number")
      return Response.json({ code: "x", message: "no", way: null }, { status: mood });
    if (mood === "lose") throw new TypeError("fetch failed");
    const name = search.get("name") ?? "";
    const now = this.stored.get(name) ?? "";
    if (Number(search.get("offset")) !== now.length) return Response.json({}, { status: 409 });
    const text = await slice.text();
    this.stored.set(name, now + (mood === "break" ? text.slice(0, Math.floor(text.length / 2)) : text));
    if (mood !== "answer") throw new TypeError("network error");
    return Response.json({ stored: this.stored.get(name)?.length });
  }
}

describe("files that are sent", () => {
  it("go in slices of at most 4 MB, one after the other, told as they are stored", async () => {
    const studio = new FakeStudio(
      { "a.jsonl": "x".repeat(SLICE_BYTES * 2 + 1), "b c.jsonl": "y" },
      () => "answer",
    );
    await studio.send();
    expect(studio.slices).toEqual([SLICE_BYTES, SLICE_BYTES, 1, 1]);
    expect(studio.told.at(-1)).toBe(SLICE_BYTES * 2 + 2);
    expect(studio.stored.get("b c.jsonl")).toBe("y");
  });

  it("arrive whole whatever becomes of requests and answers, as long as one in four goes through", async () => {
    const fate = fc.constantFrom<Mood[]>("answer", "lose", "lose the answer", "break", 409, 500, 502, 504);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1, maxLength: 5 }),
          fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
        ),
        fc.array(fate),
        async (texts, fates) => {
          const studio = new FakeStudio(texts, (request) =>
            request % 4 === 0 ? "answer" : (fates[request] ?? "answer"),
          );
          await studio.send();
          expect(Object.fromEntries(studio.stored)).toEqual(
            Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")),
          );
        },
      ),
    );
  });

  it("go on from what is there", async () => {
    const studio = new FakeStudio({ "a.jsonl": "0123456789" }, () => "answer");
    studio.stored.set("a.jsonl", "0123");
    await studio.send();
    expect([studio.slices, studio.told, studio.stored.get("a.jsonl")]).toEqual([[6], [4, 10], "0123456789"]);
  });

  it("are given up after five failures in a row, waiting longer each time", async () => {
    const studio = new FakeStudio({ "a.jsonl": "01" }, () => "lose");
    await expect(studio.send()).rejects.toThrow("fetch failed");
    expect([studio.slices.length, studio.pauses]).toEqual([5, [500, 1000, 2000, 4000]]);
  });

  it.each([400, 403, 404, 503])("are not sent again after a status of %i, which says why", async (status) => {
    const studio = new FakeStudio({ "a.jsonl": "01" }, () => status);
    const refused = await studio.send().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedSlice);
    expect(refused).toMatchObject({ data: { studio: { message: "no" } } });
    expect(studio.slices).toHaveLength(1);
  });

  it("stop when they are no longer wanted", async () => {
    const studio = new FakeStudio({ "a.jsonl": "x".repeat(SLICE_BYTES * 3) }, () => {
      studio.abort.abort();
      return "answer";
    });
    await expect(studio.send()).rejects.toThrow();
    expect(studio.slices).toHaveLength(1);
  });
});
