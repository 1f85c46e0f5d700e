import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckDb } from "@/server/duckdb/engine";
import { writeCampaign } from "@/server/services/campaign/export";
import { getCampaign } from "@/server/services/campaign/get";
import { importLossesFile } from "@/server/services/campaign/import-losses-file";
import { listRecipes } from "@/server/services/recipe/list";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { studioCommand } from "@/tests/support/studio-command";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
  const documents = Array.from({ length: 30 }, (_, at) => ({
    domain: "book",
    tokens: 100,
    scores: { word_count: at, mean_word_length: (at * 7) % 30, num_sentences: (at * 11) % 30 },
    argmax: {},
  }));
  const { versionId } = await storeCorpus(studio.ctx, "thirty", documents);
  await studio.ctx.db.corpusVersion.update({ where: { id: versionId }, data: { validationDocuments: 1n } });
});
afterAll(() => studio.end());

async function campaign(...args: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await studioCommand(studio.home, "campaign", ...args, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

const file = async (name: string, content: string): Promise<string> => {
  const written = path.join(studio.home, name);
  await writeFile(written, content);
  return written;
};

it("a campaign is created, given losses, fitted, saved and exported from the terminal", async () => {
  const recipe = await file(
    "base.json",
    JSON.stringify({
      name: "base",
      weights: { word_count: 1 },
      normalisation: "rank",
      budget: { tokens: 900 },
    }),
  );
  const settings = await file(
    "settings.json",
    JSON.stringify({
      target: { trainTokens: 1_000, selectionTokens: 1_000 },
      checks: { heldOut: 2, seeds: 1 },
    }),
  );
  const given = ["--corpus", "thirty", "--recipe", recipe, "--settings", settings, "--proxies", "20"];
  const created = await campaign("create", "--name", "By hand", ...given);
  expect(created).toMatchObject({
    ...{ name: "By hand", state: "running", counts: { waiting: 25 } },
    estimate: { trainings: 25, learntFrom: 20, targetEpochs: expect.closeTo(100 / 102, 9) as number },
  });
  const id = String(created["id"]);
  const { proxies } = await getCampaign({ ctx: studio.ctx, input: { id } });

  // The loss is 3 + the weight of num_sentences − that of word_count: the best is all word_count.
  const shareOf = (weights: readonly number[], at: number): number => (weights[at] ?? 0) / 1e6;
  const lossOf = (weights: readonly number[]): number => 3 + shareOf(weights, 7) - shareOf(weights, 5);
  const rows = proxies.map(({ number, weights }) => `${String(number)},${String(lossOf(weights))}`);
  const losses = await file("losses.csv", ["proxy,loss", ...rows, "99,3"].join("\n"));
  expect(await campaign("import", "By hand", losses)).toEqual({
    ...{ added: 25, known: 0, matched: { proxy: 0, run: 0, number: 25 } },
    problems: [{ where: "line 27, validation", reason: 'The campaign has no proxy "99".' }],
  });

  const options = ["--model", "ridge", "--candidates", "2000", "--save", "Learned"];
  const fit = await campaign("fit", id, ...options);
  expect(fit).toMatchObject({ target: "validation", model: "ridge", n: 20, left: [] });
  expect(fit).toMatchObject({ recipe: { name: "Learned", number: 1 } });
  const [saved] = (await listRecipes({ ctx: studio.ctx })).flatMap(({ versions }) => versions);
  expect(saved?.body).toMatchObject({ weights: { word_count: 1 }, budget: { tokens: 900 } });
  expect(saved?.note).toContain(`campaign "By hand" (${id}), fit ${String(fit["fitId"])}`);

  const out = path.join(studio.home, "proxies");
  await campaign("export", id, "--out", `${out}.csv`);
  const [head = "", first = ""] = (await readFile(`${out}.csv`, "utf8")).split("\r\n");
  const cell = (name: string): string => first.split(",")[head.split(",").indexOf(name)] ?? "";
  expect([cell("id"), cell("role"), cell("validation")]).toEqual([
    proxies[0]?.id,
    "draw",
    String(lossOf(proxies[0]?.weights ?? [])),
  ]);
  const { ctx } = studio;
  expect(await importLossesFile(ctx, id, `${out}.csv`)).toEqual({
    ...{ added: 0, known: 25, problems: [] },
    matched: { proxy: 25, run: 0, number: 0 },
  });
  const { signal } = new AbortController();
  await writeCampaign({ ctx, input: { id, format: "parquet" }, signal, file: `${out}.parquet` });
  const engine = await openDuckDb();
  try {
    const [counted] = await engine.query(
      `SELECT count(*)::INTEGER AS rows, count(predicted)::INTEGER AS predicted, sum(word_count + mean_word_length + num_sentences) AS weight,
       max(abs(predicted - validation)) < 0.01 AS near FROM read_parquet('${out}.parquet')`,
    );
    // Of 25 proxies one selects at random, which no weights foretell.
    expect(counted).toMatchObject({ rows: 25, predicted: 24, near: true });
    expect(counted?.["weight"]).toBeCloseTo(25, 9);
  } finally {
    engine.close();
  }
  expect(await campaign("archive", "By hand")).toMatchObject({ id, state: "finished" });
  expect(await campaign("list", "--archived")).toMatchObject({ campaigns: [{ id, archived: true }] });
  await campaign("restore", "By hand");
  expect((await studioCommand(studio.home, "campaign", "show", "other")).err).toBe(
    'There is no campaign "other". Name one by its id: npm run studio -- campaign list.\n',
  );
});
