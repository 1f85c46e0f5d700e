import { setTimeout as delay } from "node:timers/promises";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { rounded } from "./times";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema, type Recipe } from "@/core/recipe";
import type { AppRouter } from "@/server/api/root";

/** What a person does between two questions, on average. */
const THINK_MS = 1_000;
const PAGE = 50;
const MOST_OFFSET = 1_000;

/** Everything that sessions asked, by procedure. */
export interface Asked {
  readonly ms: Map<string, number[]>;
  readonly errors: string[];
}

export const nothingAsked = (): Asked => ({ ms: new Map(), errors: [] });

export interface SessionTarget {
  readonly origin: string;
  readonly versionId: string;
}

const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(Math.random() * choices.length)] as T;

function someRecipe(): Recipe {
  const raters: RaterId[] = [oneOf(RATER_IDS), oneOf(RATER_IDS), "word_count"];
  const weights = Object.fromEntries(raters.map((rater) => [rater, rounded(0.1 + Math.random())]));
  return recipeSchema.parse({ name: "load", weights, normalisation: "rank", budget: { share: 0.1 } });
}

/** One person who browses and weighs, until the signal aborts: asks, looks, asks again. */
export async function session(
  { origin, versionId }: SessionTarget,
  asked: Asked,
  signal: AbortSignal,
): Promise<void> {
  const api = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/api/trpc`, transformer: superjson })],
  });
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    "corpus.list": () => api.corpus.list.query(),
    "recipe.list": () => api.recipe.list.query(),
    "document.page": () =>
      api.document.page.query({
        versionId,
        listing: { sort: { by: oneOf(RATER_IDS), descending: true } },
        offset: Math.floor(Math.random() * MOST_OFFSET),
        limit: PAGE,
      }),
    "preview.figures": () => api.preview.figures.query({ versionId, recipe: someRecipe() }),
    "document.boundary": () => api.document.boundary.query({ versionId, recipe: someRecipe(), count: 20 }),
    "selection.count": () => api.selection.count.query({ versionId, recipe: someRecipe() }),
  };
  while (!signal.aborted) {
    const name = oneOf(Object.keys(acts));
    await ask(name, acts[name], asked);
    await delay(THINK_MS * 2 * Math.random(), undefined, { signal }).catch(() => undefined);
  }
}

async function ask(name: string, act: (() => Promise<unknown>) | undefined, asked: Asked): Promise<void> {
  const began = performance.now();
  try {
    await act?.();
    asked.ms.set(name, [...(asked.ms.get(name) ?? []), performance.now() - began]);
  } catch (error) {
    asked.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
