import { randomUUID } from "node:crypto";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import { recipeSchema, type Recipe } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import type { SelectionManifest } from "@/core/selection-manifest";
import { openDuckDb } from "@/server/duckdb/engine";
import { readIntactManifest } from "@/server/services/selection/read-manifest";
import { hashSelection, writeSelectionFile } from "@/server/services/selection/selection-file";
import { writeSelections } from "@/server/services/selection/write-selections";
import { selectionPath } from "@/server/storage/home";
import { oracle } from "@/tests/support/oracle";
import { cases, recipes } from "@/tests/support/random-recipes";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const { signal } = new AbortController();
/** Recipes of a pass: fewer than there are, so that there are several passes. */
const size = { recipes: 3, scores: 1_000 };

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

async function rowsOf(file: string): Promise<SqlRow[]> {
  const engine = await openDuckDb();
  try {
    return await engine.query(`FROM read_parquet('${file}')`);
  } finally {
    engine.close();
  }
}

interface Together {
  readonly written: ReadonlyMap<Recipe, SelectionManifest>;
  readonly refused: ReadonlyMap<Recipe, string>;
}

async function together(corpus: StoredCorpus, wanted: readonly Recipe[]): Promise<Together> {
  const written = new Map<Recipe, SelectionManifest>();
  const refused = new Map<Recipe, string>();
  await writeSelections(
    { fingerprint: corpus.fingerprint, home: studio.home, statistics: corpus.statistics },
    wanted.map((recipe) => {
      const hash = recipeHash(recipe);
      return { recipe, recipeHash: hash, selectionKey: selectionKey(corpus.fingerprint, hash) };
    }),
    {
      ...{ signal, size },
      onWritten: async ({ recipe }, manifest) => void written.set(recipe, manifest),
      onRefused: async ({ recipe }, { message }) => void refused.set(recipe, message),
    },
  );
  return { written, refused };
}

/** The same recipe selected on its own, as a person's confirmation does it. */
async function alone({ fingerprint, statistics }: StoredCorpus, recipe: Recipe) {
  const { home } = studio;
  const file = path.join(home, `${randomUUID()}.parquet`);
  const source = { fingerprint, home, recipe, statistics };
  const written = await writeSelectionFile({ source, file, signal, onCounted: () => undefined });
  const { documents, tokens, budgetTokens, threshold, domains } = written;
  const { contentHash } = await hashSelection({ file, home, signal, onDocuments: () => undefined });
  return { file, figures: { documents, tokens, budgetTokens, threshold, domains, contentHash } };
}

const wishes = cases.chain(({ documents }) =>
  fc.record({
    given: fc.constant(documents),
    wanted: fc.array(recipes(documents), { minLength: 1, maxLength: 7 }),
  }),
);

it("many selections written together are, each, the selection of its recipe alone and of brute force", async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ given, wanted }) => {
      const corpus = await storeCorpus(studio.ctx, randomUUID(), given);
      const { written, refused } = await together(corpus, wanted);
      for (const recipe of wanted) {
        const expected = oracle(corpus, recipe);
        const manifest = written.get(recipe);
        if (manifest === undefined) {
          expect(expected.documents).toBe(0);
          expect(refused.get(recipe)).toMatch(/^The recipe selects nothing: /);
          continue;
        }
        const { file, figures } = await alone(corpus, recipe);
        expect(manifest).toMatchObject(figures);
        const folder = selectionPath(manifest.selectionKey, studio.home);
        expect(await readIntactManifest(folder)).toEqual(manifest);
        const rows = await rowsOf(path.join(folder, "selection.parquet"));
        expect(rows).toEqual(await rowsOf(file));
        const ordinals = rows.map(({ ordinal }) => Number(ordinal)).toSorted((a, b) => a - b);
        expect(ordinals).toEqual(expected.ordinals.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 8 },
  );
});

it("one recipe wanted by three at once is one selection, which none takes from another", async () => {
  const documents = Array.from({ length: 40 }, (_, at) => ({
    domain: "book",
    tokens: 10 + at,
    scores: { word_count: (at * 7) % 40 },
    argmax: {},
  }));
  const corpus = await storeCorpus(studio.ctx, "wanted-twice", documents);
  const recipe = recipeSchema.parse({
    name: "twice",
    weights: { word_count: 1 },
    normalisation: "rank",
    budget: { share: 0.5 },
  });
  const written = await Promise.all([1, 2, 3].map(() => together(corpus, [recipe])));
  const manifests = written.map((one) => one.written.get(recipe));
  const [first] = manifests;
  expect(manifests).toEqual([first, first, first]);
  const key = selectionKey(corpus.fingerprint, recipeHash(recipe));
  expect(await readIntactManifest(selectionPath(key, studio.home))).toEqual(first);
  const own = await alone(corpus, recipe);
  expect(first).toMatchObject(own.figures);
});
