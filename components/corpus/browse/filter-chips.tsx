import { Undo2, X } from "lucide-react";
import { conditionsOf, NO_CONDITION } from "@/components/corpus/browse/conditions.prepare";
import type { BrowseActs } from "@/components/corpus/browse/use-browse-state";
import { Button } from "@/components/ui/button";

/** What narrows the listing, each with a way to take it away. */
export function FilterChips({ state, change, undo }: BrowseActs) {
  const conditions = conditionsOf(state);
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1.5 max-sm:overflow-x-auto">
      {conditions.length > 0 && (
        <ul aria-label="Conditions" className="flex gap-1.5 sm:min-w-0 sm:flex-wrap">
          {conditions.map(({ id, label, note, without }) => (
            <li
              key={id}
              className="flex h-6 max-w-80 items-center rounded-full bg-accent-soft pl-2.5 text-xs text-accent pointer-coarse:h-8"
            >
              <bdi className="truncate" title={label}>
                {label}
              </bdi>
              {note !== null && <span className="pl-1 whitespace-nowrap text-muted">· {note}</span>}
              <button
                type="button"
                aria-label={`Remove: ${label}`}
                onClick={() => change(without)}
                className="flex size-6 shrink-0 items-center justify-center rounded-full hover:text-ink pointer-coarse:size-8"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {conditions.length > 0 && (
        <Button variant="quiet" onClick={() => change(NO_CONDITION)}>
          Clear all
        </Button>
      )}
      {undo !== null && (
        <Button variant="quiet" onClick={undo} title="Undo the last change of what is listed">
          <Undo2 aria-hidden className="size-3.5" /> Undo
        </Button>
      )}
    </div>
  );
}
