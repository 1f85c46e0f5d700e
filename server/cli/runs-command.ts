import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { timesRead } from "@/core/times-read";
import { required, type Answer, type Command, type Terminal } from "@/server/cli/command";
import { findCorpus } from "@/server/cli/find-corpus";
import { table } from "@/server/cli/layout";
import { findDocument } from "@/server/services/document/find";
import { documentSeenBy } from "@/server/services/document/seen-by";
import { listRuns } from "@/server/services/run/list";
import { modelCard } from "@/server/services/run/model-card";
import { listOrphans } from "@/server/services/run/orphans";

export const runsCommand: Command = {
  usage: "runs [--saw DOCUMENT_ID --corpus C] [--card RUN] [--orphans]",
  summary:
    "list training runs, newest first; those that saw a document; the model card of one; trainings that go on although no run expects them",
  async run(terminal, args) {
    const { values } = parseArgs({
      args,
      options: {
        saw: { type: "string" },
        corpus: { type: "string" },
        card: { type: "string" },
        orphans: { type: "boolean", default: false },
      },
    });
    if (values.orphans) return orphans(terminal);
    if (values.card !== undefined) return card(terminal, values.card);
    if (values.saw !== undefined) return sawIt(terminal, values.saw, required(values.corpus, "--corpus"));
    return list(terminal);
  },
};

async function list({ ctx }: Terminal): Promise<Answer> {
  const runs = await listRuns({ ctx });
  const isMirrored = runs.some(({ mirror }) => mirror !== null);
  const head = ["id", "name", "model", "state", "step", "validation loss", ...(isMirrored ? ["MLflow"] : [])];
  const rows = runs.map(({ id, name, model, state, step, totalSteps, validationLoss, mirror }) => [
    ...[id, name, model, state, `${String(step)}/${String(totalSteps)}`],
    validationLoss === null ? "–" : validationLoss.toFixed(4),
    ...(mirror === null ? [] : [mirror.reason ?? mirror.state]),
  ]);
  return { json: { runs }, lines: runs.length === 0 ? ["No run yet."] : table([head, ...rows]) };
}

async function card({ ctx }: Terminal, id: string): Promise<Answer> {
  const { text } = await modelCard({ ctx, input: { id } });
  return { json: { runId: id, card: text }, lines: text.trimEnd().split("\n") };
}

async function sawIt({ ctx, signal }: Terminal, id: string, wanted: string): Promise<Answer> {
  const { corpus, version } = await findCorpus(ctx, wanted);
  const { versionId } = version;
  const found = await findDocument({ ctx, input: { versionId, id } });
  if (found === null)
    throw new StudioError(
      "not-found",
      `Corpus "${corpus.name}" has no selectable document "${id}" in version ${String(version.number)}.`,
      "Name the version as NAME@NUMBER, or look the document up in Browse.",
    );
  const seen = await documentSeenBy({ ctx, input: { versionId, ...found }, signal });
  const head = ["run", "name", "model", "state", "read"];
  const rows = seen.runs.map(({ id: run, name, model, state, passes }) => [
    ...[run, name, model, state, timesRead(passes)],
  ]);
  const none = `No model saw it; ${seen.examined.toLocaleString("en-US")} runs on this corpus.`;
  const unknown = seen.unknown.map((name) => `Nobody can say any more of ${name}: its selection is gone.`);
  return {
    json: { document: id, ...seen },
    lines: [...(rows.length === 0 ? [none] : table([head, ...rows])), ...unknown],
  };
}

async function orphans({ ctx }: Terminal): Promise<Answer> {
  const found = await listOrphans({ ctx });
  const rows = found.orphans.map(({ backend, place, runId, attempt, why, endWith }) => [
    ...[backend, place, `${runId}, attempt ${String(attempt)}`, why, endWith],
  ]);
  const head = ["backend", "place", "run", "why", "ends with"];
  const lines = rows.length === 0 ? ["Nothing goes on that no run expects."] : table([head, ...rows]);
  return { json: found, lines: [...lines, ...found.unreachable] };
}
