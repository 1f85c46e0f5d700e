import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { gatherDemo } from "@/server/services/demo/gather";

const textSchema = z.object({ text: z.string().min(1), domain: z.string().min(1).default("texts") });

export type BenchText = z.output<typeof textSchema>;

export interface BenchTexts {
  /** Where they come from, for the output. */
  readonly source: string;
  readonly texts: readonly BenchText[];
}

/** Real texts: of a JSONL file (also .gz) with `text` and `domain` in each line, else those of the demo corpus. */
export async function benchTexts(file: string | undefined): Promise<BenchTexts> {
  if (file === undefined) {
    return {
      source: "texts of the demo corpus, out of the installed packages",
      texts: await gatherDemo(process.cwd()),
    };
  }
  const raw = createReadStream(file);
  const texts: BenchText[] = [];
  for await (const line of createInterface({ input: file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw }))
    texts.push(textSchema.parse(JSON.parse(line)));
  return { source: file, texts };
}
