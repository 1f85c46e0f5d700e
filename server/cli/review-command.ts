import path from "node:path";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { ANSWER_FORMATS } from "@/core/review/answer-line";
import { oneOf, required, type Answer, type Command, type Terminal } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { importAnswers } from "@/server/services/review/import-answers";
import { listSessions } from "@/server/services/review/list-sessions";
import type { SessionSummary } from "@/server/services/review/session-summary";
import { writeAnswers } from "@/server/services/review/write-answers";

/** Problems that a terminal shows; --json has all. */
const SHOWN = 20;

export const reviewCommand: Command = {
  usage: `review [list | export SESSION --out FILE [--format ${ANSWER_FORMATS.join("|")}] [--approved] | import SESSION FILE]`,
  summary:
    "list review sessions; write the answers of one to a file; read answers into one, where nothing that stands is overwritten",
  async run(terminal, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        format: { type: "string", default: "jsonl" },
        approved: { type: "boolean", default: false },
      },
    });
    const [verb = "list", wanted, file] = positionals;
    if (verb === "list") return list(terminal);
    if (verb !== "export" && verb !== "import")
      throw new StudioError("invalid-input", `"review ${verb}" is unknown.`, `Use: ${reviewCommand.usage}.`);
    const { id } = await findNamed(terminal, required(wanted, "The session"));
    if (verb === "import") return read(terminal, id, required(file, "The file of answers"));
    const format = oneOf(values.format, "--format", ANSWER_FORMATS);
    const out = path.resolve(required(values.out, "--out"));
    const { ctx, signal } = terminal;
    await writeAnswers({ ctx, input: { id, format, approved: values.approved }, file: out, signal });
    return { json: { file: out }, lines: [`Answers written to ${out}.`] };
  },
};

async function list({ ctx }: Terminal): Promise<Answer> {
  const sessions = await listSessions({ ctx });
  const rows = sessions.map(({ id, name, documents, reviewers, answers }) => [
    name,
    documents,
    reviewers,
    answers,
    id,
  ]);
  return {
    json: { sessions },
    lines:
      rows.length === 0
        ? ["No review session yet."]
        : table([["name", "documents", "reviewers", "answers", "id"], ...rows]),
  };
}

/** A session by id, or by a name that only one has. */
async function findNamed({ ctx }: Terminal, wanted: string): Promise<SessionSummary> {
  const sessions = await listSessions({ ctx });
  const found = sessions.filter(({ id, name }) => id === wanted || name === wanted);
  const [session] = found;
  if (session !== undefined && found.length === 1) return session;
  throw new StudioError(
    "not-found",
    session === undefined
      ? `There is no review session "${wanted}".`
      : `Several sessions are called "${wanted}".`,
    "Name one by its id: npm run studio -- review list.",
  );
}

async function read({ ctx, signal }: Terminal, id: string, file: string): Promise<Answer> {
  const imported = await importAnswers({ ctx, input: { id, file: path.resolve(file) }, signal });
  const { added, known, problems, problemCount } = imported;
  const count = (value: number): string => value.toLocaleString("en-US");
  return {
    json: imported,
    lines: [
      `${count(added)} answers added, ${count(known)} there already, ${count(problemCount)} problems.`,
      ...problems.slice(0, SHOWN).map(({ where, reason }) => `  ${where}: ${reason}`),
      ...(problemCount > SHOWN ? ["  … --json tells the others."] : []),
    ],
  };
}
