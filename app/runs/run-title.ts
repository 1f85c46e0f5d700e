import "server-only";
import { pageCaller } from "@/app/page-caller";

/** Name of a run for the title of its page; the page itself says what is wrong when there is none. */
export async function runTitle(id: string): Promise<string> {
  const run = await (await pageCaller()).run.get({ id }).catch(() => null);
  return run?.name ?? "Run";
}
