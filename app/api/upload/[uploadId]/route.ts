import { answerUpload } from "@/server/api/answer-upload";

export const dynamic = "force-dynamic";

export async function PUT(
  request: Request,
  { params }: { params: Promise<{ uploadId: string }> },
): Promise<Response> {
  return answerUpload(request, (await params).uploadId);
}
