import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/page";
import { factsInForce } from "@/components/ui/recipe-facts";
import { TextLink } from "@/components/ui/text-link";
import { RATERS } from "@/core/raters";
import { directionOf, weightOf, type Recipe } from "@/core/recipe";
import { recipeQuery } from "@/core/recipe-url";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";

/** The recipe a selection was made with, and the way back to it. */
export function RecipePanel({ selection }: { readonly selection: SelectionDetail }) {
  const { recipe, corpus } = selection;
  return (
    <Panel
      title="Recipe"
      aside={
        <Button variant="quiet" asChild>
          <TextLink href={`/mixer/${corpus.id}${recipeQuery(recipe)}`}>Open in the mixer</TextLink>
        </Button>
      }
    >
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 pb-3 text-sm sm:grid-cols-4">
        {factsInForce(recipe).map(({ label, text }) => (
          <Setting key={label} label={label} value={text} />
        ))}
      </dl>
      <Weights recipe={recipe} />
      {recipe.note !== undefined && recipe.note !== "" && (
        <p className="pt-3 text-sm text-muted">{recipe.note}</p>
      )}
    </Panel>
  );
}

const Setting = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <dt className="eyebrow">{label}</dt>
    <dd className="break-words">
      <bdi>{value}</bdi>
    </dd>
  </div>
);

const pointsText = (points: number): string =>
  Math.abs(points - Number(points.toFixed(2))) < 1e-9 ? points.toFixed(2) : String(Number(points.toFixed(4)));

function Weights({ recipe }: { readonly recipe: Recipe }) {
  const used = RATERS.filter(({ id }) => weightOf(recipe, id) > 0).toSorted(
    (a, b) => weightOf(recipe, b.id) - weightOf(recipe, a.id),
  );
  const largest = Math.max(1e-12, ...used.map(({ id }) => weightOf(recipe, id)));
  return (
    <ul aria-label="Weights in points" className="grid gap-x-6 text-xs sm:grid-cols-2">
      {used.map(({ id, label }) => (
        <li key={id} className="flex h-6 items-center gap-2">
          <span className="w-36 truncate">{label}</span>
          <span className="h-1 flex-1">
            <span
              className="block h-full w-full origin-left rounded-full bg-accent"
              style={{ transform: `scaleX(${(weightOf(recipe, id) / largest).toFixed(4)})` }}
            />
          </span>
          <span className="w-4 text-center text-muted">{directionOf(recipe, id) === -1 ? "↓" : ""}</span>
          <span className="w-10 text-right">{pointsText(weightOf(recipe, id) * 100)}</span>
        </li>
      ))}
    </ul>
  );
}
