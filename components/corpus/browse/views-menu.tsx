"use client";

import { Bookmark, Trash2 } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { MOST_ONLY_IN_LINK, readBrowseUrl, writeBrowseUrl } from "@/components/corpus/browse/browse-url";
import type { BrowseActs } from "@/components/corpus/browse/use-browse-state";
import { useViews } from "@/components/corpus/browse/use-views";
import { Button, IconButton } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { errorText } from "@/components/ui/error-text";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { SavedViewSummary } from "@/server/services/view/saved-view-summary";

interface ViewsMenuProps extends Pick<BrowseActs, "state" | "change"> {
  readonly corpusId: string;
}

/** The query a view keeps: what is listed and how, not what is being read; chosen documents only mean something in their version. */
function queryOf({ state }: Pick<BrowseActs, "state">): string {
  const version = state.only === null ? null : state.version;
  return writeBrowseUrl({ ...state, document: null, version }).replace(/^\?/, "");
}

type Views = ReturnType<typeof useViews>;

/** Listings kept under a name. */
export function ViewsMenu(props: ViewsMenuProps) {
  const [open, setOpen] = useState(false);
  const trigger = (
    <Button>
      <Bookmark aria-hidden className="size-3.5" /> Views
    </Button>
  );
  return (
    <Popover
      trigger={trigger}
      label="Saved views"
      align="end"
      className="w-80 max-w-[94vw]"
      open={open}
      onOpenChange={setOpen}
    >
      <ViewsPanel {...props} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function ViewsPanel({ corpusId, state, change, onDone }: ViewsMenuProps & { readonly onDone: () => void }) {
  const kept = useViews(corpusId);
  const { views } = kept;
  const open = ({ query }: SavedViewSummary) => {
    change({ ...readBrowseUrl(new URLSearchParams(query)), document: state.document });
    onDone();
  };
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-sm font-medium">Saved views</h2>
      {views.isPending && <Skeleton className="h-7" />}
      {views.isError && <ErrorState error={views.error} onRetry={() => void views.refetch()} />}
      {views.data?.length === 0 && (
        <p className="text-xs text-muted">
          None yet. A view keeps conditions, order and columns under a name.
        </p>
      )}
      <ul className="-mx-1.5">
        {views.data?.map((view) => (
          <li key={view.id} className="flex items-center rounded-md hover:bg-hover">
            <button
              type="button"
              aria-current={view.query === queryOf({ state })}
              onClick={() => open(view)}
              className="min-h-8 min-w-0 flex-1 truncate rounded-md px-1.5 text-left text-sm aria-current:font-medium aria-current:text-accent pointer-coarse:min-h-10"
            >
              <bdi>{view.name}</bdi>
            </button>
            <IconButton label={`Delete the view ${view.name}`} onClick={() => void removeView(kept, view)}>
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
      <SaveForm kept={kept} state={state} />
    </div>
  );
}

async function removeView({ remove, save }: Views, view: SavedViewSummary): Promise<void> {
  try {
    await remove(view);
  } catch (error) {
    toast({ title: errorText(error).message, tone: "danger" });
    return;
  }
  const undo = (
    <Button variant="quiet" onClick={() => void save(view)}>
      Undo
    </Button>
  );
  toast({ title: `Deleted the view “${view.name}”`, action: undo });
}

/** Saves what is listed; a name that is taken is offered for replacing. */
function SaveForm({ kept, state }: { readonly kept: Views; readonly state: ViewsMenuProps["state"] }) {
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const query = queryOf({ state });
  const taken = kept.views.data?.find((view) => view.name === name.trim() && view.query !== query);
  const tooMany = state.only !== null && state.only.length > MOST_ONLY_IN_LINK;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    try {
      if (taken !== undefined) await kept.remove(taken);
      await kept.save({ name: name.trim(), query });
      setName("");
      setFault(null);
    } catch (error) {
      setFault(errorText(error).message);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-1.5 border-t pt-2">
      <div className="flex gap-1.5">
        <Input
          aria-label="Name of the view"
          placeholder="Name what is listed now"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
          disabled={tooMany}
        />
        <ActButton
          verb="save a view"
          type="submit"
          variant="primary"
          busy={kept.saving}
          disabled={tooMany || name.trim() === ""}
        >
          {taken === undefined ? "Save" : "Replace"}
        </ActButton>
      </div>
      {taken !== undefined && <p className="text-xs text-muted">There is a view of that name.</p>}
      {tooMany && (
        <p className="text-xs text-muted">
          More than {MOST_ONLY_IN_LINK} chosen documents do not fit into a view.
        </p>
      )}
      {fault !== null && <p className="text-xs text-danger">{fault}</p>}
    </form>
  );
}
