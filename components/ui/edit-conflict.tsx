import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";

interface EditedText {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

interface EditConflictProps {
  /** What was saved: "this card". */
  readonly what: string;
  readonly savedBy: string | null;
  readonly savedAt: Date | null;
  /** Those that do not differ are left out. */
  readonly texts: readonly EditedText[];
  readonly busy: boolean;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Two people wrote at once: both texts side by side where they differ, and a choice. */
export const EditConflict = (props: EditConflictProps) => {
  const { what, savedBy, savedAt, texts, busy, onMine, onTheirs } = props;
  return (
    <div
      role="alert"
      className="flex flex-col gap-3 rounded-md border border-warning bg-warning-soft p-3 text-sm"
    >
      <p>
        {savedBy ?? "Somebody"} saved {what}
        {savedAt !== null && (
          <>
            {" "}
            <TimeAgo date={savedAt} />
          </>
        )}
        , after you had opened it. Nothing of yours is lost, and nothing of theirs is overwritten yet.
      </p>
      <dl className="flex flex-col gap-2">
        {texts
          .filter(({ mine, theirs }) => mine !== theirs)
          .map(({ label, mine, theirs }) => (
            <div key={label}>
              <dt className="eyebrow">{label}</dt>
              <dd className="grid gap-2 sm:grid-cols-2">
                <Version who="Yours" text={mine} />
                <Version who="Theirs" text={theirs} />
              </dd>
            </div>
          ))}
      </dl>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onTheirs}>Take theirs</Button>
        <Button variant="primary" busy={busy} onClick={onMine}>
          Save mine over it
        </Button>
      </div>
    </div>
  );
};

const Version = ({ who, text }: { readonly who: string; readonly text: string }) => (
  <div className="min-w-0 rounded-sm border bg-surface px-2 py-1">
    <p className="text-2xs text-muted">{who}</p>
    <p className="max-h-32 overflow-y-auto text-xs break-words whitespace-pre-line">
      <bdi>{text === "" ? "(empty)" : text}</bdi>
    </p>
  </div>
);
