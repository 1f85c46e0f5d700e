import type { BaseRecipe } from "@/components/campaigns/base-recipes";
import { MEANINGS } from "@/components/campaigns/meanings";
import { Field } from "@/components/ui/field";
import { formatTokens } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { LEAST_PROXIES, MOST_PROXIES, type CampaignSettings } from "@/core/campaign/campaign-settings";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";

/** What a campaign is called and stands on. */
export interface Subject {
  readonly name: string;
  readonly baseId: string;
}

interface SubjectPanelProps {
  readonly corpora: readonly CorpusSummary[];
  readonly corpus: CorpusSummary;
  readonly onCorpus: (id: string) => void;
  readonly bases: readonly BaseRecipe[];
  readonly subject: Subject;
  readonly onSubject: (subject: Subject) => void;
  readonly settings: CampaignSettings;
  readonly onSettings: (settings: CampaignSettings) => void;
}

const LONGEST_NAME = 100;

/** Name, corpus, base recipe, and how many proxies. */
export const SubjectPanel = (props: SubjectPanelProps) => {
  const { corpora, corpus, onCorpus, bases, subject, onSubject, settings, onSettings } = props;
  return (
    <Panel title="What is learnt">
      <div className="flex flex-col gap-3">
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              value={subject.name}
              maxLength={LONGEST_NAME}
              onChange={({ target }) => onSubject({ ...subject, name: target.value })}
            />
          )}
        </Field>
        <Field
          label="Corpus"
          hint={`Its latest version, ${String(corpus.number)}: ${formatTokens(corpus.tokens)} tokens.`}
        >
          {(control) => (
            <Select
              {...control}
              value={corpus.id}
              options={corpora.map(({ id, name }) => ({ value: id, label: name }))}
              onValue={onCorpus}
            />
          )}
        </Field>
        <Field
          label="Base recipe"
          meaning={MEANINGS.prior}
          hint="Normalisation, directions, domains and limits are its own; from its weights the distance of the learned ones is counted."
        >
          {(control) => (
            <Select
              {...control}
              value={subject.baseId}
              options={bases.map(({ id, label }) => ({ value: id, label }))}
              onValue={(baseId) => onSubject({ ...subject, baseId })}
            />
          )}
        </Field>
        <Field label="Proxies" hint="small models to learn from; the authors trained 256">
          {(control) => (
            <NumberField
              {...control}
              value={settings.proxies}
              min={LEAST_PROXIES}
              max={MOST_PROXIES}
              decimals={0}
              onCommit={(proxies) => onSettings({ ...settings, proxies })}
            />
          )}
        </Field>
      </div>
    </Panel>
  );
};
