import { answerCard } from "@/server/api/answer-card";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ corpusId: string }> },
): Promise<Response> {
  return answerCard(request, (await params).corpusId);
}
