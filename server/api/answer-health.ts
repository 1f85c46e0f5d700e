import { localContext } from "@/server/services/context";
import { readiness } from "@/server/services/system/readiness";

/** Answers GET /healthz/ready: 200 when work can be done, 503 with what is wrong otherwise. */
export async function answerReadiness(): Promise<Response> {
  const found = await readiness({ ctx: localContext() });
  return Response.json(found, { status: found.ready ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
