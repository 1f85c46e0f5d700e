import { procedure, router } from "@/server/api/trpc";
import { confirmSelection, confirmSelectionInput } from "@/server/services/selection/confirm";
import { countSelection, countSelectionInput } from "@/server/services/selection/count";
import { getSelection, getSelectionInput } from "@/server/services/selection/get";
import { listSelections, listSelectionsInput } from "@/server/services/selection/list";

export const selectionRouter = router({
  count: procedure("read")
    .input(countSelectionInput)
    .query(({ ctx, input, signal }) => countSelection({ ctx, input, signal })),
  confirm: procedure("confirm a selection")
    .input(confirmSelectionInput)
    .mutation(({ ctx, input }) => confirmSelection({ ctx, input })),
  list: procedure("read")
    .input(listSelectionsInput)
    .query(({ ctx, input }) => listSelections({ ctx, input })),
  get: procedure("read")
    .input(getSelectionInput)
    .query(({ ctx, input }) => getSelection({ ctx, input })),
});
