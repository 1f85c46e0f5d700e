import type { QuestionProgress } from "@/core/questions/questioned";
import { required, type Answer, type Terminal } from "@/server/cli/command";
import { findCorpus } from "@/server/cli/find-corpus";
import { share, table } from "@/server/cli/layout";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import type { QuestionEvents } from "@/server/services/question/answer";
import { questionLeverage } from "@/server/services/question/leverage";
import { questionRelations } from "@/server/services/question/relations";
import { questionStability } from "@/server/services/question/stability";

/** Dominance, leverage and correlation of the weighted raters of a recipe, and the stability of what it selects. */
export async function questionRecipe(
  terminal: Terminal,
  file: string,
  corpus: string | undefined,
): Promise<Answer> {
  const { ctx, signal } = terminal;
  const recipe = await readRecipeFile(file);
  const { version } = await findCorpus(ctx, required(corpus, "--corpus"));
  const asked = { ctx, input: { versionId: version.versionId, recipe }, signal };
  const relations = await answerOf(terminal, "relations", questionRelations(asked));
  const leverage = await answerOf(terminal, "leverage", questionLeverage(asked));
  const stability = await answerOf(terminal, "stability", questionStability(asked));
  const rows = relations.raters.map((rater, at) => [
    rater,
    percent(relations.dominance?.[at] ?? null),
    percent(leverage.lost[at] ?? null),
  ]);
  return {
    json: { relations, leverage, stability },
    lines: [
      ...table([["rater", "dominance", "leverage"], ...rows]),
      `Stability: ${share(stability.mean, 1)} of the tokens in either selection are in both, over ${String(stability.draws.length)} draws of 10 % noise on the weights.`,
    ],
  };
}

/** Adding 0 turns −0, a part that rounds to nothing, into 0. */
const percent = (part: number | null): string =>
  part === null ? "–" : share(Number(part.toFixed(3)) + 0, 1);

async function answerOf<T>(terminal: Terminal, phase: string, events: QuestionEvents<T>): Promise<T> {
  for await (const event of events) {
    if (event.kind === "ready") return event.result;
    tell(terminal, phase, event);
  }
  throw new TypeError(`the question of ${phase} ended without an answer`);
}

const tell = ({ progress }: Terminal, phase: string, { done, total }: QuestionProgress): void =>
  progress({ done, total, unit: "selections", phase, rate: null });
