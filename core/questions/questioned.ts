import type { SqlEngine } from "@/core/engine";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

/** What a question is asked about: a recipe over a table of all documents (inclusion 1). */
export interface Questioned {
  readonly engine: SqlEngine;
  readonly table: string;
  readonly recipe: Recipe;
  readonly statistics: CorpusStatistics;
  readonly signal: AbortSignal;
}

/** How far a question is that selects again and again. */
export interface QuestionProgress {
  /** Selections made, of all. */
  readonly done: number;
  readonly total: number;
}
