import type { Moments } from "@/core/preview/estimate";

/** What a domain's selected rows say about its total. */
export interface SelectedMoments {
  readonly moments: Moments;
  readonly gap: Gap;
}

/** Of all selected rows, certain ones too: Σ w and Σ w·(x² + w²)/3, x the tokens of a row and w = x/π. */
export interface Gap {
  readonly tokens: number;
  readonly square: number;
}

/** Sums over rows by name; `w` = tokens and `documents` = 1/π. */
export interface MomentSums {
  readonly sampled: number;
  readonly w: number;
  readonly y: number;
  readonly ww: number;
  readonly wy: number;
  readonly yy: number;
  readonly fourth: number;
  readonly tokens: number;
  readonly square: number;
}

const F = `('1'::DOUBLE - '1'::DOUBLE / documents)`;
const YY = `(${F} * documents * documents)`;

/** Of a row with `tokens` and `documents`. */
const COLUMNS: Readonly<Record<Exclude<keyof MomentSums, "tokens">, string>> = {
  sampled: `(documents > 1)::DOUBLE`,
  w: `${F} * tokens`,
  y: `${F} * documents`,
  ww: `${F} * tokens * tokens`,
  wy: `${F} * tokens * documents`,
  yy: YY,
  fourth: `${YY} * ${YY}`,
  square: `tokens * tokens * tokens * (1 + 1 / (documents * documents)) / 3`,
};

const MOMENT_NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** Their sums over rows. */
export const momentSums = (): string =>
  MOMENT_NAMES.map((name) => `sum(${COLUMNS[name]}) AS ${name}`).join(", ");

export type MomentTally = { -readonly [Name in keyof MomentSums]: number };

export const noMoments = (): MomentTally => ({
  sampled: 0,
  w: 0,
  y: 0,
  ww: 0,
  wy: 0,
  yy: 0,
  fourth: 0,
  tokens: 0,
  square: 0,
});

/** Adds one row to the sums. */
export function addRow(sums: MomentTally, tokens: number, documents: number): void {
  const f = 1 - 1 / documents;
  const yy = f * documents * documents;
  sums.sampled += documents > 1 ? 1 : 0;
  sums.w += f * tokens;
  sums.y += f * documents;
  sums.ww += f * tokens * tokens;
  sums.wy += f * tokens * documents;
  sums.yy += yy;
  sums.fourth += yy * yy;
  sums.tokens += tokens;
  sums.square += (tokens * tokens * tokens * (1 + 1 / (documents * documents))) / 3;
}

export const selectedMoments = ({
  sampled,
  w,
  y,
  ww,
  wy,
  yy,
  fourth,
  tokens,
  square,
}: MomentSums): SelectedMoments => ({
  moments: { rows: sampled, w, y, ww, wy, yy, fourth },
  gap: { tokens, square },
});
