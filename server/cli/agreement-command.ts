import { parseArgs } from "node:util";
import { agreementFigures, type AgreementFigures } from "@/core/agreement/agreement-figures";
import { DRAWS } from "@/core/agreement/alpha-interval";
import { LEVELS, type Level } from "@/core/agreement/krippendorff-alpha";
import { StudioError } from "@/core/errors";
import { numeric, oneOf, required, type Command } from "@/server/cli/command";
import { readRatings } from "@/server/services/agreement/read-ratings";

/** Of the draws where none is given. */
const SEED = 1;

export const agreementCommand: Command = {
  usage:
    "agreement FILE.jsonl --unit F --rater F --value F --level nominal|ordinal|interval|ratio [--scale 0,1,2] [--seed N]",
  summary:
    "say how far raters agree (Krippendorff's α with its 95 % interval, κ), one rating a line; F are names of fields, --scale all categories for Cohen's κ",
  async run({ signal }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        unit: { type: "string" },
        rater: { type: "string" },
        value: { type: "string" },
        level: { type: "string" },
        scale: { type: "string" },
        seed: { type: "string" },
      },
    });
    const file = required(positionals[0], "The file of ratings");
    const level = oneOf(required(values.level, "--level"), "--level", LEVELS);
    const fields = {
      unit: required(values.unit, "--unit"),
      rater: required(values.rater, "--rater"),
      value: required(values.value, "--value"),
    };
    const seed = numeric(values.seed, "--seed") ?? SEED;
    const { ratings, missing } = await readRatings(file, fields, level, signal);
    const scale = scaleOf(values.scale, level, ratings);
    const figures = agreementFigures(ratings, level, { seed, scale });
    return {
      json: { ...figures, missing, level, seed, draws: DRAWS },
      lines: linesOf(figures, level, missing),
    };
  },
};

function scaleOf(
  text: string | undefined,
  level: Level,
  ratings: readonly { readonly value: number }[],
): readonly number[] | undefined {
  if (text === undefined) return undefined;
  if (level === "nominal")
    throw new StudioError(
      "invalid-input",
      "--scale orders numbers, but the level is nominal.",
      "Leave it out.",
    );
  const scale = text.split(",").map((part) => numeric(part, "--scale") ?? Number.NaN);
  const stray = ratings.find(({ value }) => !scale.includes(value));
  if (stray === undefined) return scale;
  throw new StudioError(
    "invalid-input",
    `A rating is ${String(stray.value)}, which is not on the scale ${text}.`,
    "Name every category of the scale.",
  );
}

function linesOf(figures: AgreementFigures, level: Level, missing: number): string[] {
  const { alpha, low, high, units, raters, ratings, pairableUnits, cohenKappa } = figures;
  const count = (value: number): string => value.toLocaleString("en-US");
  const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
  return [
    `${count(ratings)} ratings of ${count(units)} units by ${count(raters)} raters; ${count(pairableUnits)} units have two or more, ${count(missing)} lines have no value.`,
    alpha === null
      ? "Krippendorff's α is not defined: nothing could have disagreed."
      : `Krippendorff's α ${figure(alpha)}, 95 % interval ${figure(low)} to ${figure(high)} (${count(DRAWS)} draws of units).`,
    `Raw agreement ${figure(figures.rawAgreement)}`,
    ...(figures.fleissKappa === null ? [] : [`Fleiss' κ ${figure(figures.fleissKappa)}`]),
    ...(cohenKappa === null
      ? []
      : [
          level === "nominal"
            ? `Cohen's κ ${figure(cohenKappa.unweighted)}`
            : `Cohen's κ ${figure(cohenKappa.unweighted)}, linear weights ${figure(cohenKappa.linear)}, quadratic ${figure(cohenKappa.quadratic)}`,
        ]),
  ];
}
