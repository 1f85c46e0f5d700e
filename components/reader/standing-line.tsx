"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import type { CurrentRecipe } from "@/components/reader/current-recipe";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { standingText } from "@/components/reader/standing.prepare";
import { Badge } from "@/components/ui/badge";
import { errorText } from "@/components/ui/error-text";
import { formatCount } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { recipeQuery } from "@/core/recipe-url";
import type { Capped } from "@/core/selection/standing";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface StandingLineProps {
  readonly corpus: ReaderCorpus;
  readonly document: DocumentDetail;
  readonly current: CurrentRecipe;
  /** Whether the page is the mixer itself. */
  readonly inMixer: boolean;
  readonly onOpen: (ordinal: number) => void;
}

const FROM = {
  link: "of this link",
  mixer: "as last seen in the mixer",
  published: "the mixer's first",
} as const;

/** In or out under the current recipe, by how much, and at which rank; exact. */
export function StandingLine({ corpus, document, current, inMixer, onOpen }: StandingLineProps) {
  const { recipe, from } = current;
  const { data, error } = useQuery(
    useTRPC().document.standing.queryOptions(
      { versionId: corpus.versionId, ordinal: document.ordinal, recipe },
      { staleTime: Infinity, trpc: { abortOnUnmount: true } },
    ),
  );
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 border-b bg-sunken px-3 py-1 text-xs">
      <span role="status" aria-label="Standing" className="flex min-w-0 flex-wrap items-center gap-x-2">
        {error !== null ? (
          <span className="text-danger">{errorText(error).message}</span>
        ) : data === undefined ? (
          <span className="text-muted">
            ranking {formatCount(corpus.statistics.documents)} documents by this recipe…
          </span>
        ) : (
          <Verdict {...standingText(data, document)} />
        )}
      </span>
      {data?.reason.kind === "capped" && <Better documents={data.reason.better} onOpen={onOpen} />}
      {!inMixer && (
        <span className="ml-auto min-w-0 truncate text-muted">
          by{" "}
          <TextLink
            href={`/mixer/${corpus.id}${recipeQuery(recipe)}`}
            title={`Open in the mixer: ${FROM[from]}`}
          >
            <bdi>{from === "published" ? "the published weights" : recipe.name}</bdi>
          </TextLink>
          {from !== "published" && <span className="max-sm:hidden">, {FROM[from]}</span>}
        </span>
      )}
    </div>
  );
}

const Verdict = ({ label, tone, detail, rank }: ReturnType<typeof standingText>) => (
  <>
    <Badge tone={tone}>{label}</Badge>
    <span>
      <span className="sr-only">, </span>
      {detail}
    </span>
    {rank !== null && <span className="text-muted">{rank}</span>}
  </>
);

interface BetterProps {
  readonly documents: Capped["better"];
  readonly onOpen: (ordinal: number) => void;
}

/** The documents that are ranked in place of one that a cap leaves out, each to be opened. */
const Better = ({ documents, onOpen }: BetterProps) => (
  <ul aria-label="Better documents of the group" className="flex min-w-0 flex-wrap gap-x-2">
    {documents.map(({ ordinal, id }) => (
      <li key={ordinal} className="min-w-0">
        <button
          type="button"
          title={`Open ${id}`}
          onClick={() => onOpen(ordinal)}
          className="max-w-48 truncate text-accent underline-offset-2 hover:underline pointer-coarse:h-10"
        >
          <bdi>{id}</bdi>
        </button>
      </li>
    ))}
  </ul>
);
