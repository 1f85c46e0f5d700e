import type { Metadata } from "next";
import { NewSessionPage } from "@/components/review/new-session-page";

export const metadata: Metadata = { title: "New review session" };

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function Page({ searchParams }: PageProps) {
  const { corpus, rows } = await searchParams;
  return (
    <NewSessionPage corpusId={typeof corpus === "string" ? corpus : null} fromRows={rows !== undefined} />
  );
}
