"use client";

import { Dices } from "lucide-react";
import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { seedOf } from "@/core/recipe";
import { anotherSeed, withTemperature } from "@/core/recipe-constraints";

const HOTTEST = 1_000_000;

/** Noise on the ranking: the hotter, the less the score decides; a seed draws the same noise again. */
export function TemperatureFields() {
  const store = useMixerStore();
  const temperature = useMixer(({ recipe }) => recipe.temperature ?? 0);
  const seed = useMixer(({ recipe }) => seedOf(recipe));
  const edit = () => store.getState();
  const setSeed = (next: number) => edit().edited({ ...edit().recipe, seed: next });
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-start gap-3">
        <Field label="Temperature" hint={temperature === 0 ? "0: no noise" : "in points of the score"}>
          {(control) => (
            <NumberField
              {...control}
              value={temperature}
              min={0}
              max={HOTTEST}
              step={0.05}
              decimals={6}
              onCommit={(next) => edit().edited(withTemperature(edit().recipe, next === 0 ? null : next))}
              className="w-28"
            />
          )}
        </Field>
        <Field label="Seed" hint="the same noise again">
          {(control) => (
            <NumberField
              {...control}
              value={seed}
              min={0}
              max={Number.MAX_SAFE_INTEGER}
              decimals={0}
              disabled={temperature === 0}
              onCommit={setSeed}
              className="w-28"
            />
          )}
        </Field>
        <Button
          className="mt-5"
          disabled={temperature === 0}
          onClick={() => setSeed(anotherSeed(seed, Math.random()))}
        >
          <Dices aria-hidden className="size-3.5" /> Roll another seed
        </Button>
      </div>
      <p className="text-2xs text-muted">
        Documents rank by score ÷ temperature + Gumbel noise: a high score is likelier to be taken, not
        certain.
      </p>
    </div>
  );
}
