"use client";

import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { RangeSlider, type SliderRange } from "@/components/ui/range-slider";
import { ownValue } from "@/core/own-value";
import { withBound } from "@/core/recipe-constraints";

const toShare = (percent: number): number => Number((percent / 100).toFixed(6));
const percentText = (percent: number): string => `${String(Number(percent.toFixed(2)))} % of the budget`;

/** The two bounds of a domain as handles on its bars, over 0 to 100 % of the budget; a drag is one step of the history. */
export function BoundHandles({ domain }: { readonly domain: string }) {
  const store = useMixerStore();
  const bound = useMixer(({ recipe: { domains } }) =>
    domains.rule === "bounds" ? (ownValue(domains.bounds, domain) ?? null) : null,
  );
  const { min = 0, max = 1 } = bound ?? {};
  const move = ({ from, to }: SliderRange) => {
    const { recipe, moved } = store.getState();
    if (recipe.domains.rule !== "bounds") return;
    const bounds = withBound(recipe.domains.bounds, domain, { min: toShare(from), max: toShare(to) });
    moved({ ...recipe, domains: { rule: "bounds", bounds } });
  };
  return (
    <RangeSlider
      labels={[`Least share of ${domain}`, `Greatest share of ${domain}`]}
      value={{ from: min * 100, to: max * 100 }}
      min={0}
      max={100}
      step={0.5}
      onValue={move}
      onCommit={() => store.getState().released()}
      valueText={percentText}
      className="absolute inset-x-0 -inset-y-1"
    />
  );
}
