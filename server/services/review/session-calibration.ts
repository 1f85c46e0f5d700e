import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { calibrate, type Calibration, type JudgedLogits } from "@/core/review/calibration";
import type { RubricId } from "@/core/review/rubrics";
import { verdictsOn, type Verdict } from "@/core/review/verdicts";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { countedAnswers, loadAnswers } from "@/server/services/review/load-answers";
import type { SessionSummary } from "@/server/services/review/session-summary";
import { corpusPath } from "@/server/storage/home";

export const sessionCalibrationInput = z.strictObject({ id: z.string().min(1) });

export interface RaterCalibration {
  readonly rater: RubricId;
  /** Null where no document has both a level of people and logits. */
  readonly calibration: Calibration | null;
}

const kept = new KeptFigures<RaterCalibration[]>();

/** How far the probabilities of the classifiers that people were asked about can be believed. @throws StudioError `not-found` */
export async function reviewCalibration({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof sessionCalibrationInput>;
}): Promise<RaterCalibration[]> {
  const { id } = parseInput(sessionCalibrationInput, input);
  const session = await findSession(ctx, id);
  return kept.of(ctx, id, () => workOut(ctx, session));
}

async function workOut(ctx: Context, { id, settings, corpus }: SessionSummary): Promise<RaterCalibration[]> {
  const answers = await loadAnswers(ctx, id);
  const counted = countedAnswers(answers);
  const ordinals = new Map(answers.map(({ documentId, ordinal }) => [documentId, ordinal]));
  return withDocuments(ctx, corpus.versionId, async ({ engine, corpus: { fingerprint, home } }) => {
    const file = path.join(corpusPath(fingerprint, home), "logits.parquet");
    const found: RaterCalibration[] = [];
    for (const question of settings.questions) {
      if (question.kind !== "level") continue;
      const verdicts = verdictsOn(question, counted) ?? [];
      const logits = await logitsOf(engine, file, question.rater, [...ordinals.values()]);
      found.push({ rater: question.rater, calibration: calibrate(judged(verdicts, ordinals, logits)) });
    }
    return found;
  });
}

type Logits = ReadonlyMap<number, readonly number[]>;

/** By ordinal; documents of which a level has none are left out. */
async function logitsOf(
  engine: DuckDb,
  file: string,
  rater: RubricId,
  ordinals: readonly number[],
): Promise<Logits> {
  if (ordinals.length === 0 || !existsSync(file)) return new Map();
  const rows = await engine.query(
    `SELECT ordinal, to_json(${rater})::VARCHAR AS logits FROM read_parquet(${sqlText(file)})
     WHERE ordinal IN (${ordinals.join(", ")}) AND ${rater} IS NOT NULL AND list_count(${rater}) = len(${rater})`,
  );
  return new Map(
    rows.map((row) => [Number(row["ordinal"]), z.array(z.number()).parse(JSON.parse(String(row["logits"])))]),
  );
}

const judged = (
  verdicts: readonly Verdict[],
  ordinals: ReadonlyMap<string, number>,
  logits: Logits,
): JudgedLogits[] =>
  verdicts.flatMap(({ documentId, median }) => {
    const own = logits.get(ordinals.get(documentId) ?? -1);
    return own === undefined ? [] : [{ logits: own, level: median }];
  });
