interface Use {
  readonly kind: "selection" | "review" | "campaign";
}

/** "2 selections and a review session": what pins a corpus version. */
export function versionUsesText(uses: readonly Use[]): string {
  const count = (kind: Use["kind"]): number => uses.filter((use) => use.kind === kind).length;
  const parts = [
    counted(count("selection"), "a selection", "selections"),
    counted(count("review"), "a review session", "review sessions"),
    counted(count("campaign"), "a campaign", "campaigns"),
  ].filter((part) => part !== null);
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

const counted = (count: number, one: string, many: string): string | null =>
  count === 0 ? null : count === 1 ? one : `${String(count)} ${many}`;
