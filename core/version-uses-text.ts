/** "2 selections and a review session": what pins a corpus version. */
export function versionUsesText(uses: readonly { readonly kind: "selection" | "review" }[]): string {
  const selections = uses.filter(({ kind }) => kind === "selection").length;
  const parts = [
    counted(selections, "a selection", "selections"),
    counted(uses.length - selections, "a review session", "review sessions"),
  ];
  return parts.filter((part) => part !== null).join(" and ");
}

const counted = (count: number, one: string, many: string): string | null =>
  count === 0 ? null : count === 1 ? one : `${String(count)} ${many}`;
