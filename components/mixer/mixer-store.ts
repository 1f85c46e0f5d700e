import { createStore, type StoreApi } from "zustand/vanilla";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";

/** The saved version a draft began with. */
export interface SavedVersion {
  readonly versionId: string;
  readonly name: string;
  readonly number: number;
  readonly recipeHash: string;
  /** Number of the newest version of its name that this window has seen. */
  readonly newest: number;
}

export interface MixerState {
  /** What is seen. Unlike a recipe that is saved, all its weights may be 0 for a while. */
  readonly recipe: Recipe;
  readonly locked: ReadonlySet<RaterId>;
  /** Recipes to go back to, newest last. */
  readonly past: readonly Recipe[];
  /** Recipes to go forward to, next first. */
  readonly future: readonly Recipe[];
  /** The recipe when the drag in progress began; null while no hand is on a slider. */
  readonly grabbed: Recipe | null;
  readonly saved: SavedVersion | null;

  /** One act, one step of the history. */
  readonly edited: (next: Recipe) => void;
  /** A movement of a drag; the drag becomes one step when it is released. */
  readonly moved: (next: Recipe) => void;
  readonly weightMoved: (rater: RaterId, weight: number) => void;
  readonly released: () => void;
  readonly undone: () => void;
  readonly redone: () => void;
  readonly lockToggled: (rater: RaterId) => void;
  /** Another recipe takes the place of the draft; undo brings the draft back. */
  readonly opened: (recipe: Recipe, saved: SavedVersion | null) => void;
  readonly versionSaved: (saved: SavedVersion) => void;
}

export type MixerStore = StoreApi<MixerState>;

const MOST_STEPS = 200;

const withStep = (past: readonly Recipe[], recipe: Recipe): readonly Recipe[] =>
  [...past, recipe].slice(-MOST_STEPS);

const toggled = (locked: ReadonlySet<RaterId>, rater: RaterId): ReadonlySet<RaterId> => {
  const next = new Set(locked);
  if (!next.delete(rater)) next.add(rater);
  return next;
};

export const createMixerStore = (
  recipe: Recipe,
  saved: SavedVersion | null,
  locked: ReadonlySet<RaterId> = new Set(),
): MixerStore =>
  createStore<MixerState>()((set, get) => ({
    recipe,
    locked,
    past: [],
    future: [],
    grabbed: null,
    saved,
    edited: (next) =>
      set((state) =>
        next === state.recipe
          ? state
          : {
              recipe: next,
              grabbed: null,
              future: [],
              past: withStep(state.past, state.grabbed ?? state.recipe),
            },
      ),
    moved: (next) =>
      set((state) =>
        next === state.recipe ? state : { recipe: next, grabbed: state.grabbed ?? state.recipe },
      ),
    weightMoved: (rater, weight) => get().moved(setWeight(get().recipe, rater, weight)),
    released: () =>
      set((state) =>
        state.grabbed === null
          ? state
          : { grabbed: null, future: [], past: withStep(state.past, state.grabbed) },
      ),
    undone: () =>
      set((state) => {
        const previous = state.past.at(-1);
        if (previous === undefined) return state;
        return {
          recipe: previous,
          grabbed: null,
          past: state.past.slice(0, -1),
          future: [state.recipe, ...state.future],
        };
      }),
    redone: () =>
      set((state) => {
        const next = state.future[0];
        if (next === undefined) return state;
        return {
          recipe: next,
          grabbed: null,
          past: withStep(state.past, state.recipe),
          future: state.future.slice(1),
        };
      }),
    lockToggled: (rater) => set((state) => ({ locked: toggled(state.locked, rater) })),
    opened: (next, version) =>
      set((state) => ({
        recipe: next,
        saved: version,
        grabbed: null,
        future: [],
        past: withStep(state.past, state.recipe),
      })),
    versionSaved: (version) => set({ saved: version }),
  }));
