"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { firstDraft, readDraft, type SessionDraft } from "@/components/review/new-session.prepare";
import { GoldField, goldFault } from "@/components/review/gold-field";
import { QuestionFields } from "@/components/review/question-fields";
import { SamplingFields } from "@/components/review/sampling-fields";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { rowsToReview } from "@/components/ui/rows-to-review";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";

interface NewSessionPageProps {
  /** Chosen on the page before; null where none was. */
  readonly corpusId: string | null;
  /** Whether documents were handed over. */
  readonly fromRows: boolean;
}

/** Draws documents and opens a session. */
export function NewSessionPage({ corpusId, fromRows }: NewSessionPageProps) {
  const corpora = useQuery(useTRPC().corpus.list.queryOptions());
  return (
    <Page>
      <PageHeader title="New review session" detail="Documents, questions, and how many answers each needs" />
      {corpora.isError ? (
        <ErrorState error={corpora.error} onRetry={() => void corpora.refetch()} />
      ) : corpora.data === undefined ? (
        <SkeletonRows rows={8} />
      ) : corpora.data.length === 0 ? (
        <EmptyState title="No corpus yet" action={<TextLink href="/corpora?import=1">Import one</TextLink>}>
          A session draws its documents from a corpus.
        </EmptyState>
      ) : (
        <NewSession corpora={corpora.data} corpusId={corpusId} fromRows={fromRows} />
      )}
    </Page>
  );
}

function NewSession({
  corpora,
  corpusId,
  fromRows,
}: NewSessionPageProps & { readonly corpora: readonly CorpusSummary[] }) {
  const router = useRouter();
  const [rows] = useState(() => (fromRows ? rowsToReview() : null));
  const [id, setId] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState(rows?.corpusId ?? corpusId ?? corpora[0]?.id ?? "");
  const [draft, setDraft] = useState<SessionDraft>(() => firstDraft(rows?.ordinals ?? []));
  const corpus = corpora.find((one) => one.id === chosen) ?? corpora[0];
  const create = useMutation(
    useTRPC().review.create.mutationOptions({
      onSuccess: (session) => router.push(`/review/${session.id}`),
      // The id stands for what was sent before, in a reply that never came.
      onError: ({ data }) => data?.code === "CONFLICT" && setId(crypto.randomUUID()),
    }),
  );
  const read = readDraft(draft);
  const wrongGold = read.settings === null ? "" : goldFault(draft.gold, read.settings.questions);
  // Documents that were handed over are documents of one version.
  const versionId = draft.method === "rows" ? rows?.versionId : corpus?.versionId;
  const change = (part: Partial<SessionDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.settings === null || versionId === undefined) return;
    create.mutate({ id, versionId, name: draft.name, settings: read.settings, gold: draft.gold });
  };
  if (corpus === undefined) return null;
  const number = (
    key: "documents" | "reviewers" | "leaseMinutes" | "seed",
    label: string,
    hint: string,
    max: number,
  ) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <NumberField
          {...control}
          value={draft[key]}
          min={key === "seed" ? 0 : 1}
          max={max}
          decimals={0}
          onCommit={(value) => change({ [key]: value })}
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={submit} className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title="Documents">
        <div className="flex flex-col gap-3">
          <Field label="Name" hint="Reviewers see it.">
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                maxLength={120}
                required
                onChange={({ target }) => change({ name: target.value })}
              />
            )}
          </Field>
          <Field label="Corpus" hint="Its latest version.">
            {(control) => (
              <Select
                {...control}
                value={corpus.id}
                options={corpora.map((one) => ({ value: one.id, label: one.name }))}
                onValue={setChosen}
                disabled={draft.method === "rows"}
              />
            )}
          </Field>
          <SamplingFields draft={draft} onDraft={change} corpusId={corpus.id} />
          <div className="grid grid-cols-2 gap-3">
            {number("documents", "Documents", "at most", 10_000)}
            {number("seed", "Seed", "the same seed draws the same", 4_294_967_295)}
          </div>
        </div>
      </Panel>
      <Panel title="Questions">
        <div className="flex flex-col gap-3">
          <QuestionFields draft={draft} onDraft={change} />
          <div className="grid grid-cols-2 gap-3">
            {number("reviewers", "Answers a document", "by different reviewers", 20)}
            {number("leaseMinutes", "Minutes to answer", "then another may have the document", 1440)}
          </div>
          <GoldField
            label="Gold answers, if there are any"
            text={draft.gold}
            onText={(gold) => change({ gold })}
          />
          {create.error !== null && <ErrorState error={create.error} />}
          <div className="flex items-center justify-end gap-3">
            <p role="status" className="flex-1 text-sm text-muted">
              {read.fault ??
                (wrongGold !== "" ? wrongGold : draft.name.trim() === "" ? "Give the session a name." : "")}
            </p>
            <ActButton
              verb="hold a review session"
              type="submit"
              variant="primary"
              busy={create.isPending}
              disabled={read.settings === null || wrongGold !== "" || draft.name.trim() === ""}
            >
              Open the session
            </ActButton>
          </div>
        </div>
      </Panel>
    </form>
  );
}
