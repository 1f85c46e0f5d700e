import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import type { Verdict } from "@/core/lineage-check";
import { shortHash } from "@/components/ui/format";

const HASH = /^[0-9a-f]{32,64}$/;
const shown = (value: string): string => (HASH.test(value) ? shortHash(value) : value);

/** What a check found of a link, on a line of its own where it is not as written. */
export function VerdictText({ verdict }: { readonly verdict: Verdict | null }) {
  switch (verdict?.kind) {
    case undefined:
      return null;
    case "as-written":
      return (
        <span className="flex items-center gap-1 text-xs text-good">
          <CircleCheck aria-hidden className="size-3.5" /> as written
        </span>
      );
    case "missing":
      return (
        <span className="flex w-full items-center gap-1 text-xs break-words text-danger">
          <CircleAlert aria-hidden className="size-3.5 shrink-0" /> missing: {verdict.what}
        </span>
      );
    case "not-kept":
      return (
        <span className="flex w-full items-center gap-1 text-xs text-muted">
          <CircleHelp aria-hidden className="size-3.5 shrink-0" /> not checked. {verdict.what}
        </span>
      );
    case "differs":
      return (
        <span
          className="flex w-full items-start gap-1 text-xs text-danger"
          title={`expected ${verdict.expected}, found ${verdict.found}`}
        >
          <CircleAlert aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 break-words">
            differs: {verdict.what}, expected {shown(verdict.expected)}, found {shown(verdict.found)}
          </span>
        </span>
      );
  }
}
