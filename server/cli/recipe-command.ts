import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { applyPreset, firstRecipe, presets } from "@/core/presets";
import { raterOf } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { writeRecipeJson } from "@/core/recipe-json";
import { required, type Answer, type Command, type Terminal } from "@/server/cli/command";
import { findCorpus } from "@/server/cli/find-corpus";
import { table } from "@/server/cli/layout";
import { questionRecipe } from "@/server/cli/question-recipe";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import { getCorpus } from "@/server/services/corpus/get";
import { listCorpora } from "@/server/services/corpus/list";
import { listRecipes } from "@/server/services/recipe/list";
import { saveRecipe } from "@/server/services/recipe/save";

export const recipeCommand: Command = {
  usage: "recipe [presets | show NAME | save FILE | question FILE] [--corpus C]",
  summary:
    "list saved recipes; print a preset or a saved one as JSON; save one as a new version; tell what each rater does to what one selects",
  run(terminal, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { corpus: { type: "string" } },
    });
    const [verb = "list", operand] = positionals;
    switch (verb) {
      case "list":
        return listSaved(terminal);
      case "presets":
        return listPresets(terminal, values.corpus);
      case "show":
        return show(terminal, required(operand, "The name of the recipe"), values.corpus);
      case "save":
        return save(terminal, required(operand, "The file to save"));
      case "question":
        return questionRecipe(terminal, required(operand, "The file of the recipe"), values.corpus);
      default:
        throw new StudioError(
          "invalid-input",
          `"recipe ${verb}" is unknown.`,
          `Use: ${recipeCommand.usage}.`,
        );
    }
  },
};

async function listSaved({ ctx }: Terminal): Promise<Answer> {
  const recipes = await listRecipes({ ctx });
  const rows = recipes.flatMap(({ name, versions }) =>
    versions.map(({ number, recipeHash, note }) => [name, number, recipeHash.slice(0, 12), note]),
  );
  return {
    json: { recipes },
    lines:
      rows.length === 0
        ? ["No recipe saved yet; recipe presets lists where to begin."]
        : table([["name", "version", "hash", "note"], ...rows]),
  };
}

interface NamedRecipe {
  readonly name: string;
  readonly recipe: Recipe;
}

/** Presets suit a corpus: raters it lacks are left out. Without --corpus, the first there is. */
async function presetRecipes({ ctx }: Terminal, wanted: string | undefined): Promise<NamedRecipe[]> {
  const name = wanted ?? (await listCorpora({ ctx }))[0]?.name;
  if (name === undefined) {
    throw new StudioError(
      "not-found",
      "Presets suit a corpus, and there is none yet.",
      "Import one: npm run studio -- import <path> --name N.",
    );
  }
  const { corpus, version } = await findCorpus(ctx, name);
  const { statistics } = await getCorpus({ ctx, input: { corpusId: corpus.id, number: version.number } });
  const first = firstRecipe(statistics);
  if (first === null) return [];
  return presets(statistics).map((preset) => {
    const label = preset.rater === null ? preset.id : raterOf(preset.rater).label;
    return { name: preset.id, recipe: { ...applyPreset(first, preset), name: label } };
  });
}

async function listPresets(terminal: Terminal, corpus: string | undefined): Promise<Answer> {
  const named = await presetRecipes(terminal, corpus);
  return { json: { presets: named }, lines: named.map(({ name }) => name) };
}

async function show(terminal: Terminal, name: string, corpus: string | undefined): Promise<Answer> {
  const saved = (await listRecipes(terminal)).find((recipe) => recipe.name === name)?.versions[0]?.body;
  const recipe =
    saved ?? (await presetRecipes(terminal, corpus)).find((preset) => preset.name === name)?.recipe;
  if (recipe !== undefined) return { json: recipe, lines: writeRecipeJson(recipe).trimEnd().split("\n") };
  throw new StudioError(
    "not-found",
    `There is no recipe and no preset "${name}".`,
    "recipe and recipe presets list what there is.",
  );
}

async function save({ ctx }: Terminal, file: string): Promise<Answer> {
  const { note, ...recipe } = await readRecipeFile(file);
  const version = await saveRecipe({ ctx, input: { id: randomUUID(), recipe, note: note ?? "" } });
  const { id, recipeId, number, recipeHash } = version;
  return {
    json: { id, recipeId, name: recipe.name, number, recipeHash },
    lines: [`Saved "${recipe.name}" as version ${String(number)} (${recipeHash.slice(0, 12)}).`],
  };
}
