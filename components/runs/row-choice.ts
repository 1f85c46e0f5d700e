/** Rows that a person has chosen, and the one that a range begins at. */
export interface RowChoice {
  readonly chosen: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const NOTHING_CHOSEN: RowChoice = { chosen: new Set(), anchor: null };

/** Chooses a row or lets it go; with `extend` all rows from the anchor to it become what the anchor is. */
export function toggled(
  { chosen, anchor }: RowChoice,
  shown: readonly string[],
  id: string,
  extend: boolean,
): RowChoice {
  const from = anchor === null ? -1 : shown.indexOf(anchor);
  const to = shown.indexOf(id);
  const next = new Set(chosen);
  if (!extend || from < 0 || to < 0 || anchor === null) {
    if (!next.delete(id)) next.add(id);
    return { chosen: next, anchor: id };
  }
  for (const row of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (chosen.has(anchor)) next.add(row);
    else next.delete(row);
  }
  return { chosen: next, anchor };
}

/** All rows shown, or none of them where all are chosen already; what is not shown stays as it is. */
export function allToggled({ chosen }: RowChoice, shown: readonly string[]): RowChoice {
  const all = shown.every((id) => chosen.has(id));
  const hidden = [...chosen].filter((id) => !shown.includes(id));
  return { chosen: new Set(all ? hidden : [...hidden, ...shown]), anchor: null };
}

export const allChosen = ({ chosen }: RowChoice, shown: readonly string[]): boolean | "mixed" => {
  const count = shown.filter((id) => chosen.has(id)).length;
  return count === 0 ? false : count === shown.length ? true : "mixed";
};

/** Chooses all rows from one to another, both included. */
export function extended(
  { chosen }: RowChoice,
  shown: readonly string[],
  from: string,
  to: string,
): RowChoice {
  const [a, b] = [shown.indexOf(from), shown.indexOf(to)].sort((x, y) => x - y);
  return { chosen: new Set([...chosen, ...shown.slice(a, (b ?? 0) + 1)]), anchor: from };
}
