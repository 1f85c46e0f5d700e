import type { Metadata } from "next";
import { campaignTitle } from "@/app/campaigns/campaign-title";
import { CampaignPage } from "@/components/campaigns/campaign-page";

interface PageProps {
  readonly params: Promise<{ readonly campaignId: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: await campaignTitle((await params).campaignId) };
}

export default async function Page({ params }: PageProps) {
  return <CampaignPage id={(await params).campaignId} />;
}
