import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { MOST_GOLD, parseGold } from "@/core/review/parse-gold";
import type { Question } from "@/core/review/question";

/** Faults that are told at once; more help nobody. */
const SHOWN = 3;

/** What is wrong with gold answers as they are written, in words; "" for nothing. */
export function goldFault(text: string, questions: readonly Question[]): string {
  const { faults } = parseGold(text, questions);
  const more = faults.length > SHOWN ? ` And ${String(faults.length - SHOWN)} more.` : "";
  return `${faults.slice(0, SHOWN).join(" ")}${more}`;
}

interface GoldFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly rows?: number;
}

/** Gold answers, pasted or from a file. */
export function GoldField({ label, text, onText, rows = 3 }: GoldFieldProps) {
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size <= MOST_GOLD) onText(await file.text());
    else
      toast({
        title: `${file.name} is too large`,
        detail: "Gold answers take a million characters at most.",
        tone: "danger",
      });
  };
  return (
    <div className="flex flex-col gap-1">
      <Field
        label={label}
        hint="One a line: document id, question and value between tabs or commas; or JSONL. Reviewers never see it."
      >
        {(control) => (
          <TextArea
            {...control}
            value={text}
            rows={rows}
            maxLength={MOST_GOLD}
            placeholder="doc-00017, Readability, 4"
            onChange={({ target }) => onText(target.value)}
          />
        )}
      </Field>
      <input
        type="file"
        aria-label={`${label} from a file`}
        accept=".jsonl,.json,.csv,.tsv,.txt"
        className="text-xs text-muted"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = "";
        }}
      />
    </div>
  );
}
