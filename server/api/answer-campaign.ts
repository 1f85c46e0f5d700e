import { Readable } from "node:stream";
import { StudioError } from "@/core/errors";
import { studioResponse } from "@/server/api/studio-response";
import { CAMPAIGN_FORMATS, exportCampaign } from "@/server/services/campaign/export";
import { contentDisposition } from "@/server/services/document/export-name";

/** Answers GET /api/campaign/<campaignId>?format=csv|parquet with its proxies, one a row. */
export const answerCampaign = (request: Request, campaignId: string): Promise<Response> =>
  studioResponse(request, "read", async (ctx) => {
    const query = new URL(request.url).searchParams;
    const wanted = query.get("format") ?? "csv";
    const format = CAMPAIGN_FORMATS.find((known) => known === wanted);
    if (format === undefined)
      throw new StudioError(
        "invalid-input",
        `A campaign is not exported as "${wanted}".`,
        `Choose one of ${CAMPAIGN_FORMATS.join(", ")}.`,
      );
    const input = { id: campaignId, format };
    const { fileName, contentType, pieces } = await exportCampaign({ ctx, input, signal: request.signal });
    return new Response(Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream, {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": contentDisposition(fileName),
        "Cache-Control": "no-store",
      },
    });
  });
