import { z } from "zod";
import { RATER_IDS, RATERS, levelsOf, type RaterId } from "@/core/raters";
import { raterTrust, type RatedDocument, type RaterTrust } from "@/core/review/rater-trust";
import { raterColumn } from "@/core/score-table";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { countedAnswers, loadAnswers } from "@/server/services/review/load-answers";
import type { SessionSummary } from "@/server/services/review/session-summary";

export const raterTrustInput = z.strictObject({ id: z.string().min(1) });

const kept = new KeptFigures<RaterTrust>();

/**
 * How far the raters of the corpus say what the reviewers of a session say, and the weights that follow them best. For whoever
 * holds the session: the page where reviewers answer never asks for it.
 * @throws StudioError `not-found`
 */
export async function sessionRaterTrust({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof raterTrustInput>;
}): Promise<RaterTrust> {
  const { id } = parseInput(raterTrustInput, input);
  const session = await findSession(ctx, id);
  return kept.of(ctx, id, () => workOut(ctx, session));
}

async function workOut(ctx: Context, { id, settings, corpus }: SessionSummary): Promise<RaterTrust> {
  const answers = await loadAnswers(ctx, id);
  const counted = countedAnswers(answers);
  return withDocuments(ctx, corpus.versionId, async ({ engine, table, corpus: files }) => {
    const statistics = await knownStatistics(files.fingerprint, files.home);
    const present = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
    const rated = new Map<string, RatedDocument>();
    const ordinals = new Map(answers.map(({ ordinal, documentId }) => [ordinal, documentId]));
    if (ordinals.size > 0) {
      const rows = await engine.query(
        `SELECT ${["ordinal", ...columnsOf(present)].join(", ")} FROM ${table} WHERE ordinal IN (${[...ordinals.keys()].join(", ")})`,
      );
      for (const row of rows) {
        const documentId = ordinals.get(Number(row["ordinal"]));
        const numberIn = (column: string): number | null =>
          typeof row[column] === "number" ? row[column] : null;
        if (documentId === undefined) continue;
        rated.set(documentId, {
          values: Object.fromEntries(present.map((rater) => [rater, numberIn(rater)])),
          levels: Object.fromEntries(present.map((rater) => [rater, numberIn(raterColumn(rater, "argmax"))])),
        });
      }
    }
    return raterTrust(settings.questions, counted, rated, statistics);
  });
}

const CLASSIFIERS: ReadonlySet<RaterId> = new Set(
  RATERS.filter((rater) => levelsOf(rater) !== null).map(({ id }) => id),
);

const columnsOf = (raters: readonly RaterId[]): string[] =>
  raters.flatMap((rater) => [rater, ...(CLASSIFIERS.has(rater) ? [raterColumn(rater, "argmax")] : [])]);
