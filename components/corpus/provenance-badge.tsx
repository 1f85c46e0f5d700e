import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { Provenance, RaterStatistics } from "@/core/statistics";

const TEXTS = {
  imported: "Came with the corpus.",
  computed: "Computed here by the published formula.",
  "stand-in": "A documented heuristic in place of the model's rating; the demo corpus only.",
  synthetic: "Made up by the studio: no document was rated.",
} as const satisfies Record<Provenance, string>;

/** Where the scores of a rater come from. */
export const ProvenanceBadge = ({ provenance }: Pick<RaterStatistics, "provenance">) => (
  <Tooltip text={TEXTS[provenance]} side="top">
    <span tabIndex={0} className="shrink-0 rounded-sm">
      {provenance === "stand-in" || provenance === "synthetic" ? (
        <Badge tone="warning">{provenance}</Badge>
      ) : (
        provenance
      )}
    </span>
  </Tooltip>
);
