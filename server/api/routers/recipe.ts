import { procedure, router } from "@/server/api/trpc";
import { listRecipes } from "@/server/services/recipe/list";
import { saveRecipe, saveRecipeInput } from "@/server/services/recipe/save";

export const recipeRouter = router({
  list: procedure("read").query(({ ctx }) => listRecipes({ ctx })),
  save: procedure("save a recipe")
    .input(saveRecipeInput)
    .mutation(({ ctx, input }) => saveRecipe({ ctx, input })),
});
