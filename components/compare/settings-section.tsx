"use client";

import { useMemo } from "react";
import { ChartMenu } from "@/components/charts/chart-menu";
import type { Face } from "@/components/compare/compared-face";
import { PairedTable, type PairedRow } from "@/components/compare/paired-table";
import { FigureForReport } from "@/components/compare/report-figures";
import { settingsTable } from "@/components/compare/report-tables";
import { pointsOf, settingRows, weightRows, type WeightRow } from "@/components/compare/settings.prepare";
import { weightsChart, weightText } from "@/components/compare/weights-chart";
import { formatPlural, formatSigned } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";

interface SettingsSectionProps {
  readonly faces: readonly Face[];
  /** Whether what is equal everywhere shows, too. */
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
}

const ALL = { value: "all", label: "All settings" } as const;

/** What the recipes say: settings and weights, what differs first. */
export function SettingsSection({ faces, all, onAll }: SettingsSectionProps) {
  const recipes = useMemo(() => faces.map(({ item }) => item.recipe), [faces]);
  const settings = useMemo(() => settingRows(recipes), [recipes]);
  const weights = useMemo(() => weightRows(recipes), [recipes]);
  // A single recipe differs from nothing: it shows what it says.
  const alone = faces.length < 2;
  const shownSettings = settings.filter(
    ({ differs, texts }) => all || (alone ? texts[0] !== "none" : differs),
  );
  const shownWeights = weights.filter(
    ({ spread, cells }) => all || (alone ? (cells[0]?.share ?? 0) > 0 : spread > 0),
  );
  return (
    <Panel
      flush
      className="group/chart"
      title={settingsTitle(faces, settings, weights)}
      aside={
        <>
          <ChartMenu label="Weights" chart={() => weightsChart(faces, shownWeights)} />
          {shownSettings.length > 0 && <FigureForReport figure={() => settingsTable(faces, shownSettings)} />}
          {shownWeights.length > 0 && <FigureForReport figure={() => weightsChart(faces, shownWeights)} />}
          <Segmented
            label="Settings shown"
            value={all ? "all" : "differences"}
            options={[{ value: "differences", label: alone ? "In use" : "Differences" }, ALL]}
            onValue={(view) => onAll(view === "all")}
          />
        </>
      }
    >
      {shownSettings.length + shownWeights.length > 0 && (
        <PairedTable
          caption="Settings, and weights as shares of all weight of each recipe, against the baseline"
          head={shownWeights.length === 0 ? "Setting" : "Setting, % of weight"}
          faces={faces}
          textRows={shownSettings}
          rows={shownWeights.map(pairedRow)}
          {...(shownWeights.length === 0
            ? {}
            : {
                foot: {
                  name: "Sum, in points",
                  cells: faces.map(({ item }) => String(pointsOf(item.recipe))),
                },
              })}
        />
      )}
      {shownSettings.length + shownWeights.length === 0 && (
        <p className="p-3 text-sm text-muted">All of them select by the same weights and settings.</p>
      )}
    </Panel>
  );
}

function settingsTitle(
  faces: readonly Face[],
  settings: readonly { readonly differs: boolean }[],
  weights: readonly WeightRow[],
): string {
  if (faces.length < 2) return "Settings";
  const [changed, moved] = [
    settings.filter(({ differs }) => differs).length,
    weights.filter(({ spread }) => spread > 0).length,
  ];
  if (changed + moved === 0) return "Nothing differs";
  const most = weights[0];
  const which = most === undefined || most.spread === 0 ? "" : `; ${most.label} most`;
  const parts = [
    ...(changed === 0 ? [] : [formatPlural(changed, "setting")]),
    ...(moved === 0 ? [] : [formatPlural(moved, "weight")]),
  ];
  return `${parts.join(" and ")} ${changed + moved === 1 ? "differs" : "differ"}${which}`;
}

const pairedRow = ({ rater, label, cells }: WeightRow): PairedRow => ({
  key: rater,
  name: label,
  cells: cells.map((cell) => ({
    length: cell.length,
    text: weightText(cell),
    delta: cell.difference === 0 ? null : formatSigned(cell.difference * 100, 2),
  })),
});
