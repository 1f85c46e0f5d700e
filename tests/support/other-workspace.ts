import { randomBytes, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { RecipeInput } from "@/core/recipe";
import { defaultTrainSettings } from "@/core/train-settings";
import { invite } from "@/server/services/account/invite";
import { PARTS_FOLDER } from "@/server/services/corpus/corpus-info";
import { joinSession } from "@/server/services/review/join-session";
import { saveRecipe } from "@/server/services/recipe/save";
import { saveView } from "@/server/services/view/save";
import { corpusPath } from "@/server/storage/home";
import { microCampaign } from "@/tests/support/campaign-settings";
import { openSession, reviewCorpus, sessionDocuments } from "@/tests/support/review-session";
import { stagedRun } from "@/tests/support/staged-run";
import type { TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

/** In the names of everything there, and nowhere else. */
export const SECRET = "of-the-other-workspace";

export const RECIPE: RecipeInput = {
  ...{ name: SECRET, weights: { word_count: 1 }, normalisation: "rank", budget: { share: 0.5 } },
};

/** Ids of what lies in a workspace beside that of the studio, of every kind that a request can name. */
export type OtherWorkspace = Awaited<ReturnType<typeof otherWorkspace>>;

export async function otherWorkspace(studio: TestStudio) {
  const ctx = { ...studio.ctx, workspaceId: "other", actor: `somebody@${SECRET}.example.org` };
  const there: TestStudio = { ...studio, ctx };
  const owned = { workspaceId: "other", createdBy: ctx.actor };
  const selection = await trainableSelection(there, 0.15);
  const run = await stagedRun(there, selection, SECRET);
  const version = await ctx.db.corpusVersion.findFirstOrThrow({
    where: { selections: { some: { id: selection } } },
  });
  await ctx.db.corpus.update({ where: { id: version.corpusId }, data: { name: SECRET } });
  const recipe = await saveRecipe({ ctx, input: { id: randomUUID(), recipe: RECIPE } });
  const view = await saveView({
    ctx,
    input: { id: randomUUID(), corpusId: version.corpusId, name: SECRET, query: "" },
  });
  const report = await ctx.db.report.create({
    data: { id: randomUUID(), ...owned, title: SECRET, text: "", body: {}, updatedBy: ctx.actor },
  });
  const texted = await reviewCorpus(there);
  const session = await openSession(there, texted);
  const key = randomBytes(32).toString("hex");
  await joinSession({ ctx, input: { sessionId: session.id, name: SECRET, key } });
  const [part] = await readdir(path.join(corpusPath(version.fingerprint, studio.home), PARTS_FOLDER));
  const [document] = await sessionDocuments(there, session.id);
  const evaluation = await ctx.db.evaluation.create({
    data: {
      id: randomUUID(),
      ...owned,
      runId: run,
      config: {},
      backend: "local",
      state: "running",
      modelSha256: "0",
      totalSteps: 1,
    },
  });
  const campaign = await ctx.db.campaign.create({
    data: {
      id: randomUUID(),
      ...owned,
      name: SECRET,
      corpusVersionId: version.id,
      settings: microCampaign(),
    },
  });
  const job = await ctx.db.job.create({
    data: { id: randomUUID(), ...owned, kind: "import-corpus", key: SECRET, payload: {} },
  });
  const email = `person@${SECRET}.example.org`;
  const person = await ctx.db.person.create({
    data: { id: randomUUID(), ...owned, updatedAt: new Date(), email, name: SECRET, role: "admin" },
  });
  const signIn = await ctx.db.signIn.create({
    data: {
      id: randomUUID(),
      personId: person.id,
      token: randomUUID(),
      expiresAt: new Date(Date.now() + 9e8),
    },
  });
  const invited = await invite({ ctx, input: { email: `invited@${SECRET}.example.org`, role: "viewer" } });
  const invitation = await ctx.db.invitation.findFirstOrThrow({ where: { workspaceId: "other" } });
  return {
    ...{ corpus: version.corpusId, version: version.id, fingerprint: version.fingerprint, selection, run },
    ...{ recipeVersion: recipe.id, view: view.id, report: report.id, session: session.id, key, email },
    ...{ reviewed: document?.id ?? "", evaluation: evaluation.id, campaign: campaign.id, job: job.id },
    ...{ person: person.id, signIn: signIn.id, invitation: invitation.id, invitationToken: invited.token },
    ...{ part: path.parse(part ?? "").name, train: defaultTrainSettings("tiny") },
  };
}
