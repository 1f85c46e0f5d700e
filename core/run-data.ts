import { BOUNDARY_TOKENS, type DomainTokens } from "@/core/training-plan";

/** How a run gets its documents: `inline` copies their text into its bundle, `reference` names them in the tokens of their corpus. */
export const RUN_DATA = ["inline", "reference"] as const;
export type RunData = (typeof RUN_DATA)[number];

/** uint16 */
const TOKEN_BYTES = 2;
/** uint32 */
const ORDINAL_BYTES = 4;
/** Beside the tokens: place (int64), ordinal (uint32) and digest (8 bytes) of a document. */
const CACHED_DOCUMENT_BYTES = 20;

export interface CorpusSize {
  readonly documents: number;
  readonly tokens: number;
  /** Of its texts on the disk, compressed. */
  readonly textBytes: number;
}

export interface RunDataBytes {
  /** Of a run's own: copied texts and their tokens. */
  readonly inline: number;
  /** Of a run's own: ordinals at most, before compression. */
  readonly reference: number;
  /** Tokens of the whole corpus, once for all runs that refer to them. */
  readonly shared: number;
}

const tokenBytes = ({ documents, tokens }: Pick<CorpusSize, "documents" | "tokens">): number =>
  TOKEN_BYTES * (tokens + BOUNDARY_TOKENS * documents);

/** About what either way takes on the disk, for documents as compressible as those of the whole corpus. */
export function runDataBytes(selected: readonly DomainTokens[], corpus: CorpusSize): RunDataBytes {
  const documents = selected.reduce((sum, domain) => sum + domain.documents, 0);
  const tokens = selected.reduce((sum, domain) => sum + domain.tokens, 0);
  const share = corpus.tokens === 0 ? 0 : tokens / corpus.tokens;
  return {
    inline: Math.round(corpus.textBytes * share) + tokenBytes({ documents, tokens }),
    reference: ORDINAL_BYTES * documents,
    shared: tokenBytes(corpus) + CACHED_DOCUMENT_BYTES * corpus.documents,
  };
}
