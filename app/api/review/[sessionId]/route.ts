import { answerReview } from "@/server/api/answer-review";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ sessionId: string }> },
): Promise<Response> {
  return answerReview((await params).sessionId, new URL(request.url).searchParams);
}
