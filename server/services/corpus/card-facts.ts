import type { CardFacts, CardRater } from "@/core/data-card";
import { definitionOf } from "@/core/rater-definitions";
import { RATERS } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import type { CorpusPart } from "@/server/services/corpus/find-corpus";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import { knownStatistics } from "@/server/services/corpus/known-statistics";

/** What the studio knows of a version for its card. @throws StudioError `not-found`, `corrupt` */
export async function cardFacts(ctx: Context, part: CorpusPart): Promise<CardFacts> {
  const { info, ...corpus } = await getCorpus({ ctx, input: part });
  const statistics = await knownStatistics(corpus.fingerprint, ctx.home);
  const report = await getImportReport({ ctx, input: { versionId: corpus.versionId } });
  return {
    name: corpus.name,
    number: corpus.number,
    fingerprint: corpus.fingerprint,
    importedAt: corpus.createdAt,
    documents: corpus.documents,
    tokens: corpus.tokens,
    validationDocuments: corpus.validationDocuments,
    validationTokens: corpus.validationTokens,
    domains: statistics.domains,
    raters: cardRaters(statistics),
    rejected: report.rejectedTotal,
    rows: report.accepted + report.rejectedTotal,
    provenanceNote: info.provenanceNote,
    licences: info.licences,
    synthetic: corpus.synthetic,
  };
}

const cardRaters = ({ raters, documents }: CorpusStatistics): CardRater[] =>
  RATERS.map(({ id, label, family }) => {
    const found = raters[id];
    return {
      id,
      label,
      family,
      definition: definitionOf(id).definition,
      provenance: found?.provenance ?? null,
      missingShare: found === null || documents === 0 ? 1 : found.value.missing / documents,
    };
  });
