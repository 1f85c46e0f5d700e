import type { Metadata } from "next";
import { AnswerPage } from "@/components/review/answer-page";

export const metadata: Metadata = { title: "Answer" };

interface PageProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <AnswerPage sessionId={(await params).sessionId} />;
}
