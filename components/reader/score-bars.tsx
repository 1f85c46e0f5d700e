import { percentileText, type ScoreFamily, type ScoreRow } from "@/components/reader/score-bars.prepare";
import { cx } from "@/components/ui/class-names";
import { FAMILY_LABELS } from "@/components/ui/family-label";
import { formatCount, formatNumber, formatSigned, formatTokens } from "@/components/ui/format";
import { PROVENANCES, type Provenance } from "@/core/statistics";

const MARKS: Readonly<Record<Provenance, { readonly mark: string; readonly text: string }>> = {
  imported: { mark: "·", text: "imported with the corpus" },
  computed: { mark: "∘", text: "computed by the studio by the rater's own rule" },
  "stand-in": { mark: "*", text: "stand-in: a documented heuristic, not the model's rating" },
  synthetic: { mark: "~", text: "synthetic: made up, no document was rated" },
};

interface ScoreBarsProps {
  readonly families: readonly ScoreFamily[];
  readonly domain: { readonly name: string; readonly documents: number };
  /** Whether a recipe gives contributions. */
  readonly scored: boolean;
}

/** The 25 scores of a document as percentiles of its corpus and of its domain, and what each adds to its score. */
export function ScoreBars({ families, domain, scored }: ScoreBarsProps) {
  const found = new Set(families.flatMap(({ rows }) => rows.flatMap(({ provenance }) => provenance ?? [])));
  return (
    <div>
      <table className="w-full table-fixed">
        <caption className="sr-only">
          Scores of the document: percentile in the corpus and in {domain.name}, value, contribution w·z
        </caption>
        <colgroup>
          <col />
          <col className="w-12" />
          <col className="w-18.5" />
          <col className="w-13" />
          <col className="w-12" />
        </colgroup>
        <thead>
          <tr className="text-2xs text-faint">
            <th scope="col" className="pt-2 text-left font-normal">
              <span className="sr-only">Rater</span>
            </th>
            <th scope="col" colSpan={2} className="pt-2 pr-2 text-right font-normal">
              corpus / domain
            </th>
            <th scope="col" className="pt-2 pr-2 text-right font-normal">
              value
            </th>
            <th scope="col" className="pt-2 text-right font-normal">
              {scored && "w·z"}
            </th>
          </tr>
        </thead>
        {families.map(({ family, rows, contribution }) => (
          <tbody key={family}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="eyebrow pt-2 pb-0.5 text-left">
                {FAMILY_LABELS[family]}
              </th>
              <td className="eyebrow pt-2 pb-0.5 text-right">
                {contribution !== null && formatSigned(contribution, 3)}
              </td>
            </tr>
            {rows.map((row) => (
              <ScoreLine key={row.rater} row={row} />
            ))}
          </tbody>
        ))}
      </table>
      <Legend domain={domain} provenances={PROVENANCES.filter((provenance) => found.has(provenance))} />
    </div>
  );
}

function ScoreLine({ row }: { readonly row: ScoreRow }) {
  const { label, state, value, provenance, inCorpus, inDomain, contribution, length } = row;
  return (
    <tr className="h-5.5 text-xs">
      <th scope="row" title={label} className="truncate pr-2 text-left font-normal">
        {label}
        {provenance !== null && (
          <>
            <span aria-hidden title={MARKS[provenance].text} className="pl-1 font-mono text-faint">
              {MARKS[provenance].mark}
            </span>
            <span className="sr-only">, {MARKS[provenance].text}</span>
          </>
        )}
      </th>
      <td className="pr-2">
        {state === "value" && <PercentileBar inCorpus={inCorpus} inDomain={inDomain} />}
      </td>
      <td className="pr-2 text-right whitespace-nowrap text-muted">
        {inCorpus !== null && percentileText(inCorpus)}
        {inCorpus !== null && ` / ${inDomain === null ? "…" : percentileText(inDomain)}`}
      </td>
      <td className={cx("pr-2 text-right whitespace-nowrap", state !== "value" && "text-faint")}>
        {value === null ? state : valueText(value)}
      </td>
      <td
        className="relative text-right whitespace-nowrap"
        title={state === "missing" ? "as the recipe counts a missing value" : undefined}
      >
        {contribution !== null && (
          <>
            <span className={cx(state === "missing" && "text-faint italic")}>
              {formatSigned(contribution, 3)}
            </span>
            <SignedBar length={length} />
          </>
        )}
      </td>
    </tr>
  );
}

/** Filled up to the percentile in the corpus; the tick stands at that in the domain. */
const PercentileBar = ({ inCorpus, inDomain }: Pick<ScoreRow, "inCorpus" | "inDomain">) => (
  <span aria-hidden className="relative block h-1.5 rounded-full bg-line">
    {inCorpus !== null && (
      <span
        className="absolute inset-y-0 left-0 rounded-full bg-accent"
        style={{ width: `${inCorpus * 100}%` }}
      />
    )}
    {inDomain !== null && (
      <span
        className="absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-ink outline-1 outline-surface"
        style={{ left: `${inDomain * 100}%` }}
      />
    )}
  </span>
);

/** Under the number, from the middle: to the right what adds to the score, to the left what takes from it. */
const SignedBar = ({ length }: { readonly length: number }) => (
  <span aria-hidden className="absolute inset-x-0.5 bottom-0 h-0.5 bg-line">
    <span
      className={cx("absolute inset-y-0", length < 0 ? "bg-lost" : "bg-gained")}
      style={{ left: `${50 + Math.min(0, length) * 50}%`, width: `${Math.abs(length) * 50}%` }}
    />
  </span>
);

/** DSIR's log likelihoods go into the millions. */
const valueText = (value: number): string =>
  Math.abs(value) < 10_000 ? formatNumber(value) : formatTokens(value);

function Legend({
  domain,
  provenances,
}: Pick<ScoreBarsProps, "domain"> & { readonly provenances: readonly Provenance[] }) {
  return (
    <div className="space-y-1 pt-3 text-2xs text-muted">
      <p className="flex items-center gap-2">
        <span className="w-8">
          <PercentileBar inCorpus={0.87} inDomain={0.62} />
        </span>
        <span>
          bar: percentile in the corpus; tick: in <bdi>{domain.name}</bdi>
          {domain.documents > 0 && `, all ${formatCount(domain.documents)} documents`}
        </span>
      </p>
      <ul>
        {provenances.map((provenance) => (
          <li key={provenance}>
            <span aria-hidden className="inline-block w-3 font-mono">
              {MARKS[provenance].mark}
            </span>
            {MARKS[provenance].text}
          </li>
        ))}
      </ul>
    </div>
  );
}
