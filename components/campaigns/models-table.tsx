import { MODEL_LABELS, withInterval } from "@/components/campaigns/campaign-text";
import { DataTable, type Column } from "@/components/table/data-table";
import type { FitAnswer } from "@/core/learning/fit-answer";

type Tried = FitAnswer["tried"][number];

const rounded =
  (decimals: number) =>
  (value: number): string =>
    value.toFixed(decimals).replace("-", "−");

const correlation = (of: "spearman" | "pearson") => (tried: Tried) =>
  withInterval(tried[of], tried.low[of], tried.high[of], rounded(2));

/** Models that were tried, the best first, by proxies they had not seen. */
export const ModelsTable = ({ tried }: Pick<FitAnswer, "tried">) => (
  <DataTable
    caption="Models by cross-validation, with 95 % intervals"
    columns={COLUMNS}
    rows={tried}
    rowKey={({ model }) => model}
  />
);

const COLUMNS: readonly Column<Tried>[] = [
  {
    id: "model",
    header: "Model",
    cell: ({ model }) => <span className="font-medium">{MODEL_LABELS[model]}</span>,
  },
  { id: "spearman", header: "Spearman (95 %)", align: "right", cell: correlation("spearman") },
  { id: "pearson", header: "Pearson (95 %)", align: "right", from: "sm", cell: correlation("pearson") },
  {
    id: "rmse",
    header: "RMSE (95 %)",
    align: "right",
    cell: ({ rmse, low, high }) => withInterval(rmse, low.rmse, high.rmse, rounded(4)),
  },
];
