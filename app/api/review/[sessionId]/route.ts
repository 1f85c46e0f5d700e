import { answerAnswers } from "@/server/api/answer-answers";
import { answerReview } from "@/server/api/answer-review";

export const dynamic = "force-dynamic";

interface Params {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return answerReview(request, (await params).sessionId);
}

export async function POST(request: Request, { params }: Params): Promise<Response> {
  return answerAnswers(request, (await params).sessionId);
}
