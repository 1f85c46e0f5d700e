import { answerCampaign } from "@/server/api/answer-campaign";

export const dynamic = "force-dynamic";

interface Params {
  readonly params: Promise<{ readonly campaignId: string }>;
}

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return answerCampaign(request, (await params).campaignId);
}
