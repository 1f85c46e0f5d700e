export const LEFTOVER_KINDS = [
  "scratch",
  "deletion",
  "corpus",
  "listings",
  "tokens",
  "upload",
  "report",
] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

/** Something in the studio's folder that nothing needs. */
export interface Leftover {
  readonly kind: LeftoverKind;
  /** Below the studio's folder, with `/`; names it. */
  readonly path: string;
  readonly bytes: number;
  /** Newest change in it. */
  readonly changedAt: Date;
  /** Why nothing needs it. */
  readonly why: string;
}

/** A leftover with the act that removes it; the act looks again at whatever may have changed. */
export interface Removable extends Leftover {
  readonly remove: () => Promise<void>;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
