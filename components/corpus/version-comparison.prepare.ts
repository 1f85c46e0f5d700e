import { formatCount, formatSigned, formatTokens } from "@/components/ui/format";
import { csvText } from "@/core/export-cell";
import type { Fate } from "@/core/version-fate";
import type { ComparedDocument, FateFigures } from "@/server/services/corpus/diff-tally";

/**
 * The two versions to compare: those the address names, else the newest with the one before it; null where there are no two.
 * @param versions that have files, newest first
 */
export function comparedVersions(
  versions: readonly { readonly number: number }[],
  before: string | null,
  after: string | null,
): { readonly before: number; readonly after: number } | null {
  const known = (asked: string | null): number | undefined =>
    versions.find(({ number }) => String(number) === asked)?.number;
  const [newest] = versions;
  if (newest === undefined || versions.length < 2) return null;
  const second = known(after) ?? newest.number;
  const older =
    versions.find(({ number }) => number < second) ?? versions.find(({ number }) => number !== second);
  return { before: known(before) ?? older?.number ?? second, after: second };
}

export const FATE_LABELS: Readonly<Record<Fate, string>> = {
  added: "Added",
  gone: "Gone",
  changed: "Changed",
  unchanged: "Unchanged",
};

/** Tokens of a group: how many there are, or how they changed. */
export function tokensText(
  fate: Fate,
  { tokensBefore, tokensAfter }: Omit<FateFigures, "documents">,
): string {
  if (fate === "gone") return `${formatTokens(tokensBefore)} tokens`;
  if (fate !== "changed") return `${formatTokens(tokensAfter)} tokens`;
  const change = tokensAfter - tokensBefore;
  const sign = change === 0 ? "no change" : `${change > 0 ? "+" : "−"}${formatTokens(Math.abs(change))}`;
  return `${formatTokens(tokensAfter)} tokens, ${sign}`;
}

/** Tokens of a document in the version that has it, and how they changed where both do. */
export function documentTokens({ tokensBefore, tokensAfter }: ComparedDocument): string {
  if (tokensAfter === null) return formatCount(tokensBefore ?? 0);
  const change = tokensBefore === null ? 0 : tokensAfter - tokensBefore;
  return change === 0 ? formatCount(tokensAfter) : `${formatCount(tokensAfter)} (${formatSigned(change, 0)})`;
}

/** The documents shown, as CSV (RFC 4180) that no spreadsheet runs. */
export function comparedCsv(documents: readonly (ComparedDocument & { readonly fate: Fate })[]): string {
  const rows = documents.map(({ fate, id, domain, tokensBefore, tokensAfter }) =>
    [fate, csvText(id), csvText(domain), tokensBefore ?? "", tokensAfter ?? ""].join(","),
  );
  return ["fate,id,domain,tokens_before,tokens_after", ...rows].map((row) => `${row}\r\n`).join("");
}
