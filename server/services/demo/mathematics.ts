import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const MATHEMATICAL = /^(math|constants|number)-/;

/** READMEs of the package family share everything but the words between heading and installation, and the examples. */
function ownWords(readme: string): string {
  return readme
    .replace(/<details>[\s\S]*?<\/details>/g, "")
    .replace(/<section class="(installation|related|main-repo|links|references)">[\s\S]*?<\/section>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/data-raw-text="([^"]*)"/g, ">$1<")
    .replace(/<[^<>]*>/g, "")
    .replace(/^\[[^\]]+\]:.*$|^\[!\[.*$/gm, "")
    .replace(/^## Notice$[\s\S]*/m, "")
    .trim();
}

/**
 * Target texts of the rater dsir_math: documentation of the installed mathematical @stdlib packages (Apache-2.0), formulas
 * included. Used to fit the target only; no document of the demo corpus. Small and narrow, as docs/demo-corpus.md says.
 */
export async function mathematicalTexts(modules: string): Promise<string[]> {
  const scope = path.join(modules, "@stdlib");
  const names = (await readdir(scope)).filter((name) => MATHEMATICAL.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ownWords(await readFile(path.join(scope, name, "README.md"), "utf8"))),
  );
}
