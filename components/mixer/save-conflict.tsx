import { recipeDifferences } from "@/components/ui/recipe-facts";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Recipe } from "@/core/recipe";
import type { RecipeVersionSummary } from "@/server/services/recipe/recipe-summary";

interface SaveConflictProps {
  readonly name: string;
  readonly mine: Recipe;
  /** The newest version, which this window did not know of. */
  readonly newest: RecipeVersionSummary;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onOpen: () => void;
  readonly onRename: () => void;
}

/** Somebody saved meanwhile: what differs, and three ways on of which none loses anything. */
export function SaveConflict({ name, mine, newest, busy, onSave, onOpen, onRename }: SaveConflictProps) {
  const differences = recipeDifferences(mine, newest.body);
  const { number } = newest;
  return (
    <div
      role="alert"
      className="flex flex-col gap-3 rounded-md border border-warning bg-warning-soft p-3 text-sm"
    >
      <p>
        Version {number} of “<bdi>{name}</bdi>” was saved meanwhile, in another window,{" "}
        <TimeAgo date={newest.createdAt} />. Nothing is overwritten, and nothing of yours is lost.
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label="What differs"
        className="max-h-56 overflow-auto rounded-sm border bg-surface"
      >
        <table className="w-full text-xs">
          <caption className="sr-only">What differs between yours and version {number}</caption>
          <thead>
            <tr className="eyebrow border-b text-left">
              <th scope="col" className="px-2 py-1 font-normal">
                Differs
              </th>
              <th scope="col" className="px-2 py-1 font-normal">
                yours
              </th>
              <th scope="col" className="px-2 py-1 font-normal">
                version {number}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {differences.map(({ label, mine: own, theirs }) => (
              <tr key={label}>
                <th scope="row" className="px-2 py-1 text-left font-normal text-muted">
                  {label}
                </th>
                <td className="px-2 py-1 break-words">{own}</td>
                <td className="px-2 py-1 break-words">{theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onRename}>Save under another name</Button>
        <Button onClick={onOpen}>Open version {number}</Button>
        <Button variant="primary" busy={busy} onClick={onSave}>
          Save as version {number + 1}
        </Button>
      </div>
    </div>
  );
}
