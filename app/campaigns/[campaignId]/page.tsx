import type { Metadata } from "next";
import { CampaignPage } from "@/components/campaigns/campaign-page";

export const metadata: Metadata = { title: "Campaign" };

interface PageProps {
  readonly params: Promise<{ readonly campaignId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <CampaignPage id={(await params).campaignId} />;
}
