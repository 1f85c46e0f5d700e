import type { Metadata } from "next";
import { SessionPage } from "@/components/review/session-page";

export const metadata: Metadata = { title: "Review session" };

interface PageProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <SessionPage id={(await params).sessionId} />;
}
