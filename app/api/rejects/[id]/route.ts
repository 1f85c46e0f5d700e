import { answerRejects } from "@/server/api/answer-rejects";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return answerRejects(request, (await params).id);
}
