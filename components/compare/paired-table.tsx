import type { ReactNode } from "react";
import type { Face } from "@/components/compare/compared-face";
import { FaceMark } from "@/components/compare/face-mark";
import { cx } from "@/components/ui/class-names";

export interface PairedCell {
  /** 0 … 1 of the longest bar of the table; null where there is no value. */
  readonly length: number | null;
  readonly text: string;
  /** Against the baseline, with its sign; null where they are equal. */
  readonly delta: string | null;
}

export interface PairedRow {
  readonly key: string;
  readonly name: ReactNode;
  /** In the order of the faces. */
  readonly cells: readonly PairedCell[];
  /** Between the name and the baseline. */
  readonly before?: string;
}

/** A row of words above the bars. */
export interface TextRow {
  readonly label: string;
  /** In the order of the faces. */
  readonly texts: readonly string[];
}

interface PairedTableProps {
  readonly caption: string;
  readonly head: string;
  /** Head of the column of `before`, where rows have it. */
  readonly beforeHead?: string;
  readonly faces: readonly Face[];
  readonly textRows?: readonly TextRow[];
  readonly rows: readonly PairedRow[];
  readonly foot?: { readonly name: string; readonly cells: readonly string[] };
}

const PINNED = "sticky z-1 bg-surface";

/** A value for each item and row, as bars against those of the baseline, whose column stays in sight. */
export const PairedTable = ({
  caption,
  head,
  beforeHead,
  faces,
  textRows = [],
  rows,
  foot,
}: PairedTableProps) => (
  <div
    tabIndex={0}
    role="region"
    aria-label={caption}
    className="overflow-x-auto focus-visible:-outline-offset-2"
  >
    <table className="min-w-full border-separate border-spacing-0 text-xs">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="h-8">
          <th scope="col" className={cx(PINNED, NAME, "text-left eyebrow border-b")}>
            {head}
          </th>
          {beforeHead !== undefined && (
            <th scope="col" className="eyebrow border-b px-2 text-right">
              {beforeHead}
            </th>
          )}
          {faces.map((face, place) => (
            <th
              key={face.key}
              scope="col"
              className={cx(
                "border-b px-3 text-left font-normal text-muted",
                place === 0 && cx(PINNED, BASELINE, beforeHead !== undefined && "max-sm:static"),
              )}
            >
              <FaceMark face={face} className={place === 0 ? "max-w-20 sm:max-w-44" : "max-w-52"} />
            </th>
          ))}
          <Filler />
        </tr>
      </thead>
      {textRows.length > 0 && (
        <tbody>
          {textRows.map((row) => (
            <Words key={row.label} row={row} faces={faces} />
          ))}
        </tbody>
      )}
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} faces={faces} hasBefore={beforeHead !== undefined} />
        ))}
      </tbody>
      {foot !== undefined && (
        <tfoot>
          <tr className="h-7 text-muted">
            <th scope="row" className={cx(PINNED, NAME, "border-t text-left font-normal")}>
              {foot.name}
            </th>
            {foot.cells.map((text, place) => (
              <td key={place} className={cx("border-t px-3", place === 0 && cx(PINNED, BASELINE))}>
                {text}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  </div>
);

const NAME = "left-0 w-30 min-w-30 max-w-30 pl-3 pr-2 sm:w-40 sm:min-w-40 sm:max-w-40";
const BASELINE = "left-30 border-r sm:left-40";

const Words = ({
  row: { label, texts },
  faces,
}: {
  readonly row: TextRow;
  readonly faces: readonly Face[];
}) => (
  <tr className="group h-8">
    <th
      scope="row"
      className={cx(PINNED, NAME, "border-b py-1 text-left text-sm font-normal group-hover:bg-hover")}
    >
      {label}
    </th>
    {texts.map((text, place) => (
      <td
        key={faces[place]?.key ?? place}
        className={cx(
          "border-b px-3 py-1 group-hover:bg-hover",
          place === 0 ? cx(PINNED, BASELINE) : text === texts[0] ? "text-faint" : "font-medium",
        )}
      >
        {text}
      </td>
    ))}
    <Filler />
  </tr>
);

/** Takes what is left of the width, so that the columns stay as wide as what they hold. */
const Filler = () => <td aria-hidden className="w-full border-b group-hover:bg-hover" />;

interface RowProps {
  readonly row: PairedRow;
  readonly faces: readonly Face[];
  readonly hasBefore: boolean;
}

const Row = ({ row: { name, cells, before }, faces, hasBefore }: RowProps) => (
  <tr className="group h-8">
    <th
      scope="row"
      className={cx(PINNED, NAME, "truncate border-b text-left text-sm font-normal group-hover:bg-hover")}
    >
      {name}
    </th>
    {hasBefore && <td className="border-b px-2 text-right text-muted group-hover:bg-hover">{before}</td>}
    {cells.map((cell, place) => (
      <td
        key={faces[place]?.key ?? place}
        className={cx(
          "border-b px-3 group-hover:bg-hover",
          place === 0 && cx(PINNED, BASELINE, hasBefore && "max-sm:static"),
        )}
      >
        <Cell
          cell={cell}
          baseline={place === 0 ? null : (cells[0] ?? null)}
          colour={faces[place]?.colour ?? ""}
        />
      </td>
    ))}
    <Filler />
  </tr>
);

interface CellProps {
  readonly cell: PairedCell;
  /** Null for the baseline itself. */
  readonly baseline: PairedCell | null;
  readonly colour: string;
}

const Cell = ({ cell, baseline, colour }: CellProps) => (
  <span className="flex items-center gap-2 whitespace-nowrap">
    <span
      aria-hidden
      className={cx(
        "flex w-24 flex-col gap-0.5 max-sm:order-last sm:w-36",
        baseline === null && "max-sm:hidden",
      )}
    >
      {baseline !== null && <Bar length={baseline.length} colour="var(--color-before)" />}
      <Bar length={cell.length} colour={baseline === null ? "var(--color-before)" : colour} />
    </span>
    <span className="w-12 text-right">{cell.text}</span>
    {baseline !== null && (
      <span
        className={cx(
          "w-13 text-right",
          cell.delta === null ? "text-faint" : cell.delta.startsWith("−") ? "text-lost" : "text-gained",
        )}
      >
        {cell.delta ?? "="}
      </span>
    )}
  </span>
);

const Bar = ({ length, colour }: { readonly length: number | null; readonly colour: string }) => (
  <span className="block h-1.5">
    {length !== null && length > 0 && (
      <span
        className="block h-full min-w-px rounded-r-[2px]"
        style={{ width: `${String(length * 100)}%`, background: colour }}
      />
    )}
  </span>
);
