import { parseArgs } from "node:util";
import { benchCorpus } from "./browse-corpus";
import { rounded, timed } from "./times";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { documentBoundary } from "@/server/services/document/boundary";
import { documentFlips } from "@/server/services/document/flips";

/**
 * `npm run bench -- flips [--documents N] [--json]`: the documents at the threshold, and what would turn some of them, one of them
 * with a bound on the first domain.
 */
export async function benchFlips(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { documents: { type: "string", default: "1000000" }, json: { type: "boolean", default: false } },
  });
  const documents = Number(values.documents);
  const { ctx, versionId, fingerprint } = await benchCorpus(documents);
  const statistics = await readCorpusStatistics(fingerprint, ctx.home);
  const recipe = firstRecipe(statistics);
  if (recipe === null) throw new Error("the corpus has no rater");
  const measured: { readonly name: string; readonly seconds: number; readonly turned?: number }[] = [];
  const tell = (name: string, ms: number, turned?: number): void => {
    const found = { name, seconds: rounded(ms / 1000), ...(turned === undefined ? {} : { turned }) };
    measured.push(found);
    const answer = turned === undefined ? "" : `   ${String(turned)} weights turn it`;
    console.log(`${name.padEnd(34)} ${String(found.seconds).padStart(8)} s${answer}`);
  };
  const boundary = () => documentBoundary({ ctx, input: { versionId, recipe, count: 50 } });
  const flips = async (name: string, of: Recipe, ordinal: number): Promise<void> => {
    const { ms, value } = await timed(async () => {
      for await (const event of documentFlips({ ctx, input: { versionId, ordinal, recipe: of } }))
        if (event.kind === "ready") return event.result.flips;
      return [];
    });
    tell(`flips of ${name}`, ms, value.filter(({ turnsAt }) => turnsAt !== null).length);
  };
  const first = await timed(boundary);
  tell("both sides, all ranked first", first.ms);
  tell("both sides again", (await timed(boundary)).ms);
  const { justIn, justOut } = first.value;
  const asked = [
    ["the first out", justOut[0]?.ordinal],
    ["the fiftieth in", justIn.at(-1)?.ordinal],
    ["a document anywhere", Math.floor(documents / 2)],
  ] as const;
  for (const [name, ordinal = 0] of asked) await flips(name, recipe, ordinal);
  const bounded: Recipe = { ...recipe, domains: boundOn(statistics) };
  const sides = await documentBoundary({ ctx, input: { versionId, recipe: bounded, count: 1 } });
  await flips("the first out under a bound", bounded, sides.justOut[0]?.ordinal ?? 0);
  if (values.json) console.log(JSON.stringify({ bench: "flips", documents, measured }));
}

/** At most a tenth of the budget for the first domain. */
const boundOn = ({ domains: [first] }: CorpusStatistics): Recipe["domains"] =>
  first === undefined
    ? { rule: "global" }
    : { rule: "bounds", bounds: { [first.domain]: { min: 0, max: 0.1 } } };
