import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "@/core/access";
import { createCaller } from "@/server/api/caller";
import { appRouter } from "@/server/api/root";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

/** Every procedure there is, under the least role that may call it. */
const PROCEDURES: Record<Role, string> = {
  viewer: `
    account.endSession account.sessions
    campaign.check campaign.estimate campaign.fitWhole campaign.fits campaign.get campaign.list
    comparison.between comparison.changed comparison.evaluations comparison.items comparison.outcomes comparison.pair
    comparison.sets
    corpus.archived corpus.card corpus.compare corpus.diskUse corpus.get corpus.list corpus.openProfile corpus.overview
    corpus.profile corpus.rejects corpus.report corpus.versions
    document.boundary document.byOrdinals document.domainRanks document.find document.flips document.get document.ids
    document.neighbours document.openListing document.ordinals document.page document.position document.profile
    document.seenBy document.standing document.text
    evaluation.get evaluation.ofRun
    job.active job.get job.watch
    preview.figures preview.noise preview.open
    question.leverage question.relations question.stability
    recipe.list report.get report.list
    review.calibration review.corpus review.drift review.figures review.get review.list review.raters
    run.card run.dataBytes run.events run.get run.lineage run.list run.log run.models run.orphans run.plan
    run.relatives run.settings
    selection.count selection.get selection.list
    system.backends system.gpu
    view.list`,
  reviewer: `review.answer review.assign review.join review.mine review.myHistory review.read`,
  curator: `
    campaign.fit campaign.saveRecipe
    corpus.archive corpus.import corpus.importRoots corpus.inspect corpus.restore corpus.saveCard corpus.synthesise
    job.cancel recipe.save report.archive report.create report.edit
    review.change review.create review.disputes review.giveGold review.gold review.history review.rule
    selection.confirm upload.begin upload.discard upload.state view.archive view.save`,
  operator: `
    campaign.archive campaign.create campaign.createDemo campaign.extend campaign.importLosses campaign.resume campaign.stop
    evaluation.cancel evaluation.submit
    run.cancel run.cancelMany run.check run.rerun run.retry run.retryMany run.submit
    system.prepareGpu`,
  admin: `
    account.audit account.changeRole account.invite account.people account.remove account.takeBack
    corpus.cleanUp corpus.leftovers corpus.removal corpus.remove`,
};

const namesOf = (role: Role): string[] => PROCEDURES[role].trim().split(/\s+/);

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

/** How a procedure answers a role that sends nothing: "forbidden", or whatever else comes of it. */
async function answerTo(role: Role, name: string): Promise<"forbidden" | "answered"> {
  const [router = "", procedure = ""] = name.split(".");
  const api = createCaller({ ...studio.ctx, actor: `${role}@example.org`, role }) as unknown as Record<
    string,
    Record<string, () => Promise<unknown>>
  >;
  try {
    await api[router]?.[procedure]?.();
    return "answered";
  } catch (error) {
    return error instanceof TRPCError && error.code === "FORBIDDEN" ? "forbidden" : "answered";
  }
}

describe("who may call what", () => {
  it("is declared here for every procedure, and for nothing that is none", () => {
    const declared = ROLES.flatMap(namesOf);
    expect([...declared].sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
    expect(new Set(declared).size).toBe(declared.length);
  });

  it.each(ROLES)(
    "is answered to a %s, and refused where the role is too low, by every procedure",
    async (role) => {
      const rank = ROLES.indexOf(role);
      const expected = ROLES.flatMap((least, at) =>
        namesOf(least).map((name) => `${name} ${at <= rank ? "answered" : "forbidden"}`),
      );
      const found: string[] = [];
      for (const name of ROLES.flatMap(namesOf)) found.push(`${name} ${await answerTo(role, name)}`);
      expect(found).toEqual(expected);
    },
  );
});
