import { z } from "zod";
import { croissant } from "@/core/croissant";
import { cardMarkdown } from "@/core/data-card-markdown";
import type { Context } from "@/server/services/context";
import { cardFacts } from "@/server/services/corpus/card-facts";
import { getDataCard } from "@/server/services/corpus/data-card";
import { corpusPartInput, type CorpusPart } from "@/server/services/corpus/find-corpus";
import { parseInput } from "@/server/services/parse-input";

const exportDataCardInput = corpusPartInput.extend({ format: z.enum(["md", "croissant"]) });

export interface CardFile {
  /** As the Hugging Face Hub and Croissant expect it. */
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** The card of a version as a file. @throws StudioError `not-found`, `corrupt` */
export async function exportDataCard({
  ctx,
  input,
}: {
  ctx: Context;
  /** Of an address, so `format` may be any text. */
  input: CorpusPart & { readonly format: string };
}): Promise<CardFile> {
  const { format, ...part } = parseInput(exportDataCardInput, input);
  const { fields } = await getDataCard({ ctx, input: part });
  const facts = await cardFacts(ctx, part);
  if (format === "md")
    return { name: "README.md", mediaType: "text/markdown", text: cardMarkdown(fields, facts) };
  const text = `${JSON.stringify(croissant(fields, facts), null, 2)}\n`;
  return { name: "croissant.json", mediaType: "application/ld+json", text };
}
