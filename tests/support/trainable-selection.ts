import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { recipeSchema } from "@/core/recipe";
import type { CorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusInfo } from "@/server/services/corpus/corpus-info";
import { buildCorpus } from "@/server/services/corpus/build-corpus";
import { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { runJobHere } from "@/server/services/job/run-here";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { materialiseSelection } from "@/server/services/selection/materialise";
import type { TestStudio } from "@/tests/support/studio-home";

const WORDS =
  "the whale sea ship captain wind sail deck night star harbour rope wave island crew storm".split(" ");
const RECIPE = recipeSchema.parse({
  name: "longest first",
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { share: 0.7 },
});

/** Sentences of a small vocabulary, so that a micro model learns from a few thousand tokens. */
function text(seed: number): string {
  const words = Array.from(
    { length: 40 + ((seed * 37) % 80) },
    (_, at) => WORDS[(seed * 7 + at * at) % WORDS.length] ?? "",
  );
  return `${words.join(" ")}.`;
}

/** Three raters that order the documents in three ways. */
function raters(content: string): Record<string, number> {
  const words = content.split(" ");
  return {
    rps_doc_word_count: words.length,
    rps_doc_mean_word_length: (content.length - words.length + 1) / words.length,
    rps_doc_frac_unique_words: new Set(words).size / words.length,
  };
}

async function writeReleasedLayout(source: string): Promise<void> {
  for (const [index, domain] of ["book", "c4"].entries()) {
    const rows = Array.from({ length: 60 }, (_, at) => {
      const content = text(index * 1_000 + at);
      return JSON.stringify({
        id: `${domain}-${String(at).padStart(3, "0")}`,
        content,
        sub_path: "",
        ...raters(content),
      });
    });
    await mkdir(path.join(source, domain), { recursive: true });
    await writeFile(path.join(source, domain, "part-0-000000.jsonl"), `${rows.join("\n")}\n`);
  }
}

/** Imports a corpus of 120 documents in two domains with three raters. @returns the id of its version */
export async function trainableCorpus(studio: TestStudio, holdout: number): Promise<string> {
  const name = `corpus-${randomUUID()}`;
  const source = path.join(studio.home, name);
  await writeReleasedLayout(source);
  const { fingerprint } = await buildCorpus({
    id: randomUUID(),
    home: studio.home,
    source,
    validation: null,
    roots: null,
    mapping: {},
    maxRejects: 0,
    holdout,
    sampleDocuments: 1_000,
    provenance: {},
    provenanceNote: "",
    licences: [],
    signal: new AbortController().signal,
    progress: new ImportProgress(() => undefined),
  });
  return recordVersion(studio, name, await readCorpusInfo(fingerprint, studio.home));
}

/** Confirms 70 % of the tokens of such a corpus; the selection is written when this returns. */
export async function trainableSelection(studio: TestStudio, holdout: number): Promise<string> {
  const { ctx } = studio;
  const versionId = await trainableCorpus(studio, holdout);
  const { documents, tokens } = await countSelection({ ctx, input: { versionId, recipe: RECIPE } });
  const { id, jobId } = await confirmSelection({
    ctx,
    input: { id: randomUUID(), versionId, recipe: RECIPE, expected: { documents, tokens } },
  });
  await runJobHere({
    ctx,
    jobId: jobId ?? "",
    run: materialiseSelection,
    shutdown: new AbortController().signal,
    onProgress: () => undefined,
  });
  return id;
}

async function recordVersion({ ctx }: TestStudio, name: string, info: CorpusInfo): Promise<string> {
  const mine = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const corpus = await ctx.db.corpus.create({ data: { id: randomUUID(), ...mine, name } });
  const version = await ctx.db.corpusVersion.create({
    data: {
      id: randomUUID(),
      ...mine,
      corpusId: corpus.id,
      number: 1,
      fingerprint: info.fingerprint,
      source: name,
      documents: BigInt(info.documents),
      tokens: BigInt(info.tokens),
      rejected: 0n,
      missing: 0n,
      validationDocuments: BigInt(info.validationDocuments),
      validationTokens: BigInt(info.validationTokens),
      bytes: 0n,
    },
  });
  return version.id;
}
