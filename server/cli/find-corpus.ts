import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import type { CorpusSummary, CorpusVersionSummary } from "@/server/services/corpus/corpus-summary";
import { listCorpora } from "@/server/services/corpus/list";

export interface FoundCorpus {
  readonly corpus: CorpusSummary;
  readonly version: CorpusVersionSummary;
}

/**
 * The corpus version a person means: an id of a corpus or version, a fingerprint, a name (its latest version) or name@number.
 * @throws StudioError `not-found` that lists the names there are
 */
export async function findCorpus(ctx: Context, wanted: string): Promise<FoundCorpus> {
  const corpora = await listCorpora({ ctx });
  const all = corpora.flatMap((corpus) => corpus.versions.map((version) => ({ corpus, version })));
  const found =
    all.find(({ corpus }) => corpus.name === wanted || corpus.id === wanted) ??
    all.find(
      ({ corpus, version }) =>
        version.versionId === wanted ||
        version.fingerprint === wanted ||
        `${corpus.name}@${String(version.number)}` === wanted,
    );
  if (found !== undefined) return found;
  const names = corpora.map(({ name }) => `"${name}"`).join(", ");
  throw new StudioError(
    "not-found",
    `There is no corpus "${wanted}".`,
    corpora.length === 0 ? "Import one: npm run studio -- import <path> --name N." : `There are: ${names}.`,
  );
}
