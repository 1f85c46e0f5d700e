/** Answers as long as the server lives and can be asked. */
export const GET = (): Response => Response.json({ ok: true });
export const dynamic = "force-dynamic";
