"use client";

import { JudgedText } from "@/components/review/judged-text";
import { useAssignedText } from "@/components/review/use-assigned-text";

interface AssignedTextProps {
  readonly reviewerKey: string;
  readonly documentId: string;
}

/** The text to judge, and nothing else of the document: no scores, no source. */
export const AssignedText = ({ reviewerKey, documentId }: AssignedTextProps) => (
  <JudgedText {...useAssignedText(reviewerKey, documentId)} />
);
