"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useRefusal } from "@/components/api/visitor";
import { AgreementPanel } from "@/components/review/agreement-panel";
import { CalibrationPanel } from "@/components/review/calibration-panel";
import { CorpusPanel } from "@/components/review/corpus-panel";
import { DriftPanel } from "@/components/review/drift-panel";
import { GoldPanel } from "@/components/review/gold-panel";
import { ExchangeMenu } from "@/components/review/exchange-menu";
import { ReviewersPanel } from "@/components/review/reviewers-panel";
import { samplingText } from "@/components/review/sampling-text";
import { ShareLink } from "@/components/review/share-link";
import { TrustPanel } from "@/components/review/trust-panel";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPercent, formatPlural } from "@/components/ui/format";
import { Figure, Page, PageHeader, Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { toast } from "@/components/ui/toast";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** How often an open session is looked at again. */
const ASK_MS = 4000;

/** One session as whoever holds it sees it: the link, how far it is, how far its reviewers agree. */
export function SessionPage({ id }: { readonly id: string }) {
  const query = useQuery(
    useTRPC().review.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.closedAt === null ? ASK_MS : false) },
    ),
  );
  return (
    <Page>
      {query.data !== undefined ? (
        <Session session={query.data} />
      ) : query.isError ? (
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          action={<TextLink href="/review">All sessions</TextLink>}
        />
      ) : (
        <SkeletonRows rows={10} />
      )}
    </Page>
  );
}

function Session({ session }: { readonly session: SessionSummary }) {
  const { id, name, corpus, settings, documents, answers, closedAt, archived } = session;
  const holds = useRefusal("hold a review session") === null;
  const figures = useQuery(
    useTRPC().review.figures.queryOptions({ id }, { refetchInterval: closedAt === null ? ASK_MS : false }),
  );
  const wanted = documents * settings.reviewers;
  return (
    <>
      <PageHeader
        title={name}
        beside={
          <>
            {closedAt !== null && <Badge tone="neutral">closed</Badge>}
            {archived && <Badge tone="warning">archived</Badge>}
          </>
        }
        detail={
          <>
            <TextLink href={`/corpora/${corpus.id}`}>{corpus.name}</TextLink> version {corpus.number} ·{" "}
            {samplingText(settings)}
          </>
        }
        actions={<Actions session={session} />}
      />
      <div className="flex flex-col gap-4">
        <ShareLink sessionId={id} closed={closedAt !== null || archived} />
        <Panel>
          <dl className="grid grid-cols-2 gap-4 pb-3 sm:grid-cols-4">
            <Figure
              label="Answers"
              value={formatCount(answers)}
              detail={`of ${formatCount(wanted)} wanted, ${formatPercent(wanted === 0 ? 0 : answers / wanted)}`}
            />
            <Figure
              label="Documents"
              value={formatCount(documents)}
              detail={
                figures.data === undefined
                  ? "…"
                  : `${formatCount(figures.data.completeDocuments)} have all answers`
              }
            />
            <Figure
              label="Reviewers"
              value={session.reviewers}
              detail={`${formatPlural(settings.reviewers, "answer")} a document`}
            />
            <Figure label="Questions" value={settings.questions.length} />
          </dl>
          <Progress label="Answers given" share={wanted === 0 ? 1 : answers / wanted} />
        </Panel>
        {figures.data !== undefined ? (
          <>
            {figures.data.questions.map((question) => (
              <AgreementPanel key={question.id} question={question} session={session} />
            ))}
            <CorpusPanel session={session} />
            <TrustPanel session={session} />
            <CalibrationPanel session={session} />
            <DriftPanel session={session} />
            {holds && <GoldPanel session={session} />}
            <ReviewersPanel reviewers={figures.data.reviewers} />
          </>
        ) : figures.isError ? (
          <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
        ) : (
          <SkeletonRows rows={8} />
        )}
      </div>
    </>
  );
}

function Actions({ session: { id, closedAt, archived } }: { readonly session: SessionSummary }) {
  const holds = useRefusal("hold a review session") === null;
  const trpc = useTRPC();
  const client = useQueryClient();
  const change = useMutation(
    trpc.review.change.mutationOptions({
      onSuccess: async (changed) => {
        client.setQueryData(trpc.review.get.queryKey({ id }), changed);
        await client.invalidateQueries(trpc.review.list.pathFilter());
      },
      onError: ({ message }) =>
        toast({ title: "The session stays as it is", detail: message, tone: "danger" }),
    }),
  );
  const act = (what: "close" | "reopen" | "archive" | "restore") => () => change.mutate({ id, change: what });
  return (
    <>
      {holds && (
        <>
          <ExchangeMenu sessionId={id} />
          <Button asChild>
            <Link href={`/review/${id}/adjudicate`}>Adjudicate</Link>
          </Button>
        </>
      )}
      <ActButton
        verb="hold a review session"
        onClick={act(closedAt === null ? "close" : "reopen")}
        busy={change.isPending}
      >
        {closedAt === null ? "Close" : "Reopen"}
      </ActButton>
      <ActButton verb="hold a review session" variant="quiet" onClick={act(archived ? "restore" : "archive")}>
        {archived ? "Restore" : "Archive"}
      </ActButton>
      <Button asChild variant="primary">
        <Link href={`/review/${id}/answer`}>Answer</Link>
      </Button>
    </>
  );
}
