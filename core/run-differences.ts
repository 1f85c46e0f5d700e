/** A setting in which two trainings differ, as a person reads it; null where one of them does not have it. */
export interface RunDifference {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is compared: plain values, objects of them, lists. */
export type Settings = { readonly [key: string]: unknown };

/** Settings in which `after` differs from `before`, in the order they have there; the name of a field is its own words. */
export function runDifferences(before: Settings, after: Settings): RunDifference[] {
  const [old, now] = [settingsByName(before), settingsByName(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((difference) => difference.before !== difference.after);
}

/** "learning rate 3e-4 → 1e-4" */
export const differenceInWords = ({ name, before, after }: RunDifference): string =>
  `${name} ${before ?? "none"} → ${after ?? "none"}`;

/** Every setting with its value, by the words of its name. */
export function settingsByName(settings: Settings): Map<string, string> {
  return new Map(
    Object.entries(settings).flatMap(([key, value]): [string, string][] =>
      isSettings(value)
        ? [...settingsByName(value)]
        : value === undefined
          ? []
          : [[words(key), valueInWords(value)]],
    ),
  );
}

const isSettings = (value: unknown): value is Settings =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "learningRate" → "learning rate" */
const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const SMALL = 0.01;

/** 3e-4, 131,072, cosine, yes */
export function valueInWords(value: unknown): string {
  if (typeof value === "number") {
    if (value !== 0 && Math.abs(value) < SMALL) return value.toExponential();
    return value.toLocaleString("en-US", { maximumFractionDigits: 20 });
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}
