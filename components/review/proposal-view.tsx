"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { AcceptProposal } from "@/components/review/accept-proposal";
import { Mixtures } from "@/components/review/mixtures";
import { presentRecipes, PUBLISHED, type PresentRecipe } from "@/components/review/present-recipes";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatCount, formatPercent, formatPlural } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { recipeQuery } from "@/core/recipe-url";
import { proposedRecipe, provenanceNote } from "@/core/review/proposed-recipe";
import type { Proposal } from "@/core/review/rater-trust";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";
import type { SessionSummary } from "@/server/services/review/session-summary";

interface ProposalViewProps {
  readonly proposal: Proposal | null;
  readonly wanted: number;
  readonly session: SessionSummary;
}

/** Weights that would follow people; nothing changes before somebody accepts them. */
export const ProposalView = ({ proposal, wanted, session }: ProposalViewProps) => (
  <section aria-label="Proposed weights" className="flex flex-col gap-3">
    <h3 className="text-sm font-semibold">Proposed weights</h3>
    {proposal === null ? (
      <p className="text-sm text-muted">
        A proposal needs verdicts on {formatCount(wanted)} documents at least.
      </p>
    ) : Object.keys(proposal.weights).length === 0 ? (
      <p className="text-sm text-muted">No rater says more of what people say than none at all.</p>
    ) : (
      <>
        <p className="text-sm text-muted">
          Closest to what people say of {formatPlural(proposal.documents, "document")}, weights of 0 or more.
          For documents left out of the fit it foretells {formatPercent(Math.max(0, proposal.foretold))} of
          the differences between verdicts
          {proposal.foretold <= 0 && ": nothing, so do not follow it"}.
        </p>
        <BesidePresent proposal={proposal} session={session} />
      </>
    )}
  </section>
);

interface BesidePresentProps {
  readonly proposal: Proposal;
  readonly session: SessionSummary;
}

function BesidePresent({ proposal, session }: BesidePresentProps) {
  const trpc = useTRPC();
  const { corpus } = session;
  const found = useQuery(trpc.corpus.get.queryOptions({ corpusId: corpus.id, number: corpus.number }));
  const saved = useQuery(trpc.recipe.list.queryOptions());
  const error = found.error ?? saved.error;
  if (found.data !== undefined && saved.data !== undefined)
    return (
      <Chosen
        proposal={proposal}
        session={session}
        choices={presentRecipes(found.data.statistics, saved.data, session.name)}
        saved={saved.data}
      />
    );
  if (error === null) return <SkeletonRows rows={5} />;
  return <ErrorState error={error} onRetry={() => void Promise.all([found.refetch(), saved.refetch()])} />;
}

interface ChosenProps extends BesidePresentProps {
  readonly choices: readonly PresentRecipe[];
  readonly saved: readonly RecipeSummary[];
}

function Chosen({ proposal, session, choices, saved }: ChosenProps) {
  const [chosen, setChosen] = useState(PUBLISHED);
  const [accepting, setAccepting] = useState(false);
  const present = choices.find(({ id }) => id === chosen) ?? choices[0];
  if (present === undefined) return null;
  const proposed = proposedRecipe({ ...present.recipe, name: present.name }, proposal);
  if (proposed === null) return null;
  const note = provenanceNote(
    { sessionId: session.id, session: session.name, present: present.label },
    proposal,
  );
  return (
    <>
      <Field
        label="Present recipe"
        hint="Its budget, domains and limits hold for both; the proposed weights are meant for z-scores."
      >
        {(control) => (
          <Select
            {...control}
            value={present.id}
            options={choices.map(({ id, label }) => ({ value: id, label }))}
            onValue={setChosen}
            className="max-w-sm"
          />
        )}
      </Field>
      <Mixtures versionId={session.corpus.versionId} present={present.recipe} proposed={proposed} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => setAccepting(true)}>
          Accept as a new version…
        </Button>
        <Button asChild>
          <Link
            href={`/mixer/${session.corpus.id}${recipeQuery(proposed)}&version=${String(session.corpus.number)}`}
          >
            See it in the mixer
          </Link>
        </Button>
      </div>
      {accepting && (
        <AcceptProposal recipe={proposed} note={note} saved={saved} onClose={() => setAccepting(false)} />
      )}
    </>
  );
}
