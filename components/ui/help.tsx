import { CircleHelp } from "lucide-react";
import { Tooltip } from "@/components/ui/tooltip";

interface HelpProps {
  /** The word that is explained. */
  readonly about: string;
  readonly text: string;
}

/** What a word means, on hover and focus of a mark beside it. */
export const Help = ({ about, text }: HelpProps) => (
  <Tooltip text={text} side="top">
    <button
      type="button"
      aria-label={`What is meant by ${about}`}
      className="inline-grid size-4 shrink-0 cursor-help place-items-center rounded-full text-muted hover:text-ink"
    >
      <CircleHelp aria-hidden className="size-3.5" />
    </button>
  </Tooltip>
);
