"use client";

import { useMemo } from "react";
import { ChartMenu } from "@/components/charts/chart-menu";
import type { ExportedChart } from "@/core/exported-chart";
import { HeatMap } from "@/components/charts/heat-map";
import { SignedBars } from "@/components/charts/signed-bars";
import { TickStrip } from "@/components/charts/tick-strip";
import { DominanceNotice } from "@/components/mixer/dominance-notice";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { hasWeight } from "@/components/mixer/preview-source";
import {
  dominanceChart,
  leverageChart,
  relationsChart,
  stabilityChart,
} from "@/components/mixer/question-charts";
import { QuestionFrame, QuestionTitle } from "@/components/mixer/question-frame";
import {
  dominanceBars,
  leverageBars,
  prepareHeatMap,
  prepareStability,
} from "@/components/mixer/questions.prepare";
import type { RaterQuestions } from "@/components/mixer/use-rater-questions";
import { formatCount, formatPercent } from "@/components/ui/format";
import type { Leverage } from "@/core/questions/leverage";
import type { Relations } from "@/core/questions/relations";
import type { Stability } from "@/core/questions/stability";

const RELATIONS = {
  title: "Dominance and correlation",
  meaning: "which raters decide the score, and which say the same",
};
const LEVERAGE = {
  title: "Leverage",
  meaning: "share of the selected tokens that leave when the weight of a rater is 0",
};
const STABILITY = {
  title: "Stability",
  meaning: "what stays of the selection when every weight is about 10 % off",
};

/** What the weighted raters do to the score and to the selection, worked out by the server over the whole corpus. */
export function QuestionsPanel({ relations, leverage, stability }: RaterQuestions) {
  const weighted = useMixer((state) => hasWeight(state.recipe));
  if (!weighted)
    return (
      <p className="text-sm text-muted">Every weight is 0, so there is no rater to question. Raise one.</p>
    );
  return (
    <section aria-label="Raters questioned" className="space-y-3">
      <QuestionFrame state={relations} {...RELATIONS} unit="passes" cost="reads all documents">
        {(answer) => (
          <div className="space-y-4">
            <DominanceNotice relations={answer} />
            <Dominance relations={answer} />
            <Correlation relations={answer} />
          </div>
        )}
      </QuestionFrame>
      <QuestionFrame state={leverage} {...LEVERAGE} unit="raters" cost="selects once without each rater">
        {(answer) => <LeveragePart leverage={answer} />}
      </QuestionFrame>
      <QuestionFrame state={stability} {...STABILITY} unit="draws" cost="selects 32 times">
        {(answer) => <StabilityPart stability={answer} />}
      </QuestionFrame>
    </section>
  );
}

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <span className="truncate text-xs text-muted">{name}</span>
    <span className="shrink-0 font-semibold">{value}</span>
  </>
);

interface TakeAlongProps {
  readonly label: string;
  readonly draw: (names: readonly string[]) => ExportedChart;
}

function TakeAlong({ label, draw }: TakeAlongProps) {
  const store = useMixerStore();
  const { name, number } = useMixerCorpus();
  const chart = () => draw([`${name} v${String(number)}`, store.getState().recipe.name]);
  return <ChartMenu label={label} chart={chart} />;
}

function Dominance({ relations }: { readonly relations: Relations }) {
  const bars = dominanceBars(relations);
  const [first] = bars;
  return (
    <div className="group/chart">
      <QuestionTitle
        title="Dominance"
        menu={<TakeAlong label="Dominance" draw={(names) => dominanceChart(names, relations)} />}
        meaning={`share of the score's variance over ${formatCount(relations.documents)} documents; below 0 where a rater works against the others`}
        figure={
          first !== undefined &&
          relations.dominance !== null && <Figure name={first.name} value={first.text} />
        }
      />
      {relations.dominance === null ? (
        <p className="text-sm text-muted">The score is the same for all documents, so no rater decides it.</p>
      ) : (
        <SignedBars label="Share of the score's variance by rater" bars={bars} />
      )}
    </div>
  );
}

function Correlation({ relations }: { readonly relations: Relations }) {
  const figures = useMemo(() => prepareHeatMap(relations), [relations]);
  const { names, order, value, sentence, strongest } = figures;
  return (
    <div className="group/chart">
      <QuestionTitle
        title="Correlation"
        menu={<TakeAlong label="Correlation" draw={(names) => relationsChart(names, relations)} />}
        meaning="of the normalised scores, turned as the recipe turns them; what is alike stands together"
        figure={strongest !== null && <Figure name={strongest.names} value={strongest.value} />}
      />
      {names.length < 2 ? (
        <p className="text-sm text-muted">Only one rater has a weight: there are no two to compare.</p>
      ) : (
        <div className="rounded-md border bg-surface p-2">
          <HeatMap
            dense
            label="Correlation of the weighted raters"
            names={names}
            order={order}
            value={value}
            sentence={sentence}
          />
        </div>
      )}
    </div>
  );
}

function LeveragePart({ leverage }: { readonly leverage: Leverage }) {
  const bars = leverageBars(leverage);
  const [first] = bars;
  const alone = leverage.raters.length === 1;
  return (
    <div className="group/chart">
      <QuestionTitle
        {...LEVERAGE}
        menu={<TakeAlong label="Leverage" draw={(names) => leverageChart(names, leverage)} />}
        figure={first !== undefined && !alone && <Figure name={first.name} value={first.text} />}
      />
      {alone ? (
        <p className="text-sm text-muted">Only one rater has a weight: without it nothing is ranked.</p>
      ) : (
        <SignedBars label="Share of the selected tokens lost without each rater" bars={bars} />
      )}
    </div>
  );
}

function StabilityPart({ stability }: { readonly stability: Stability }) {
  const { mean, spread, sentence, low, high } = prepareStability(stability);
  return (
    <div className="group/chart">
      <QuestionTitle
        {...STABILITY}
        menu={<TakeAlong label="Stability" draw={(names) => stabilityChart(names, stability)} />}
        figure={
          <>
            <span className="font-semibold">{mean}</span>
            <span className="text-xs text-muted">{spread}</span>
          </>
        }
      />
      <TickStrip
        values={stability.draws}
        mean={stability.mean}
        low={low}
        high={high}
        label={`Share of tokens in both selections in each of ${stability.draws.length} draws`}
        format={(share) => formatPercent(share, 0)}
      />
      <p className="pt-1 text-xs text-muted">{sentence}</p>
    </div>
  );
}
