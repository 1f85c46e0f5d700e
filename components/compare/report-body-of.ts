import type { Face } from "@/components/compare/compared-face";
import type { ReportBody, ReportSection } from "@/core/report/report-body";

interface Compared {
  /** Query of the page's address, without `?`. */
  readonly query: string;
  readonly corpus: ReportBody["corpus"];
  /** The baseline first. */
  readonly faces: readonly Face[];
  readonly sections: readonly ReportSection[];
}

/** What a report keeps of a comparison: figures as they are now, and the hashes that say of what. */
export const reportBodyOf = ({ query, corpus, faces, sections }: Compared): ReportBody => ({
  query,
  corpus:
    corpus === null ? null : { name: corpus.name, number: corpus.number, fingerprint: corpus.fingerprint },
  items: faces.map(({ item, letter }, place) => ({
    ref: item.ref,
    label: `${letter} ${item.label}`,
    recipeHash: item.recipeHash,
    contentHash: item.selection?.contentHash ?? null,
    isBaseline: place === 0,
  })),
  sections: [...sections],
});
