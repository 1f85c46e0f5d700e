"use client";

import { useId, useState } from "react";
import {
  partChoice,
  partChoices,
  raterChoice,
  raterChoices,
  withPart,
  withRater,
} from "@/components/corpus/import-mapping.prepare";
import { Button } from "@/components/ui/button";
import { FAMILY_LABELS, ratersOf } from "@/components/ui/family-label";
import { Select, type Option } from "@/components/ui/select";
import { FAMILIES, RATERS, raterOf } from "@/core/raters";
import {
  DOCUMENT_PARTS,
  isReleasedLayout,
  type DocumentPart,
  type SourceMapping,
} from "@/core/source-mapping";
import type { SourceInspection } from "@/server/services/corpus/inspect-source";

const PART_LABELS: Readonly<Record<DocumentPart, string>> = {
  id: "Id",
  text: "Text",
  domain: "Domain",
  tokens: "Tokens",
  group: "Group",
};

interface ImportMappingProps {
  readonly inspection: SourceInspection;
  readonly onMapping: (mapping: SourceMapping) => void;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option<string>[];
  readonly onValue: (value: string) => void;
}

function Choice({ label, value, options, onValue }: ChoiceProps) {
  const id = useId();
  const known = options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: `${value} (not there)` }];
  return (
    <div className="flex min-w-0 flex-col gap-0.5 text-xs">
      <label htmlFor={id} className="truncate text-muted">
        {label}
      </label>
      <Select id={id} value={value} options={all} onValue={onValue} className="w-full" />
    </div>
  );
}

function summaryOf({ offRaters, mapping }: SourceInspection): string {
  const found = RATERS.length - offRaters.length;
  const layout = isReleasedLayout(mapping) ? "released layout, " : "";
  return `Columns: ${layout}${String(found)} of ${String(RATERS.length)} raters found`;
}

/** Which columns hold what. Open where the columns are not named as released. */
export function ImportMapping({ inspection, onMapping }: ImportMappingProps) {
  const { columns, mapping, offRaters, proposed, remembered } = inspection;
  const [startsOpen] = useState(!isReleasedLayout(mapping) || offRaters.length === RATERS.length);
  const inFolders = inspection.domains.from === "folders" || inspection.files.unread > 0;
  const same = (other: SourceMapping | null): boolean => JSON.stringify(other) === JSON.stringify(mapping);
  return (
    <details open={startsOpen} className="group">
      <summary className="w-fit rounded-sm text-sm">
        <span className="font-medium">{summaryOf(inspection)}</span>
        {offRaters.length > 0 && (
          <span className="pl-2 text-xs text-muted group-open:hidden">
            off: {offRaters.map((rater) => raterOf(rater).label).join(", ")}
          </span>
        )}
      </summary>
      <div className="flex flex-col gap-3 pt-2">
        <div className="flex flex-wrap items-center gap-2 text-xs text-muted">
          {same(remembered)
            ? "As in the last import with these columns."
            : same(proposed)
              ? "Proposed from the names."
              : "Changed."}
          {!same(proposed) && <Button onClick={() => onMapping(proposed)}>Take the proposal</Button>}
          {remembered !== null && !same(remembered) && (
            <Button onClick={() => onMapping(remembered)}>Take the last one</Button>
          )}
        </div>
        <fieldset className="grid gap-x-3 gap-y-2 sm:grid-cols-5">
          <legend className="eyebrow pb-1">Document</legend>
          {DOCUMENT_PARTS.map((part) => (
            <Choice
              key={part}
              label={PART_LABELS[part]}
              value={partChoice(mapping, part)}
              options={partChoices(part, columns, inFolders)}
              onValue={(choice) => onMapping(withPart(mapping, part, choice))}
            />
          ))}
        </fieldset>
        {FAMILIES.map((family) => (
          <fieldset key={family} className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-4">
            <legend className="eyebrow pb-1">{FAMILY_LABELS[family]}</legend>
            {ratersOf(family).map((rater) => (
              <Choice
                key={rater.id}
                label={rater.label}
                value={raterChoice(mapping, rater.id)}
                options={raterChoices(rater, columns)}
                onValue={(choice) => onMapping(withRater(mapping, rater.id, choice))}
              />
            ))}
          </fieldset>
        ))}
        <p className="text-xs text-muted">
          The group of a document is its web host, its book or whatever a recipe should take only a few
          documents of; without a value a document is on its own.
        </p>
        <p className="text-xs text-muted">
          A classifier may be its logits or one number: the expected level, from 0 to 5 (for fluency and
          advertisement from 0 to 1).
        </p>
      </div>
    </details>
  );
}
