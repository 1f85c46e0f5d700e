import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import type { CorpusPart } from "@/server/services/corpus/find-corpus";
import { listCorpora } from "@/server/services/corpus/list";
import { listArchived } from "@/server/services/corpus/list-archived";

/**
 * The corpus a person means by id or name, or a version of it by name@number; archived and deleted ones too.
 * @throws StudioError `not-found`
 */
export async function findCorpusPart(ctx: Context, wanted: string): Promise<CorpusPart> {
  const { archived, deleted } = await listArchived({ ctx });
  const all = [
    ...(await listCorpora({ ctx })).map(({ id, name }) => ({ corpusId: id, name })),
    ...archived,
    ...deleted,
  ];
  const whole = all.find(({ corpusId, name }) => corpusId === wanted || name === wanted);
  if (whole !== undefined) return { corpusId: whole.corpusId };
  const [, name, number] = /^(.*)@(\d+)$/.exec(wanted) ?? [];
  const corpus = all.find((candidate) => candidate.name === name);
  if (corpus !== undefined) return { corpusId: corpus.corpusId, number: Number(number) };
  throw new StudioError(
    "not-found",
    `There is no corpus "${wanted}".`,
    "corpora --archived lists what there is.",
  );
}
