import { procedure, router } from "@/server/api/trpc";
import { beginUpload, beginUploadInput } from "@/server/services/upload/begin-upload";
import { discardUpload } from "@/server/services/upload/discard-upload";
import { getUploadState, uploadStateInput } from "@/server/services/upload/upload-state";

export const uploadRouter = router({
  begin: procedure("import a corpus")
    .input(beginUploadInput)
    .mutation(({ ctx, input }) => beginUpload({ ctx, input })),
  state: procedure("import a corpus")
    .input(uploadStateInput)
    .query(({ ctx, input }) => getUploadState({ ctx, input })),
  discard: procedure("import a corpus")
    .input(uploadStateInput)
    .mutation(({ ctx, input }) => discardUpload({ ctx, input })),
});
