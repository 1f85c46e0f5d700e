"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { CapFields } from "@/components/mixer/cap-fields";
import type { Constrained } from "@/components/mixer/constraints.prepare";
import { DomainFilter } from "@/components/mixer/domain-filter";
import { RaterFilter, TokensFilter } from "@/components/mixer/range-filter";
import { TemperatureFields } from "@/components/mixer/temperature-fields";
import { IconButton } from "@/components/ui/button";
import { isRaterId, raterOf } from "@/core/raters";

interface ConstraintEditorProps {
  readonly of: Constrained;
  readonly onClose: () => void;
}

const TITLES = {
  cap: "Documents per group",
  temperature: "Temperature",
  domains: "Domains",
  tokens: "Length in tokens",
} as const;
const FIELDS = {
  cap: CapFields,
  temperature: TemperatureFields,
  domains: DomainFilter,
  tokens: TokensFilter,
} as const;

/** Where one constraint is set; every change is a step of the history. */
export function ConstraintEditor({ of, onClose }: ConstraintEditorProps) {
  if (isRaterId(of)) {
    return (
      <Frame title={raterOf(of).label} onClose={onClose}>
        <RaterFilter rater={of} />
      </Frame>
    );
  }
  const Fields = FIELDS[of];
  return (
    <Frame title={TITLES[of]} onClose={onClose}>
      <Fields />
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const Frame = ({ title, onClose, children }: FrameProps) => (
  <div
    role="group"
    aria-label={`Constraint: ${title}`}
    className="rounded-md border bg-sunken px-3 pt-1 pb-3"
  >
    <header className="flex items-center">
      <h3 className="flex-1 text-sm font-medium">{title}</h3>
      <IconButton label="Close" onClick={onClose}>
        <X />
      </IconButton>
    </header>
    {children}
  </div>
);
