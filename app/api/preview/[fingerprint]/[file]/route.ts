import { answerPreview } from "@/server/api/answer-preview";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ fingerprint: string; file: string }> },
): Promise<Response> {
  return answerPreview(request, await params);
}
