"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { ConstraintEditor } from "@/components/mixer/constraint-editor";
import {
  boundsWarnings,
  constraintsOf,
  filterableRaters,
  type Constrained,
  type Constraint,
} from "@/components/mixer/constraints.prepare";
import { EmptyFilters } from "@/components/mixer/empty-filters";
import { familyLabel } from "@/components/mixer/family-label";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { FAMILIES } from "@/core/raters";

/** What keeps documents from being taken by score alone: filters, noise and bounds, each with a way to take it away. */
export function ConstraintsSection() {
  const { statistics } = useMixerCorpus();
  // At rest: a drag of 60 frames a second has other things to draw.
  const recipe = useMixer((state) => state.grabbed ?? state.recipe);
  const [editing, setEditing] = useState<Constrained | null>(null);
  return (
    <section aria-label="Constraints" className="space-y-2 border-t pt-3">
      <header className="flex items-center gap-2">
        <h2 className="text-sm font-semibold">Constraints</h2>
        <p className="min-w-0 flex-1 truncate text-xs text-muted">who may be ranked, and how strictly</p>
        <AddMenu onAdd={setEditing} />
      </header>
      <Chips
        constraints={constraintsOf(recipe, statistics.groups?.column)}
        editing={editing}
        onEdit={setEditing}
      />
      {editing !== null && <ConstraintEditor key={editing} of={editing} onClose={() => setEditing(null)} />}
      {boundsWarnings(recipe, statistics).map((warning) => (
        <p key={warning} className="text-xs text-warning">
          {warning}
        </p>
      ))}
      <EmptyFilters />
    </section>
  );
}

function AddMenu({ onAdd }: { readonly onAdd: (of: Constrained) => void }) {
  const { statistics } = useMixerCorpus();
  const raters = filterableRaters(statistics);
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          Add
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <MenuItem onSelect={() => onAdd("tokens")}>Length in tokens</MenuItem>
      <MenuItem onSelect={() => onAdd("domains")}>Domains</MenuItem>
      <MenuItem onSelect={() => onAdd("temperature")} hint="noise">
        Temperature
      </MenuItem>
      <MenuItem onSelect={() => onAdd("cap")} hint={statistics.groups?.column ?? "no groups here"}>
        Documents per group
      </MenuItem>
      {FAMILIES.map((family) => (
        <div key={family} role="group" aria-label={familyLabel(family)}>
          <MenuSeparator />
          <MenuLabel>{familyLabel(family)}</MenuLabel>
          {raters
            .filter((rater) => rater.family === family)
            .map(({ id, label }) => (
              <MenuItem key={id} onSelect={() => onAdd(id)}>
                {label}
              </MenuItem>
            ))}
        </div>
      ))}
    </Menu>
  );
}

interface ChipsProps {
  readonly constraints: readonly Constraint[];
  readonly editing: Constrained | null;
  readonly onEdit: (of: Constrained | null) => void;
}

function Chips({ constraints, editing, onEdit }: ChipsProps) {
  const store = useMixerStore();
  if (constraints.length === 0) {
    return <p className="text-xs text-muted">None: every document of the corpus is ranked by its score.</p>;
  }
  return (
    <ul aria-label="Constraints in force" className="flex flex-wrap gap-1.5">
      {constraints.map(({ id, of, label, without }) => (
        <li
          key={id}
          className="flex h-6 max-w-full items-center rounded-full bg-accent-soft pl-2.5 text-xs text-accent pointer-coarse:h-10"
        >
          {of === null ? (
            <bdi className="truncate">{label}</bdi>
          ) : (
            <button
              type="button"
              aria-expanded={editing === of}
              title="Change it"
              onClick={() => onEdit(editing === of ? null : of)}
              className="min-w-0 truncate rounded-sm pointer-coarse:h-10"
            >
              <bdi>{label}</bdi>
            </button>
          )}
          <button
            type="button"
            aria-label={`Remove: ${label}`}
            onClick={() => store.getState().edited(without)}
            className="flex size-6 shrink-0 items-center justify-center rounded-full hover:text-ink pointer-coarse:size-10"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
