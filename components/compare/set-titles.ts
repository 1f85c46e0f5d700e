import type { Measure } from "@/components/compare/compare-address";
import type { FacedSets } from "@/components/compare/set-charts";
import { amountText, domainRows, jaccard, profileRows } from "@/components/compare/sets.prepare";
import { formatCount, formatPercent, formatSigned } from "@/components/ui/format";

type Titled = FacedSets & { readonly measure: Measure };

/** "A and C agree least: 41.2 % in common" */
export function overlapTitle({ compared, faces, measure }: Titled): string {
  const pairs = faces.flatMap((_, a) =>
    faces
      .slice(a + 1)
      .map((__, place) => ({ a, b: a + 1 + place, share: jaccard(compared, a, a + 1 + place, measure) })),
  );
  const least = pairs.reduce(
    (low, pair) => (pair.share < low.share ? pair : low),
    pairs[0] ?? { a: 0, b: 0, share: 1 },
  );
  const letters = `${faces[least.a]?.letter ?? ""} and ${faces[least.b]?.letter ?? ""}`;
  return pairs.length === 1
    ? `${letters} have ${formatPercent(least.share)} in common`
    : `${letters} have least in common: ${formatPercent(least.share)}`;
}

/** "1,234 documents are in all 3" */
export function upsetTitle({ compared, faces, measure }: Titled): string {
  const all = compared.regions.find(({ members }) => members.length === faces.length);
  return `${amountText(all ?? { documents: 0, tokens: 0 }, measure)} are in all ${formatCount(faces.length)}`;
}

/** "B takes 12.3 points more of speeches than A" */
export function domainsTitle({ compared, faces, measure }: Titled): string {
  const changes = domainRows(compared, measure).flatMap(({ domain, shares }) =>
    shares.map(({ share }, place) => ({ domain, place, change: 100 * (share - (shares[0]?.share ?? 0)) })),
  );
  const most = changes.reduce((best, one) => (Math.abs(one.change) > Math.abs(best.change) ? one : best), {
    ...{ domain: "", place: 0, change: 0 },
  });
  if (Math.abs(most.change) < 0.05)
    return faces.length === 1 ? "Domains" : "The domains have the same shares in all of them";
  const [size, way] = [formatSigned(Math.abs(most.change)).slice(1), most.change > 0 ? "more" : "less"];
  return `${faces[most.place]?.letter ?? ""} takes ${size} points ${way} of ${most.domain} than ${faces[0]?.letter ?? ""}`;
}

/** "Fluency tells them apart most" */
export function profilesTitle({ compared, faces }: Titled): string {
  const first = profileRows(compared)[0];
  return first === undefined || faces.length === 1 ? "Raters" : `${first.label} tells them apart most`;
}

/** "C takes the longest documents: 1,234 tokens in the mean" */
export function lengthsTitle({ compared, faces }: Titled): string {
  const means = compared.sets.map(({ documents, tokens }) => tokens / Math.max(1, documents));
  const longest = means.reduce((best, mean, place) => (mean > (means[best] ?? 0) ? place : best), 0);
  const length = `${formatCount(Math.round(means[longest] ?? 0))} tokens in the mean`;
  return faces.length === 1
    ? `A document has ${length}`
    : `${faces[longest]?.letter ?? ""} takes the longest documents: ${length}`;
}
