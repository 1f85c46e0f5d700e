import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { RUN_DATA, type RunData } from "@/core/run-data";
import { isEnded, type RunState } from "@/core/run-states";
import { surely, type ChaosPlace, type ChaosWorld, type RunningStudio } from "./chaos-world";

export interface ChaosRun {
  readonly id: string;
  readonly name: string;
  readonly backend: string;
  readonly data: RunData;
  /** Its trainer is never killed and nobody cancels it: what the others are compared with. */
  readonly spared: boolean;
  /** As the studio last said. */
  state: RunState;
  cancelled: boolean;
  /** Step of the last checkpoint before an attempt of it was killed last. */
  killedAt: number;
  /** Whether a blow has hit its trainer itself. */
  trainerKilled: boolean;
}

const LOOK_MS = 500;
/** On a busy machine trainings take more than a short chaos to start. */
const SLOW_MS = 120_000;
/** Longer than what is open when the blows end takes to its end on a busy machine. */
const PATIENCE_MS = 600_000;

/** Runs that are submitted and watched through the studio's API, whose server comes and goes. */
export class OpenRuns {
  readonly all: ChaosRun[] = [];

  constructor(
    private readonly world: ChaosWorld,
    private readonly client: RunningStudio["client"],
  ) {}

  /**
   * Keeps as many runs open as each place is to have, until a time of `performance.now()`, or somewhat longer where no trainer has
   * been hit by then. The first of a place is spared.
   */
  async keepFull(untilMs: number): Promise<void> {
    const isHit = (): boolean => this.all.some(({ trainerKilled }) => trainerKilled);
    while (performance.now() < (isHit() ? untilMs : untilMs + SLOW_MS)) {
      for (const place of this.world.places)
        while (this.#openAt(place).length < place.atOnce) await this.#submit(place);
      await this.#look();
      await delay(LOOK_MS);
    }
  }

  /** Names of the runs that have not ended in ten minutes. */
  async untilEnded(): Promise<string[]> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const open = this.all.filter(({ state }) => !isEnded(state));
      if (open.length === 0 || performance.now() > giveUpAt) return open.map(({ name }) => name);
      await this.#look();
      await delay(LOOK_MS);
    }
  }

  #openAt({ backend }: ChaosPlace): ChaosRun[] {
    return this.all.filter((run) => run.backend === backend && !isEnded(run.state));
  }

  /** The same id again and again, as a page would whose server died before it answered: one run. */
  async #submit({ backend, template }: ChaosPlace): Promise<void> {
    const data = RUN_DATA[this.all.length % RUN_DATA.length] ?? "inline";
    const spared = !this.all.some((run) => run.backend === backend);
    const name = `${backend} ${String(this.all.length + 1)}${spared ? " (spared)" : ""}`;
    const run: ChaosRun = {
      ...{ id: randomUUID(), name, backend, data, spared, state: "confirmed" as const },
      ...{ cancelled: false, killedAt: -1, trainerKilled: false },
    };
    const { selectionId, shape, train } = this.world;
    const place = template === undefined ? { backend } : { backend, template };
    await surely(() =>
      this.client.run.submit.mutate({
        ...{ id: run.id, selectionId, name, ...place, model: "custom", shape, train, data },
      }),
    );
    this.all.push(run);
  }

  async #look(): Promise<void> {
    const told = await surely(() => this.client.run.list.query());
    for (const run of this.all) run.state = told.find(({ id }) => id === run.id)?.state ?? run.state;
  }
}
