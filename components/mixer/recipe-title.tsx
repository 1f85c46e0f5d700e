"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { savedVersion } from "@/components/mixer/saved-version";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/components/ui/format";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { compareLink } from "@/core/comparison/compare-link";
import { recipeHash } from "@/core/recipe-identity";

/** The recipe's name, whether what is seen is saved, and the saved versions to open. */
export function RecipeTitle() {
  const name = useMixer((state) => state.recipe.name);
  return (
    <div className="flex min-w-0 items-center gap-2 max-sm:w-full">
      <Menu
        trigger={
          <Button variant="quiet" className="-ml-2 min-w-0 text-ink">
            <h1 className="truncate text-base font-semibold text-ink">{name}</h1>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
          </Button>
        }
      >
        <SavedVersions />
        <CompareItems />
      </Menu>
      <VersionState />
    </div>
  );
}

function VersionState() {
  const saved = useMixer((state) => state.saved);
  // A hash of what lies still: hashing every frame of a drag would cost more than it tells.
  const recipe = useMixer((state) => state.recipe);
  const dragging = useMixer((state) => state.grabbed !== null);
  const hash = useMemo(() => (dragging ? null : recipeHash(recipe)), [recipe, dragging]);
  if (saved === null) return <Badge>unsaved</Badge>;
  return hash === saved.recipeHash ? (
    <Badge tone="good">saved v{saved.number}</Badge>
  ) : (
    <Badge tone="warning">v{saved.number}, changed</Badge>
  );
}

/** The ways to a comparison, of what is saved: a draft has no name that a link could hold. */
function CompareItems() {
  const router = useRouter();
  const { id: corpusId, number } = useMixerCorpus();
  const saved = useMixer((state) => state.saved);
  const { data: recipes = [] } = useQuery(useTRPC().recipe.list.queryOptions());
  const own = recipes.find(({ versions }) => versions.some(({ id }) => id === saved?.versionId));
  const go = (ids: readonly string[]) =>
    router.push(
      compareLink(
        ids.map((id) => ({ kind: "version", id })),
        { corpusId, number },
      ),
    );
  const others = (own?.versions ?? []).map(({ id }) => id).filter((id) => id !== saved?.versionId);
  return (
    <>
      <MenuSeparator />
      <MenuItem
        disabled={saved === null}
        {...(saved === null ? { hint: "save it first" } : {})}
        onSelect={() => saved !== null && go([saved.versionId])}
      >
        {saved === null ? "Compare" : `Compare v${saved.number} with others`}
      </MenuItem>
      {saved !== null && others.length > 0 && (
        <MenuItem onSelect={() => go([saved.versionId, ...others])}>
          Compare all {others.length + 1} versions
        </MenuItem>
      )}
    </>
  );
}

function SavedVersions() {
  const store = useMixerStore();
  const current = useMixer((state) => state.saved?.versionId ?? null);
  const { data: recipes } = useQuery(useTRPC().recipe.list.queryOptions());
  if (recipes === undefined || recipes.length === 0) {
    return (
      <p className="max-w-56 px-2 py-1.5 text-xs text-muted">
        No version is saved yet. Save keeps this recipe as one.
      </p>
    );
  }
  return recipes.map((recipe) => (
    <div key={recipe.id} role="group" aria-label={recipe.name}>
      <MenuLabel>{recipe.name}</MenuLabel>
      {recipe.versions
        .toSorted((a, b) => b.number - a.number)
        .map((version) => (
          <MenuItem
            key={version.id}
            checked={version.id === current}
            hint={formatDate(version.createdAt)}
            onSelect={() =>
              store
                .getState()
                .opened(
                  version.body,
                  savedVersion(version, recipe.name, recipe.versions[0]?.number ?? version.number),
                )
            }
          >
            <span className="block max-w-64 truncate">
              v{version.number} {version.note}
            </span>
          </MenuItem>
        ))}
    </div>
  ));
}
