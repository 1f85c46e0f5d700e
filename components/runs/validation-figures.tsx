import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatNumber, formatTokens } from "@/components/ui/format";
import { taskLabel } from "@/core/evaluation/evaluation-tasks";
import type { TaskResult } from "@/core/evaluation/task-result";

type Domain = TaskResult["domains"][number];

const LABELS: Readonly<Record<string, string>> = {
  loss: "Loss, nats a token",
  perplexity: "Perplexity",
  bits_per_byte: "Bits a byte",
};

const COLUMNS: readonly Column<Domain>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: ({ domain }) => <span className="block truncate">{domain}</span>,
  },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
  { id: "loss", header: "Loss", align: "right", cell: ({ loss }) => loss.toFixed(4) },
  {
    id: "perplexity",
    header: "Perplexity",
    align: "right",
    cell: ({ loss }) => formatNumber(Math.exp(loss)),
  },
  {
    id: "bits",
    header: "Bits a byte",
    align: "right",
    cell: ({ bits_per_byte: bits }) => bits?.toFixed(4) ?? "–",
  },
];

/** A task that tells how well the model predicts texts rather than how many answers are right. */
export const ValidationFigures = ({ result }: { readonly result: TaskResult }) => (
  <section aria-label={taskLabel(result.task)} className="border-t">
    <div className="flex flex-wrap gap-x-6 gap-y-1 px-3 py-2 text-sm">
      <h3 className="font-semibold">{taskLabel(result.task)}</h3>
      {result.metrics.map(({ name, filter, value }) => (
        <span key={`${name},${filter}`}>
          <span className="text-muted">{LABELS[name] ?? name}</span> {formatNumber(value)}
        </span>
      ))}
      <span className="text-muted">
        {formatCount(result.n)} {result.source === "corpus" ? "tokens" : "items"}
      </span>
    </div>
    {result.domains.length > 0 && (
      <DataTable
        caption={`${taskLabel(result.task)} by domain`}
        columns={COLUMNS}
        rows={result.domains}
        rowKey={({ domain }) => domain}
      />
    )}
  </section>
);
