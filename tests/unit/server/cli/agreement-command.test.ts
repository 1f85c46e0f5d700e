import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreementCommand } from "@/server/cli/agreement-command";
import type { Terminal } from "@/server/cli/command";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ratings-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(lines: readonly string[], ...options: string[]) {
  const file = path.join(folder, "ratings.jsonl");
  await writeFile(file, lines.join("\n"));
  const fields = ["--unit", "doc", "--rater", "who", "--value", "says"];
  // The command reads a file and asks the terminal for nothing but whether it was stopped.
  const terminal = { signal: new AbortController().signal } as Terminal;
  return agreementCommand.run(terminal, [file, ...fields, ...options]);
}

const rating = (doc: string | number, who: string, says: unknown): string =>
  JSON.stringify({ doc, who, says });

const FOUR = [rating("a", "x", 1), rating("a", "y", 1), rating("b", "x", 2), rating("b", "y", 3)];

describe("studio agreement", () => {
  it("answers with α, its interval and what it counted", async () => {
    const { json } = await run(
      [...FOUR, "", rating("c", "x", null), rating(7, "y", 2)],
      "--level",
      "interval",
    );
    // Observed: pairs (1,1) and (2,3); expected: all pairs of 1, 1, 2, 3.
    expect(json).toMatchObject({
      units: 3,
      raters: 2,
      ratings: 5,
      missing: 1,
      pairableUnits: 2,
      level: "interval",
    });
    expect((json as { alpha: number }).alpha).toBeCloseTo(1 - 3 * (2 / 22), 12);
  });

  it("takes any text for a nominal question", async () => {
    const { json, lines } = await run(
      [rating("a", "x", "keep"), rating("a", "y", "keep"), rating("b", "x", "drop"), rating("b", "y", true)],
      "--level",
      "nominal",
    );
    expect(json).toMatchObject({ rawAgreement: 0.5, fleissKappa: 0.2 });
    expect(lines[1]).toMatch(/^Krippendorff's α 0\.400, 95 % interval /);
  });

  it("ranks the categories of the declared scale", async () => {
    const { json } = await run(FOUR, "--level", "ordinal", "--scale", "1,2,3,4");
    // (1, 1) and (2, 3) differ by 1 in all; by chance 1, 2 against 1, 3 differ by 4 in four pairs.
    const { cohenKappa } = json as { cohenKappa: Readonly<Record<"unweighted" | "linear", number>> };
    expect(cohenKappa.linear).toBeCloseTo(1 - (1 * 2) / 4, 12);
    expect(cohenKappa.unweighted).toBeCloseTo(1 - (1 * 2) / 3, 12);
    await expect(run(FOUR, "--level", "ordinal", "--scale", "1,2")).rejects.toThrow(
      "A rating is 3, which is not on the scale 1,2.",
    );
  });

  it.each([
    ["a line that is no object", "[1]", /Line 5 of .* is not a JSON object/],
    [
      "a line without the unit",
      JSON.stringify({ who: "x", says: 1 }),
      /Line 5 of .* has no text or number in "doc"/,
    ],
    [
      "a second rating by one rater",
      rating("b", "y", 1),
      /Line 5 .* second rating of b by y; the first is line 4/,
    ],
    [
      "a text where numbers are needed",
      rating("c", "x", "two"),
      /Line 5 .* has "two" in "says", which is no number/,
    ],
    ["a number below 0 on a ratio scale", rating("c", "x", -1), /Line 5 .* has -1 in "says"/],
  ])("refuses %s, and names the place", async (_, line, fault) => {
    await expect(run([...FOUR, line], "--level", "ratio")).rejects.toThrow(fault);
  });

  it("refuses a file that is not there, and an unknown level", async () => {
    const terminal = { signal: new AbortController().signal } as Terminal;
    const options = ["--unit", "a", "--rater", "b", "--value", "c", "--level"];
    const gone = path.join(folder, "gone.jsonl");
    await expect(agreementCommand.run(terminal, [gone, ...options, "ratio"])).rejects.toThrow(
      /gone\.jsonl cannot be read/,
    );
    await expect(agreementCommand.run(terminal, [gone, ...options, "loud"])).rejects.toThrow(
      '--level is "loud".',
    );
  });
});
