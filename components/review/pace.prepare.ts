import type { MyWork } from "@/server/services/review/my-work";

/** Documents longer than this were left, not read. */
const MOST_SECONDS = 1800;

export interface Pace {
  /** Documents this reviewer has answered or skipped. */
  readonly done: number;
  /** Median over those answered; null before the first. */
  readonly secondsEach: number | null;
  /** Until all answers of the session are given, were this reviewer alone to give them at this pace; null where unknown. */
  readonly secondsLeft: number | null;
}

export function paceOf({ mine, wanted, answers, documents }: MyWork): Pace {
  const times = mine
    .flatMap(({ answer, seconds }) => (answer.state === "answered" && seconds !== null ? [seconds] : []))
    .filter((seconds) => seconds <= MOST_SECONDS)
    .sort((a, b) => a - b);
  const secondsEach = times[times.length >> 1] ?? null;
  const done = mine.filter(({ answer }) => answer.state !== "withdrawn").length;
  const open = Math.min(documents - done, Math.max(0, wanted - answers));
  return { done, secondsEach, secondsLeft: secondsEach === null ? null : secondsEach * Math.max(0, open) };
}
