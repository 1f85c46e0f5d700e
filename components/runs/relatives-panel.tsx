"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import { differenceInWords } from "@/core/run-differences";
import type { Relative } from "@/server/services/run/relatives";

/** The run this one trains again and those that train it again, with what each changes; nothing where there are none. */
export function RelativesPanel({ id }: { readonly id: string }) {
  const relatives = useQuery(useTRPC().run.relatives.queryOptions({ id }));
  if (relatives.isError)
    return (
      <Panel title="Trained again">
        <ErrorState error={relatives.error} onRetry={() => void relatives.refetch()} />
      </Panel>
    );
  const { parent = null, children = [] } = relatives.data ?? {};
  if (parent === null && children.length === 0) return null;
  return (
    <Panel title="Trained again">
      <ul className="divide-y text-sm">
        {parent !== null && <RelativeItem kind="This run trains again" relative={parent} />}
        {children.map((child) => (
          <RelativeItem key={child.id} kind="Trained again as" relative={child} />
        ))}
      </ul>
    </Panel>
  );
}

interface RelativeItemProps {
  readonly kind: string;
  readonly relative: Relative;
}

const RelativeItem = ({ kind, relative: { id, name, state, differences } }: RelativeItemProps) => (
  <li className="space-y-1 py-2 first:pt-0 last:pb-0">
    <p className="flex items-center gap-2">
      <span className="shrink-0 text-muted">{kind}</span>
      <TextLink href={`/runs/${id}`} className="min-w-0 truncate">
        <bdi>{name}</bdi>
      </TextLink>
      <span className="flex-1" />
      <Badge>{state}</Badge>
    </p>
    <ul aria-label="What differs" className="text-xs text-muted">
      {differences.length === 0 ? (
        <li>the same settings</li>
      ) : (
        differences.map((difference) => <li key={difference.name}>{differenceInWords(difference)}</li>)
      )}
    </ul>
  </li>
);
