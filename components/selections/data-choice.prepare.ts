import { formatBytes } from "@/components/ui/format";
import type { RunData } from "@/core/run-data";
import type { SelectionDataBytes } from "@/server/services/run/data-bytes";

/** What a choice takes and what it means, in words. */
export function dataInWords(data: RunData, { inline, reference, shared, made }: SelectionDataBytes): string {
  if (data === "inline")
    return `About ${formatBytes(inline)} of texts and tokens in the run's own folder, which can be carried away.`;
  const own = `Up to ${formatBytes(reference)} for the run`;
  const once = `${formatBytes(shared)} of tokens for all runs on this corpus`;
  return `${own}. ${made ? `The ${once} are there.` : `It makes ${once} first, once.`}`;
}
