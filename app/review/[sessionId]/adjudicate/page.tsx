import type { Metadata } from "next";
import { AdjudicatePage } from "@/components/review/adjudicate-page";

export const metadata: Metadata = { title: "Adjudicate" };

interface PageProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <AdjudicatePage id={(await params).sessionId} />;
}
