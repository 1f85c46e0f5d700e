import { versionUsesText } from "@/core/version-uses-text";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { required, type Answer, type Command } from "@/server/cli/command";
import { findCorpusPart } from "@/server/cli/find-corpus-part";
import { size, table } from "@/server/cli/layout";
import type { Context } from "@/server/services/context";
import { archiveCorpus } from "@/server/services/corpus/archive";
import type { CorpusPart } from "@/server/services/corpus/find-corpus";
import { listCorpora } from "@/server/services/corpus/list";
import { listArchived } from "@/server/services/corpus/list-archived";
import { planRemoval, type Removal } from "@/server/services/corpus/plan-removal";
import { removeCorpus } from "@/server/services/corpus/remove";
import { restoreCorpus } from "@/server/services/corpus/restore";

export const corporaCommand: Command = {
  usage: "corpora [--archived | archive C | restore C | delete C [--yes]]",
  summary: "list the imported corpora; archive, restore or delete one, or one version (name@number)",
  async run({ ctx }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        archived: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
      },
    });
    const [verb = "list", name] = positionals;
    if (verb === "list") return values.archived ? listPutAway(ctx) : list(ctx);
    const part = await findCorpusPart(ctx, required(name, "The name of the corpus"));
    switch (verb) {
      case "archive":
        await archiveCorpus({ ctx, input: part });
        return { json: { archived: part }, lines: [`Archived ${name ?? ""}; restore brings it back.`] };
      case "restore":
        await restoreCorpus({ ctx, input: part });
        return { json: { restored: part }, lines: [`Restored ${name ?? ""}.`] };
      case "delete":
        return remove(ctx, part, values.yes);
      default:
        throw new StudioError(
          "invalid-input",
          `"corpora ${verb}" is unknown.`,
          `Use: ${corporaCommand.usage}.`,
        );
    }
  },
};

async function list(ctx: Context): Promise<Answer> {
  const corpora = await listCorpora({ ctx });
  const head = ["name", "version", "documents", "tokens", "fingerprint"];
  const rows = corpora.map(({ name, number, documents, tokens, fingerprint }) => [
    ...[name, number, documents, tokens],
    fingerprint.slice(0, 12),
  ]);
  return {
    json: { corpora },
    lines:
      corpora.length === 0
        ? ["No corpus yet: npm run studio -- import <path> --name N"]
        : table([head, ...rows]),
  };
}

async function listPutAway(ctx: Context): Promise<Answer> {
  const putAway = await listArchived({ ctx });
  const archived = putAway.archived.flatMap(({ name, versions }) =>
    versions.map(({ number, documents, tokens }) => [name, number, documents, tokens, "archived"]),
  );
  const deleted = putAway.deleted.map(({ name, number, documents, tokens, deletedAt }) => [
    ...[name, number, documents, tokens],
    `deleted ${deletedAt.toISOString().slice(0, 10)}`,
  ]);
  const rows = [...archived, ...deleted];
  const head = ["name", "version", "documents", "tokens", "state"];
  return {
    json: putAway,
    lines: rows.length === 0 ? ["Nothing is archived or deleted."] : table([head, ...rows]),
  };
}

/** Without --yes it says what would go. */
async function remove(ctx: Context, part: CorpusPart, isMeant: boolean): Promise<Answer> {
  const removal = await planRemoval({ ctx, input: part });
  if (isMeant) await removeCorpus({ ctx, input: part });
  return { json: { ...removal, deleted: isMeant }, lines: removalLines(removal, isMeant) };
}

function removalLines({ name, versions, freedBytes, allowed }: Removal, isDone: boolean): string[] {
  const rows = versions.map(({ number, documents, tokens, uses, sharedWith }) => [
    ...[name, number, documents, tokens],
    uses.length > 0 ? `used by ${versionUsesText(uses)}` : "",
    sharedWith.map((other) => `${other.name}@${String(other.number)}`).join(", "),
  ]);
  const head = ["name", "version", "documents", "tokens", "in use", "files shared with"];
  const end = isDone
    ? `Deleted; ${size(freedBytes)} are free.`
    : allowed
      ? `${size(freedBytes)} would be free; --yes deletes for good.`
      : "It is in use: it can only be archived.";
  return rows.length === 0 ? ["Nothing is left of it."] : [...table([head, ...rows]), end];
}
