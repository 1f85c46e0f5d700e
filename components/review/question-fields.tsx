import { RUBRIC_ORDER, type SessionDraft } from "@/components/review/new-session.prepare";
import { CheckItem } from "@/components/ui/check-item";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RUBRICS } from "@/core/review/rubrics";

interface QuestionFieldsProps {
  readonly draft: SessionDraft;
  readonly onDraft: (part: Partial<SessionDraft>) => void;
}

/** What reviewers are asked, in the order they are asked it. */
export const QuestionFields = ({ draft, onDraft }: QuestionFieldsProps) => (
  <>
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-xs font-medium">Levels from 0 to 5</legend>
      {RUBRIC_ORDER.map((rubric) => (
        <CheckItem
          key={rubric}
          label={RUBRICS[rubric].label}
          hint={RUBRICS[rubric].about}
          checked={draft.rubrics.includes(rubric)}
          onChecked={(checked) =>
            onDraft({
              rubrics: checked ? [...draft.rubrics, rubric] : draft.rubrics.filter((one) => one !== rubric),
            })
          }
        />
      ))}
    </fieldset>
    <CheckItem
      label="Keep or drop"
      hint="Should a language model learn from this document?"
      checked={draft.keep}
      onChecked={(keep) => onDraft({ keep })}
    />
    <Field label="Labels of your own" hint="Kind: news, fiction, manual">
      {(control) => (
        <Input
          {...control}
          value={draft.labels}
          maxLength={700}
          onChange={({ target }) => onDraft({ labels: target.value })}
        />
      )}
    </Field>
  </>
);
