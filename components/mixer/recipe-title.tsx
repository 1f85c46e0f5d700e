"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/components/ui/format";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
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
              store.getState().opened(version.body, {
                versionId: version.id,
                name: recipe.name,
                number: version.number,
                recipeHash: version.recipeHash,
              })
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
