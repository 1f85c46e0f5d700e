import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studioCommand, type Ended } from "@/tests/support/studio-command";

const ROOT = path.join(import.meta.dirname, "..", "..");
const REGMIX = path.join(ROOT, "..", "shared", "data", "regmix");
const TARGET = "metric/the_pile_pile_cc_val_loss";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cli-fit-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fit = (...args: string[]): Promise<Ended> => studioCommand(path.join(folder, "home"), "fit", ...args);

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await fit(...args, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

async function file(name: string, rows: readonly (readonly (string | number)[])[]): Promise<string> {
  const written = path.join(folder, name);
  await writeFile(written, rows.map((row) => row.join(",")).join("\n"));
  return written;
}

/** 40 runs of three weights in whole percent; the loss is exactly linear in them. */
const runs = Array.from({ length: 40 }, (_, at) => {
  const [a, b] = [(at * 7) % 50, (at * 11) % 50];
  return {
    id: `r${String(at)}`,
    weights: [a / 100, b / 100, (100 - a - b) / 100],
    loss: 3 + a / 100 - b / 50,
  };
});

describe("studio fit", () => {
  it("learns a linear loss without error, by id, and names the runs that lack a side", async () => {
    const inputs = await file("w.csv", [
      ["id", "a", "b", "c"],
      ...runs.map(({ id, weights }) => [id, ...weights]),
    ]);
    const losses = await file("l.csv", [
      ["id", "loss"],
      ...runs
        .slice(1)
        .reverse()
        .map(({ id, loss }) => [id, loss]),
      ["r99", 3],
    ]);
    const args = ["--inputs", inputs, "--losses", losses, "--target", "loss", "--model", "ridge"];
    const found = await json(...args);
    expect(found).toMatchObject({
      model: "ridge",
      n: 39,
      unmatched: { withoutLoss: ["r0"], withoutWeights: ["r99"] },
    });
    expect(found).not.toHaveProperty("test");
    expect(found["rmse"]).toBeLessThan(1e-3);
    expect(found["spearman"]).toBeGreaterThan(0.99);
    const { out } = await fit(...args);
    expect(out).toContain("loss by ridge regression, learnt from 39 runs");
    expect(out).toContain("1 run has no loss and is left out: r0");
  });

  it("searches within bounds, explains, and proposes runs", async () => {
    const named = async (name: string, value: object): Promise<string> => {
      const written = path.join(folder, name);
      await writeFile(written, JSON.stringify(value));
      return written;
    };
    const inputs = await file("s.csv", [
      ["id", "a", "b", "c"],
      ...runs.map(({ id, weights }) => [id, ...weights]),
    ]);
    const losses = await file("s-losses.csv", [["id", "loss"], ...runs.map(({ id, loss }) => [id, loss])]);
    const given = ["--inputs", inputs, "--losses", losses, "--target", "loss", "--model", "ridge"];
    const wanted = ["--search", "--candidates", "2000", "--explain", "--curve", "--next", "2"];
    const bounds = await named("bounds.json", { a: { min: 0.1 }, b: { max: 0.6 } });
    const found = (await json(...given, ...wanted, "--bounds", bounds)) as unknown as {
      columns: string[];
      search: { direct: { weights: number[]; predicted: number } };
      explain: { column: string }[];
      curve: { points: { runs: number }[] };
      next: { weights: number[] }[];
    };
    // The loss is 3 + a − 2 b: as much b and as little a as the bounds let.
    expect(found.columns).toEqual(["a", "b", "c"]);
    expect(found.search.direct.weights).toEqual([0.1, 0.6, 0.3]);
    expect(found.search.direct.predicted).toBeCloseTo(1.9, 2);
    expect(found.explain[0]?.column).toBe("b");
    expect(found.curve.points.map((point) => point.runs)).toEqual([8, 16, 32]);
    expect(found.next).toHaveLength(2);
  });

  it("says what is wrong in one line, and with which exit code", async () => {
    const inputs = await file("few.csv", [
      ["id", "a"],
      ["x", 1],
      ["y", 0.5],
    ]);
    const losses = await file("few-losses.csv", [
      ["id", "loss"],
      ["x", 1],
      ["y", 2],
    ]);
    const args = ["--inputs", inputs, "--losses", losses, "--target", "loss"];
    expect(await fit(...args)).toEqual({
      code: 2,
      out: "",
      err: "2 runs have weights and a loss, which is too few for 5 folds. Give at least 5, or fewer --folds.\n",
    });
    expect((await fit(...args, "--test-inputs", inputs)).err).toContain("--test-losses is missing.");
  });

  it("reaches the published figure on the runs of RegMix though the rows of one file are reversed", async (context) => {
    if (!existsSync(REGMIX)) return context.skip("no ../shared/data/regmix beside the repository");
    const of = (name: string): string => path.join(REGMIX, `${name}_1m.csv`);
    const reversed = path.join(folder, "reversed.csv");
    const [head = "", ...rows] = (await readFile(of("train_mixture"), "utf8")).trim().split("\n");
    await writeFile(reversed, [head, ...rows.reverse()].join("\n"));
    const found = await json(
      ...["--inputs", reversed, "--losses", of("train_pile_loss"), "--target", TARGET],
      ...["--model", "lightgbm", "--test-inputs", of("test_mixture"), "--test-losses", of("test_pile_loss")],
    );
    expect(found).toMatchObject({ n: 512, test: { n: 256 } });
    expect((found["test"] as { spearman: number }).spearman).toBeGreaterThanOrEqual(0.985);
  });
});
