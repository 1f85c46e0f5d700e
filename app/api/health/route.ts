/** Answers once the pages can be served; `npm start` waits for it. */
export const GET = (): Response => Response.json({ ok: true });
export const dynamic = "force-dynamic";
