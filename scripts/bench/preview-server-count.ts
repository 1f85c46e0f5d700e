import type { Page } from "@playwright/test";

/** Milliseconds from the press of a button to what it leads to. */
export interface ServerCountTimes {
  /** Until the figures of the server are seen. */
  readonly count: number;
  /** Of a count in progress, until another can be asked for. */
  readonly cancel: number;
}

/** How long a server counts at most before the bench gives up. */
const PATIENCE = 180_000;

/** Has the server count what is seen, once cancelled and once to the end. */
export async function timeServerCount(page: Page): Promise<ServerCountTimes> {
  const selected = page.getByRole("region", { name: "Selected" });
  const count = selected.getByRole("button", { name: "Count exactly" });
  await count.click();
  const stop = selected.getByRole("button", { name: "Cancel the count" });
  await stop.waitFor();
  let began = performance.now();
  await stop.click();
  await count.waitFor();
  const cancel = performance.now() - began;
  began = performance.now();
  await count.click();
  await selected.getByText("exact", { exact: true }).waitFor({ timeout: PATIENCE });
  return { count: Math.round(performance.now() - began), cancel: Math.round(cancel) };
}
