import type { Metadata } from "next";
import { NewCampaignPage } from "@/components/campaigns/new-campaign-page";

export const metadata: Metadata = { title: "New campaign" };

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function Page({ searchParams }: PageProps) {
  const { corpus } = await searchParams;
  return <NewCampaignPage corpusId={typeof corpus === "string" ? corpus : null} />;
}
