"use client";

import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatCount, formatPlural } from "@/components/ui/format";
import { NumberField } from "@/components/ui/number-field";
import { MOST_OF_GROUP } from "@/core/recipe";
import { withCap } from "@/core/recipe-constraints";
import type { GroupTotals } from "@/core/statistics";

/** How many documents a recipe may take of a group. */
export function CapFields() {
  const { groups } = useMixerCorpus().statistics;
  return groups === undefined ? <WithoutGroups /> : <CapField groups={groups} />;
}

function CapField({ groups }: { readonly groups: GroupTotals }) {
  const store = useMixerStore();
  const cap = useMixer(({ recipe }) => recipe.cap?.documents ?? 0);
  const edit = () => store.getState();
  const { column, largest } = groups;
  return (
    <div className="space-y-2">
      <Field label={`At most, documents per ${column}`} hint={cap === 0 ? "0: no cap" : "the best by rank"}>
        {(control) => (
          <NumberField
            {...control}
            value={cap}
            min={0}
            max={MOST_OF_GROUP}
            decimals={0}
            onCommit={(next) => edit().edited(withCap(edit().recipe, next === 0 ? null : next))}
            className="w-28"
          />
        )}
      </Field>
      <p className="text-2xs text-muted">
        {formatCount(groups.groups)} groups; the largest, <bdi className="break-all">{largest.name}</bdi>, has{" "}
        {formatPlural(largest.documents, "document")}. A document without a group is on its own. Figures under
        a cap are counted exactly by the server, never estimated.
      </p>
    </div>
  );
}

/** A recipe made for another corpus may bring a cap along. */
function WithoutGroups() {
  const store = useMixerStore();
  const isCapped = useMixer(({ recipe }) => recipe.cap !== undefined);
  return (
    <div className="space-y-2 text-sm text-muted">
      <p>
        No document of this corpus belongs to a group. Import it again with a column that names the group of
        each document, such as its web host or its book.
      </p>
      {isCapped && (
        <Button onClick={() => store.getState().edited(withCap(store.getState().recipe, null))}>
          Take the cap away
        </Button>
      )}
    </div>
  );
}
