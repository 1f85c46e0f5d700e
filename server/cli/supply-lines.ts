import { readFile } from "node:fs/promises";
import { brokenLimits, isLimited, supplyLimitsSchema, type SupplyLimits } from "@/core/campaign/supply";
import { StudioError } from "@/core/errors";
import { jsonOrNull } from "@/core/json-or-null";
import { share } from "@/server/cli/layout";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";
import { inWords } from "@/server/services/parse-input";

/** Limits out of a JSON file. @throws StudioError `not-found`, `invalid-input` that names the file */
export async function readLimits(file: string): Promise<SupplyLimits> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Name a JSON file of limits.");
  });
  const parsed = supplyLimitsSchema.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  throw new StudioError(
    "invalid-input",
    `${file}: ${inWords(parsed.error)}.`,
    'Limits are like {"passes": 4, "domains": {"github": {"min": 0.05, "max": 0.2}}}; each may be left out.',
  );
}

/** What the target would select by the optima of a fit, and whether that keeps the limits. */
export function supplyLines({ answer, supplied, wishes }: CampaignFit): string[] {
  if (answer.supply?.held === 0)
    return ["", `None of ${answer.supply.tried.toLocaleString("en-US")} candidates supplies what was asked.`];
  if (supplied === undefined) return [];
  const line = (label: string, of: typeof supplied.direct): string[] => {
    const parts = of.domains.map(({ domain, tokens }) => `${domain} ${share(tokens, of.tokens)}`);
    const broken = brokenLimits(of, wishes.supply).map((what) => `  A limit is broken: ${what}.`);
    return [`${label}: ${of.tokens.toLocaleString("en-US")} tokens, ${parts.join(", ")}`, ...broken];
  };
  return [
    "",
    `What the target would select${isLimited(wishes.supply) ? ", which was limited" : ""}`,
    ...line("searched directly", supplied.direct),
    ...line("mean of the best", supplied.meanOfBest),
  ];
}
