import { writeFile } from "node:fs/promises";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";

const file = process.argv[2];
if (file === undefined) {
  console.error("Which file? npx tsx scripts/write-tokenizer.ts <file>");
  process.exitCode = 1;
} else {
  await writeFile(file, JSON.stringify(tokenizerJson()));
}
