import { draggedFigures } from "@/core/preview/dragged-figures";
import { grab, raterToGrab, settle, stepTo, suits, type Grabbed } from "@/core/preview/grabbed";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { binRaters, previewRaters, type RaterBins } from "@/core/preview/preview-raters";
import type { BoundaryFigures, MixtureFigures, RaterFigures } from "@/core/preview/preview";
import type { SampleTable } from "@/core/preview/sample-table";
import { scoreGrabbed, scoreSample, type ScoredSample } from "@/core/preview/score-sample";
import type { RaterId } from "@/core/raters";
import { termOf } from "@/core/scoring/moved-sql";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { PreviewDatabase } from "@/workers/browser/preview-database";
import { tellTime } from "@/workers/browser/timing";

/** What a recipe is worked out on. */
export interface Ground {
  readonly engine: PreviewDatabase;
  readonly table: SampleTable;
  readonly statistics: CorpusStatistics;
}

/** What moves first, and what the rest is asked of. */
interface SampleFigures {
  readonly sample: ScoredSample;
  readonly mixture: MixtureFigures;
  /** Null until asked for. */
  readonly boundary: BoundaryFigures | null;
}

/** The figures of recipes over one sample, with what is kept from one to the next. */
export class SamplePreview {
  private grabbed: Grabbed | null = null;
  private readonly bins = new Map<SampleTable["kind"], RaterBins>();

  constructor(private readonly signal: AbortSignal) {}

  /** @param held the rater whose weight is being moved, for which scores may be rounded; null at rest */
  async figures(ground: Ground, plan: ScoringPlan, held: RaterId | null): Promise<SampleFigures> {
    const { engine, table, statistics } = ground;
    if (held === null || termOf(plan, held) === undefined)
      return this.asked(ground, await scoreSample(engine, table, plan, this.signal));
    const grabbed = await this.grab(engine, table, plan, held);
    const dragged = await draggedFigures(engine, grabbed, plan, statistics, this.signal);
    return dragged ?? this.asked(ground, await scoreGrabbed(engine, grabbed, plan, this.signal));
  }

  private async asked({ engine, statistics }: Ground, sample: ScoredSample): Promise<SampleFigures> {
    return { sample, mixture: await previewMixture(engine, sample, statistics, this.signal), boundary: null };
  }

  /** @returns those that came with the mixture, or asks for them */
  async boundary({ engine, statistics }: Ground, figures: SampleFigures): Promise<BoundaryFigures> {
    return figures.boundary ?? previewBoundary(engine, figures.sample, statistics, this.signal);
  }

  /** The rater that is grabbed for a plan; null when none is. */
  grabbedFor({ table }: Ground, plan: ScoringPlan): RaterId | null {
    const found = this.grabbed;
    return found !== null && found.table.name === table.name && suits(found, plan) ? found.rater : null;
  }

  /** Keeps the scores of a plan at rest, from which any rater is grabbed at once. */
  async makeReady(ground: Ground, plan: ScoringPlan): Promise<void> {
    const { engine, table } = ground;
    const before = this.grabbed?.table.name === table.name ? this.grabbed : null;
    const rater = this.grabbedFor(ground, plan) ?? raterToGrab(before, plan);
    const grabbed = await this.grab(engine, table, plan, rater);
    if (stepTo(grabbed, plan) === 0) return;
    this.grabbed = null;
    this.grabbed = await settle(engine, grabbed, plan, { signal: this.signal });
  }

  async raters({ engine, table, statistics }: Ground, sample: ScoredSample): Promise<RaterFigures[]> {
    const bins = this.bins.get(table.kind) ?? (await binRaters(engine, table, statistics, this.signal));
    this.bins.set(table.kind, bins);
    return previewRaters(engine, sample, bins, this.signal);
  }

  private async grab(
    engine: PreviewDatabase,
    table: SampleTable,
    plan: ScoringPlan,
    held: RaterId,
  ): Promise<Grabbed> {
    const found = this.grabbed;
    if (found !== null && found.table.name === table.name && found.rater === held && suits(found, plan))
      return found;
    const began = performance.now();
    // A grab that fails half-way leaves no table to go on from.
    this.grabbed = null;
    this.grabbed = await grab(engine, table, plan, held, found, { signal: this.signal });
    tellTime("preview grab", began);
    return this.grabbed;
  }
}
