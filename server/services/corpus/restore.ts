import type { Context } from "@/server/services/context";
import type { CorpusPart } from "@/server/services/corpus/find-corpus";
import { setArchived } from "@/server/services/corpus/set-archived";

/** Puts a corpus, or one version, back into lists and choosers. @throws StudioError `not-found` */
export const restoreCorpus = ({ ctx, input }: { ctx: Context; input: CorpusPart }): Promise<void> =>
  setArchived(ctx, input, null);
