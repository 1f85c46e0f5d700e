"use client";

import { domainColour } from "@/components/charts/domain-colour";
import { prepareContributions, topReasons } from "@/components/reader/contributions.prepare";
import { marginText } from "@/components/ui/margin-text";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { cx } from "@/components/ui/class-names";
import { formatSigned, formatTokens } from "@/components/ui/format";
import type { Boundary } from "@/core/preview/preview";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { DocumentRow } from "@/server/services/document/document-row";

interface BoundaryRowProps {
  readonly document: Boundary;
  /** Null until it is read. */
  readonly row: DocumentRow | null;
  readonly plan: ScoringPlan | null;
  readonly side: "in" | "out";
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

const REASONS = 3;

/** One document at the threshold: how it begins, its margin, and the raters that put it there. */
export function BoundaryRow({ document, row, plan, side, isOpen, onOpen }: BoundaryRowProps) {
  const { statistics } = useMixerCorpus();
  const code = statistics.domains.findIndex(({ domain }) => domain === document.domain);
  const reasons =
    row === null || plan === null
      ? []
      : topReasons(prepareContributions(plan, statistics, row), side === "in" ? 1 : -1, REASONS);
  return (
    <li>
      <button
        type="button"
        aria-current={isOpen}
        onClick={onOpen}
        className={cx(
          "flex w-full items-start gap-2 px-1 py-1 text-left hover:bg-hover",
          isOpen && "bg-accent-soft",
        )}
      >
        <span
          aria-hidden
          className="mt-1.5 size-2 shrink-0 rounded-[2px]"
          style={{ background: domainColour(Math.max(0, code)) }}
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-sm">{row?.excerpt ?? " "}</span>
            <span className={cx("text-xs", side === "in" ? "text-gained" : "text-lost")}>
              {marginText(document.margin)}
            </span>
          </span>
          <span className="block truncate text-2xs text-muted">
            {document.domain} · {formatTokens(document.tokens)} tokens
            {reasons.map(({ label, lean }) => ` · ${label} ${formatSigned(lean ?? 0, 2)}`).join("")}
          </span>
        </span>
      </button>
    </li>
  );
}
