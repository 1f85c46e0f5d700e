import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATERS } from "@/core/raters";
import { openDuckDb } from "@/server/duckdb/engine";
import { testDatabase, type TestDatabase } from "@/tests/support/test-database";

const ROOT = path.join(import.meta.dirname, "..", "..");

let folder: string;
let env: NodeJS.ProcessEnv;
let database: TestDatabase;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function studio(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

/** The object on the last line of a command that must succeed. */
async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await studio(...args, "--json");
  expect(err.match(/Error|error/) ?? "no error").toBe("no error");
  expect(code).toBe(0);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

/** A record of the released layout: the score is every number, the best level of every classifier. */
function record(id: string, score: number): Record<string, unknown> {
  const fields = RATERS.map(({ source }) => {
    if (source.kind === "scalar") return [source.field, score];
    if (source.kind === "item") return [source.field, Array.from({ length: source.length }, () => score)];
    return [source.field, Array.from({ length: source.levels }, (_, level) => (level === 0 ? 0 : score))];
  });
  return { id, content: `Text of ${id}.`, sub_path: "", ntokens: 10, ...Object.fromEntries(fields) };
}

async function writeReleased(name: string): Promise<string> {
  const source = path.join(folder, name);
  for (const [position, domain] of ["book", "wikipedia"].entries()) {
    await mkdir(path.join(source, domain), { recursive: true });
    const rows = [0, 1, 2, 3].map((row) =>
      JSON.stringify(record(`${domain}-${String(row)}`, 2 * row + position)),
    );
    await writeFile(path.join(source, domain, "part.jsonl"), `${rows.join("\n")}\n`);
  }
  return source;
}

async function writeRecipe(name: string, recipe: unknown): Promise<string> {
  const file = path.join(folder, `${name}.json`);
  await writeFile(file, typeof recipe === "string" ? recipe : JSON.stringify(recipe));
  return file;
}

const LONGEST = {
  name: "longest",
  weights: { word_count: 1 },
  normalisation: "zscore",
  budget: { tokens: 35 },
};

let source: string;
let imported: Record<string, unknown>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cli-"));
  database = await testDatabase(path.join(folder, "home"));
  env = { ...process.env, STUDIO_HOME: path.join(folder, "home") };
  source = await writeReleased("source");
  imported = await json("import", source, "--name", "small", "--tokens-field", "ntokens");
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("studio", () => {
  it("prints help without arguments and for help", async () => {
    const { code, out } = await studio();
    expect(code).toBe(0);
    for (const command of ["import", "corpora", "raters", "recipe", "select", "compare", "train", "runs"])
      expect(out).toContain(`  ${command}`);
  });

  it("imports a corpus into a database it makes itself, and says what came of it", () => {
    expect(imported).toEqual({
      corpusId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      documents: 8,
      tokens: 80,
      rejected: 0,
      missing: 0,
    });
  });

  it("lists corpora and raters, for people and as JSON", async () => {
    const { corpora } = await json("corpora");
    expect(corpora).toMatchObject([
      { name: "small", number: 1, documents: 8, fingerprint: imported["fingerprint"] },
    ]);
    expect((await studio("corpora")).out).toContain("small");
    expect((await json("raters"))["raters"]).toHaveLength(25);
  });

  it("offers presets that suit the corpus, prints one, and saves it as an immutable version", async () => {
    expect((await studio("recipe", "presets")).out.split("\n")).toEqual(
      expect.arrayContaining(["published", "uniform", "fluency"]),
    );
    const preset = await json("recipe", "show", "word_count");
    expect(preset).toMatchObject({ weights: { word_count: 1 } });
    const file = await writeRecipe("preset", preset);
    expect(await json("recipe", "save", file)).toMatchObject({ number: 1 });
    expect(await json("recipe", "save", file)).toMatchObject({ number: 1 });
    const { recipes } = await json("recipe");
    expect(recipes).toMatchObject([{ versions: [{ body: { weights: { word_count: 1 } } }] }]);
  });

  it("tells what each rater of a recipe does to the score and to what is selected", async () => {
    const two = { ...LONGEST, weights: { word_count: 0.3, num_sentences: 0.1 } };
    const recipe = await writeRecipe("two", two);
    const { relations, leverage, stability } = await json("recipe", "question", recipe, "--corpus", "small");
    expect(relations).toMatchObject({ raters: ["word_count", "num_sentences"], documents: 8 });
    // Both hold the same numbers: either of them alone ranks the documents as both do.
    expect(leverage).toMatchObject({ lost: [0, 0] });
    expect(stability).toMatchObject({ mean: 1, sd: 0 });
    const { out } = await studio("recipe", "question", recipe, "--corpus", "small");
    expect(out).toMatch(/word_count +75\.0 % +0\.0 %/);
  });

  it("selects, writes the files, and is the same selection under every name of the corpus", async () => {
    const recipe = await writeRecipe("longest", LONGEST);
    const out = path.join(folder, "out");
    const selected = await json("select", "--corpus", "small", "--recipe", recipe, "--out", out);
    expect(Object.keys(selected)).toEqual([
      "selectionId",
      "documents",
      "tokens",
      "threshold",
      "domains",
      "contentHash",
    ]);
    expect(selected).toMatchObject({ documents: 3, tokens: 30 });
    expect(await readdir(out)).toEqual(["manifest.json", "selection.parquet"]);
    const engine = await openDuckDb({ temporaryFolder: path.join(folder, "duckdb"), folders: [folder] });
    const rows = await engine.query(
      `SELECT doc_id, domain, tokens, score > 0 AS above FROM read_parquet('${path.join(out, "selection.parquet")}')`,
    );
    engine.close();
    expect(rows).toEqual([
      { doc_id: "wikipedia-3", domain: "wikipedia", tokens: 10, above: true },
      { doc_id: "book-3", domain: "book", tokens: 10, above: true },
      { doc_id: "wikipedia-2", domain: "wikipedia", tokens: 10, above: true },
    ]);
    const manifest = JSON.parse(await readFile(path.join(out, "manifest.json"), "utf8")) as {
      files: { sha256: string }[];
    };
    const file = await readFile(path.join(out, "selection.parquet"));
    expect(manifest).toMatchObject({ contentHash: selected["contentHash"], recipe: LONGEST });
    expect(manifest.files[0]?.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    for (const name of ["small@1", String(imported["corpusId"]), String(imported["fingerprint"])]) {
      expect(await json("select", "--corpus", name, "--recipe", recipe, "--out", out)).toEqual(selected);
    }
  });

  it("works beside a running job worker", async () => {
    const worker = spawn(process.execPath, ["--import", "tsx", "workers/jobs/main.ts"], {
      cwd: ROOT,
      env,
      stdio: "inherit",
    });
    workers.push(worker);
    const budgets = [20, 40, 60];
    const selected = await Promise.all(
      budgets.map(async (tokens) => {
        const recipe = await writeRecipe(`budget-${String(tokens)}`, { ...LONGEST, budget: { tokens } });
        return json(
          "select",
          "--corpus",
          "small",
          "--recipe",
          recipe,
          "--out",
          path.join(folder, `out-${String(tokens)}`),
        );
      }),
    );
    expect(selected.map(({ tokens }) => tokens)).toEqual(budgets);
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("lists runs, and does not train without a validation set", async () => {
    expect(await json("runs")).toEqual({ runs: [] });
    const recipe = await writeRecipe("longest", LONGEST);
    const { selectionId } = await json(
      "select",
      "--corpus",
      "small",
      "--recipe",
      recipe,
      "--out",
      path.join(folder, "out"),
    );
    const { code, err } = await studio("train", "--selection", String(selectionId), "--model", "tiny");
    expect(code).toBe(1);
    expect(err).toContain("validation");
  });
});

describe("a command that cannot be done", () => {
  const fails: [what: string, args: () => string[] | Promise<string[]>, code: number, says: string][] = [
    ["an unknown command", () => ["nope"], 2, '"nope" is not a command.'],
    ["an unknown option", () => ["select", "--frob"], 2, "Unknown option '--frob'"],
    ["an option that is missing", () => ["select", "--corpus", "small"], 2, "--out is missing."],
    [
      "a share that is no number",
      () => ["import", source, "--name", "x", "--holdout", "much"],
      2,
      '--holdout is "much"',
    ],
    [
      "a path that is not there",
      () => ["import", "/nowhere/at/all", "--name", "x"],
      1,
      "/nowhere/at/all does not exist.",
    ],
    [
      "a corpus that is not there",
      async () => ["select", "--corpus", "big", "--recipe", await writeRecipe("ok", LONGEST), "--out", "o"],
      1,
      'There are: "small".',
    ],
    [
      "a recipe that is not JSON",
      async () => ["select", "--corpus", "small", "--recipe", await writeRecipe("bad", "{"), "--out", "o"],
      2,
      "bad.json is not JSON",
    ],
    [
      "a recipe with an unknown rater",
      async () => [
        "select",
        "--corpus",
        "small",
        "--recipe",
        await writeRecipe("odd", { ...LONGEST, weights: { wit: 1 } }),
        "--out",
        "o",
      ],
      2,
      "The recipe is not valid: weights",
    ],
    [
      "a model that is not there",
      () => ["train", "--selection", "s", "--model", "huge"],
      2,
      '--model is "huge".',
    ],
    [
      "a selection that is not there",
      () => ["train", "--selection", "s", "--model", "tiny"],
      1,
      'There is no selection "s".',
    ],
  ];

  it.each(fails)("ends with one clear line for %s", async (_what, args, code, says) => {
    const ended = await studio(...(await args()), "--json");
    expect(ended.code).toBe(code);
    expect(ended.out).toBe("");
    expect(ended.err.trim().split("\n")).toHaveLength(1);
    expect(ended.err).toContain(says);
  });

  it("does not overwrite a manifest that is not its own", async () => {
    const out = path.join(folder, "foreign");
    await mkdir(out);
    await writeFile(path.join(out, "manifest.json"), '{"name":"mine"}');
    const recipe = await writeRecipe("longest", LONGEST);
    const { code, err } = await studio("select", "--corpus", "small", "--recipe", recipe, "--out", out);
    expect(code).toBe(1);
    expect(err).toContain("is not overwritten");
    expect(await readFile(path.join(out, "manifest.json"), "utf8")).toBe('{"name":"mine"}');
  });

  it("leaves no half corpus behind when it is stopped in the middle", async () => {
    const large = path.join(folder, "large");
    await mkdir(path.join(large, "web"), { recursive: true });
    const rows = Array.from({ length: 20_000 }, (_, row) =>
      JSON.stringify(record(`web-${String(row)}`, row)),
    );
    await writeFile(path.join(large, "web", "part.jsonl"), rows.join("\n"));
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "server/cli/main.ts", "import", large, "--name", "large"],
      { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stderr.once("data", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect((await readdir(path.join(folder, "home", "corpora"))).length).toBe(1);
    expect(
      (await readdir(path.join(folder, "home", "tmp"))).filter((name) => name.startsWith("import-")),
    ).toEqual([]);
  });
});
