import { formatCount } from "@/components/ui/format";
import type { MixtureFigures } from "@/core/preview/preview";

/** What figures rest on, to stand beside them wherever they are taken: "exact", or "sample of 100,000 of 21,412,007 documents". */
export const figuresBasis = (basis: MixtureFigures["basis"]): string =>
  basis.kind === "exact"
    ? "exact"
    : `sample of ${formatCount(basis.sample)} of ${formatCount(basis.documents)} documents`;
