import { createHash, timingSafeEqual } from "node:crypto";
import { openResponse } from "@/server/api/studio-response";
import { localContext } from "@/server/services/context";
import { currentMetrics } from "@/server/services/system/current-metrics";
import { inRequest } from "@/server/telemetry/request-scope";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Alone on loopback anybody may look; a team's studio shows its figures to whoever has `STUDIO_METRICS_TOKEN`. */
function mayLook(request: Request): boolean {
  const token = process.env["STUDIO_METRICS_TOKEN"];
  if (token === undefined || token === "") return process.env["STUDIO_MODE"] !== "team";
  return timingSafeEqual(digest(request.headers.get("authorization") ?? ""), digest(`Bearer ${token}`));
}

/** Answers GET /metrics in the format of Prometheus. */
export const answerMetrics = (request: Request): Promise<Response> =>
  inRequest(request, () =>
    openResponse(async () => {
      if (!mayLook(request))
        return new Response("The token of STUDIO_METRICS_TOKEN is asked for.\n", { status: 401 });
      const { contentType, text } = await currentMetrics({ ctx: localContext() });
      return new Response(text, { headers: { "Content-Type": contentType, "Cache-Control": "no-store" } });
    }),
  );
