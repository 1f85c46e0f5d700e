import type { SessionSettings } from "@/core/review/session-settings";

const MINUTE_MS = 60_000;

/** Until when an assignment waits for its answer. */
export const leaseEnd = ({ leaseMinutes }: Pick<SessionSettings, "leaseMinutes">, from = new Date()): Date =>
  new Date(from.getTime() + leaseMinutes * MINUTE_MS);
