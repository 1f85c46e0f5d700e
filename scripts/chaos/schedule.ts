import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** What a blow hits. `trainer`: the process that trains; `supervisor`: the one that waits for it; `cancel`: a person's wish. */
export type Target = "trainer" | "supervisor" | "worker" | "server" | "controller" | "cancel";

/** What is dealt in a round; the controller only where there is one. */
export const TARGETS: readonly Target[] = [
  ...(["trainer", "trainer", "trainer", "supervisor", "worker", "server", "controller", "cancel"] as const),
];

export interface Blow {
  /** After the beginning. */
  readonly atMs: number;
  readonly target: Target;
  /** In [0, 1): which of those there are then. */
  readonly choice: number;
  /** How long what does not come back by itself stays down. */
  readonly downMs: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly targets: readonly Target[];
}

const SHORTEST_GAP_MS = 1_500;
const LONGEST_GAP_MS = 4_500;
const LONGEST_DOWN_MS = 5_000;

/**
 * Blows from the seed alone. Targets are dealt like cards, all of them before any comes again, so that a short chaos hits
 * each of them too.
 */
export function chaosSchedule({ seed, seconds, targets }: ScheduleOptions): Blow[] {
  const random = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(random);
  const blows: Blow[] = [];
  let deck: Target[] = [];
  const gap = (): number => SHORTEST_GAP_MS + uniform() * (LONGEST_GAP_MS - SHORTEST_GAP_MS);
  for (let at = gap(); at < seconds * 1_000; at += gap()) {
    if (deck.length === 0) deck = [...targets];
    const [target] = deck.splice(Math.floor(uniform() * deck.length), 1);
    if (target === undefined) break;
    blows.push({
      ...{ atMs: Math.round(at), target, choice: uniform() },
      downMs: Math.round(uniform() * LONGEST_DOWN_MS),
    });
  }
  return blows;
}
