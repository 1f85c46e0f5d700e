import { recipeSchema } from "@/core/recipe";
import type { Question } from "@/core/review/question";
import { RUBRICS, type RubricId } from "@/core/review/rubrics";
import { sessionSettingsSchema, type Sampling, type SessionSettings } from "@/core/review/session-settings";

/** What a person has filled in so far. */
export interface SessionDraft {
  readonly name: string;
  readonly method: Sampling["method"];
  readonly documents: number;
  readonly reviewers: number;
  readonly leaseMinutes: number;
  readonly seed: number;
  readonly rubrics: readonly RubricId[];
  readonly keep: boolean;
  /** "Name: one, two, three"; empty for no question with labels. */
  readonly labels: string;
  /** What holds of some documents, one answer a line; see `parseGold`. */
  readonly gold: string;
  /** One a line. */
  readonly ids: string;
  /** Chosen in Browse. */
  readonly ordinals: readonly number[];
  readonly domains: readonly string[];
  /** For the threshold; null while none is chosen. */
  readonly recipe: unknown;
}

export const RUBRIC_ORDER = Object.keys(RUBRICS) as RubricId[];

export const firstDraft = (ordinals: readonly number[]): SessionDraft => ({
  name: "",
  method: ordinals.length > 0 ? "rows" : "stratified",
  documents: 50,
  reviewers: 2,
  leaseMinutes: 30,
  seed: 1,
  rubrics: RUBRIC_ORDER,
  keep: false,
  labels: "",
  gold: "",
  ids: "",
  ordinals,
  domains: [],
  recipe: null,
});

export type ReadDraft =
  | { readonly settings: SessionSettings; readonly fault: null }
  | { readonly settings: null; readonly fault: string };

/** The settings of a draft, or what is wrong with it in words. */
export function readDraft(draft: SessionDraft): ReadDraft {
  const questions = questionsOf(draft);
  if (typeof questions === "string") return { settings: null, fault: questions };
  if (questions.length === 0) return { settings: null, fault: "Ask at least one question." };
  const sampling = samplingOf(draft);
  if (typeof sampling === "string") return { settings: null, fault: sampling };
  const { documents, reviewers, leaseMinutes, seed } = draft;
  const parsed = sessionSettingsSchema.safeParse({
    sampling,
    documents,
    reviewers,
    leaseMinutes,
    seed,
    questions,
  });
  if (parsed.success) return { settings: parsed.data, fault: null };
  const [issue] = parsed.error.issues;
  return { settings: null, fault: `${issue?.path.join(" ") ?? ""}: ${issue?.message ?? ""}` };
}

function questionsOf({ rubrics, keep, labels }: SessionDraft): Question[] | string {
  const asked: Question[] = RUBRIC_ORDER.filter((rater) => rubrics.includes(rater)).map((rater) => ({
    kind: "level",
    rater,
  }));
  if (keep) asked.push({ kind: "keep" });
  if (labels.trim() === "") return asked;
  const [name = "", list] = labels.split(":", 2);
  const named = (list ?? "").split(",").map((label) => label.trim());
  if (name.trim() === "" || named.length < 2 || named.length > 9 || named.includes(""))
    return "Write labels like “Kind: news, fiction, manual”: a name and 2 to 9 labels.";
  return [...asked, { kind: "labels", name: name.trim(), labels: named }];
}

function samplingOf({ method, ids, ordinals, domains, recipe }: SessionDraft): Sampling | string {
  switch (method) {
    case "random":
    case "stratified":
    case "tokens":
    case "disagreement":
      return { method };
    case "filter":
      return domains.length === 0
        ? "Choose at least one domain."
        : { method, filter: { domains: [...domains] } };
    case "boundary": {
      const parsed = recipeSchema.safeParse(recipe);
      return parsed.success ? { method, recipe: parsed.data } : "Choose a recipe.";
    }
    case "rows":
      return ordinals.length === 0
        ? "Select documents in Browse first."
        : { method, ordinals: [...ordinals] };
    case "ids": {
      const named = ids
        .split("\n")
        .map((id) => id.trim())
        .filter((id) => id !== "");
      return named.length === 0 ? "Paste at least one id." : { method, ids: named };
    }
  }
}
