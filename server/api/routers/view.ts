import { procedure, router } from "@/server/api/trpc";
import { archiveView, archiveViewInput } from "@/server/services/view/archive";
import { listViews, listViewsInput } from "@/server/services/view/list";
import { saveView, saveViewInput } from "@/server/services/view/save";

export const viewRouter = router({
  list: procedure("read")
    .input(listViewsInput)
    .query(({ ctx, input }) => listViews({ ctx, input })),
  save: procedure("save a view")
    .input(saveViewInput)
    .mutation(({ ctx, input }) => saveView({ ctx, input })),
  archive: procedure("archive a view")
    .input(archiveViewInput)
    .mutation(({ ctx, input }) => archiveView({ ctx, input })),
});
