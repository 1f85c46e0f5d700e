import type { Context } from "@/server/services/context";
import type { CorpusPart } from "@/server/services/corpus/find-corpus";
import { setArchived } from "@/server/services/corpus/set-archived";

/** Takes a corpus, or one version, out of lists and choosers; whatever pins it still opens. @throws StudioError `not-found` */
export const archiveCorpus = ({ ctx, input }: { ctx: Context; input: CorpusPart }): Promise<void> =>
  setArchived(ctx, input, new Date());
