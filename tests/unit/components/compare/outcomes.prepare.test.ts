import { describe, expect, it } from "vitest";
import {
  fieldTitle,
  outcomeCurves,
  outcomeDomains,
  outcomeFields,
  spreadText,
} from "@/components/compare/outcomes.prepare";
import type { OutcomeGroup } from "@/core/comparison/outcomes";
import { faces } from "./compared-fixture";

const group = (
  id: string,
  settingsKey: string,
  losses: readonly number[],
  metricVersion = "m1",
): OutcomeGroup => ({
  item: { kind: "version", id },
  model: "tiny",
  settingsKey,
  settings: `tiny · ${settingsKey}`,
  metricVersion,
  runs: losses.map((loss, seed) => ({
    ...{ runId: `${id}${String(seed)}`, name: id, model: "tiny", seed, state: "succeeded", tokens: 100 },
    train: [{ tokens: 50, loss: loss + 1 }],
    validation: [{ tokens: 100, loss, byDomain: { book: loss - 1, web: loss + 1 } }],
  })),
  validation: {
    mean: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    sd: losses.length > 1 ? 0.5 : null,
    runs: losses.length,
  },
  train: null,
  validationByDomain: { book: { mean: 2, sd: null, runs: 1 } },
});

const [a, b, c] = faces("x", "y", "z");
const all = [a, b, c].flatMap((face) => face ?? []);
const VALIDATION = { kind: "validation", domain: null } as const;

describe("outcomes", () => {
  it("keep apart what was trained or measured in another way, most items first", () => {
    const fields = outcomeFields(
      [
        group("z", "long", [3]),
        group("y", "short", [4]),
        group("x", "short", [5]),
        group("x", "short", [5], "m2"),
      ],
      all,
    );
    expect(
      fields.map(({ groups, metricVersion }) => [metricVersion, groups.map(({ face }) => face.letter)]),
    ).toEqual([
      ["m1", ["A", "B"]],
      ["m1", ["C"]],
      ["m2", ["A"]],
    ]);
  });

  it("draw a curve for each run in the colour of its item", () => {
    const [field] = outcomeFields([group("x", "short", [5, 6]), group("y", "short", [4])], all);
    if (field === undefined) throw new Error("no field");
    expect(outcomeCurves(field, VALIDATION)).toEqual([
      {
        id: "version:x x0",
        label: "A seed 0",
        colour: "var(--color-control)",
        dots: true,
        points: [{ x: 100, y: 5 }],
      },
      {
        id: "version:x x1",
        label: "A seed 1",
        colour: "var(--color-control)",
        dots: true,
        points: [{ x: 100, y: 6 }],
      },
      {
        id: "version:y y0",
        label: "B y v1",
        colour: "var(--color-accent)",
        dots: true,
        points: [{ x: 100, y: 4 }],
      },
    ]);
    expect(outcomeCurves(field, { kind: "train", domain: null }).map(({ points }) => points)).toEqual([
      [{ x: 50, y: 6 }],
      [{ x: 50, y: 7 }],
      [{ x: 50, y: 5 }],
    ]);
    expect(outcomeCurves(field, { kind: "domain", domain: "web" })[2]?.points).toEqual([{ x: 100, y: 5 }]);
  });

  it("say who ends lowest and by how much", () => {
    const [field] = outcomeFields([group("x", "short", [5, 6]), group("y", "short", [4])], all);
    if (field === undefined) throw new Error("no field");
    expect(fieldTitle(field, VALIDATION)).toBe("Validation loss: B ends lowest at 4.000, 1.500 below A");
    expect(fieldTitle({ ...field, groups: field.groups.slice(0, 1) }, VALIDATION)).toBe("Validation loss");
  });

  it("know the domains that were validated on", () => {
    expect(outcomeDomains([group("x", "short", [5])])).toEqual(["book", "web"]);
    expect(outcomeDomains([])).toEqual([]);
  });

  it("write a mean with its deviation where there are several runs", () => {
    expect([
      spreadText({ mean: 5.8121, sd: 0.0042, runs: 3 }),
      spreadText({ mean: 5.8121, sd: null, runs: 1 }),
      spreadText(null),
    ]).toEqual(["5.812 ± 0.004", "5.812", "none"]);
  });
});
