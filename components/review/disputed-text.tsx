"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { useDocumentText } from "@/components/reader/use-document-text";
import { JudgedText } from "@/components/review/judged-text";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface DisputedTextProps {
  readonly versionId: string;
  readonly ordinal: number;
}

/** The text that reviewers disagree about. */
export function DisputedText({ versionId, ordinal }: DisputedTextProps) {
  const found = useQuery(
    useTRPC().document.get.queryOptions({ versionId, ordinal }, { staleTime: Infinity }),
  );
  return found.data === undefined ? (
    <JudgedText text={null} error={found.error} retry={() => void found.refetch()} />
  ) : (
    <Found versionId={versionId} document={found.data} />
  );
}

const Found = (props: { readonly versionId: string; readonly document: DocumentDetail }) => (
  <JudgedText text={useDocumentText(props.versionId, props.document)} error={null} retry={() => undefined} />
);
