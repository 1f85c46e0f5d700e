import { CircleHelp } from "lucide-react";
import { Popover } from "@/components/ui/popover";

interface HelpProps {
  /** The word that is explained. */
  readonly about: string;
  readonly text: string;
}

/** What a word means, on a click, a tap or Enter of a mark beside it. */
export const Help = ({ about, text }: HelpProps) => (
  <Popover
    label={`What is meant by ${about}`}
    className="max-w-80 text-xs text-ink"
    trigger={
      <button
        type="button"
        aria-label={`What is meant by ${about}`}
        className="inline-grid size-4 shrink-0 cursor-help place-items-center rounded-full text-muted hover:text-ink"
      >
        <CircleHelp aria-hidden className="size-3.5" />
      </button>
    }
  >
    {text}
  </Popover>
);
