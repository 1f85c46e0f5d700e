import { Fragment } from "react";
import { TextLink } from "@/components/ui/text-link";
import { shortHash } from "@/components/ui/format";
import { recipeQuery } from "@/core/recipe-url";
import type { RunSummary } from "@/server/services/run/run-summary";

/** From the run back to the documents: selection, recipe, corpus; and to the campaign it is a proxy of. */
export function RunChain({ selection, campaignId }: Pick<RunSummary, "selection" | "campaignId">) {
  const links = [
    {
      kind: "selection",
      href: `/selections/${selection.id}`,
      name: shortHash(selection.selectionKey),
      title: selection.selectionKey,
    },
    {
      kind: "recipe",
      href: `/mixer/${selection.corpusId}${recipeQuery(selection.recipe)}`,
      name: selection.recipe.name,
    },
    { kind: "corpus", href: `/corpora/${selection.corpusId}`, name: selection.corpusName },
  ];
  return (
    <nav aria-label="Where the run comes from" className="flex flex-wrap items-baseline gap-x-1.5">
      <span>trained on</span>
      {links.map(({ kind, href, name, title = name }, index) => (
        <Fragment key={kind}>
          {index > 0 && <span aria-hidden>→</span>}
          <span>
            {kind}{" "}
            <TextLink href={href} title={title} className={kind === "selection" ? "font-mono text-xs" : ""}>
              {name}
            </TextLink>
          </span>
        </Fragment>
      ))}
      {campaignId !== null && (
        <span>
          · a proxy of <TextLink href={`/campaigns/${campaignId}`}>a campaign</TextLink>
        </span>
      )}
    </nav>
  );
}
