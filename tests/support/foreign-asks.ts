import { randomUUID } from "node:crypto";
import type { createCaller } from "@/server/api/caller";
import { microCampaign } from "@/tests/support/campaign-settings";
import { RECIPE, type OtherWorkspace } from "@/tests/support/other-workspace";
import { SETTINGS } from "@/tests/support/review-session";

export type Api = ReturnType<typeof createCaller>;
/** A call of a procedure with ids of another workspace. */
export type Ask = (api: Api, there: OtherWorkspace) => Promise<unknown>;

export const listing = { sort: { by: "ordinal", descending: false } } as const;
const version = ({ version: versionId }: OtherWorkspace) => ({ versionId });
const items = ({ run, selection, recipeVersion }: OtherWorkspace) => [
  { kind: "run", id: run } as const,
  { kind: "selection", id: selection } as const,
  { kind: "version", id: recipeVersion } as const,
];
const pair = (there: OtherWorkspace) => {
  const [baseline, other] = items(there);
  if (baseline === undefined || other === undefined) throw new Error("no items");
  return { ...version(there), baseline, other };
};
const recipe = RECIPE;
const fitId = randomUUID();

/** Procedures that are told an id, told one of another workspace. All must find nothing. */
export const BY_ID: Readonly<Record<string, Ask>> = {
  "account.changeRole": (api, { email }) => api.account.changeRole({ email, role: "viewer" }),
  "account.remove": (api, { email }) => api.account.remove({ email }),
  "account.sessions": (api, { email }) => api.account.sessions({ email }),
  "account.endSession": (api, { email, signIn }) => api.account.endSession({ email, id: signIn }),
  "campaign.archive": (api, { campaign: id }) => api.campaign.archive({ id, archived: true }),
  "campaign.check": (api, { campaign: id }) => api.campaign.check({ id }),
  "campaign.create": (api, { version: corpusVersionId }) =>
    api.campaign.create({ id: randomUUID(), name: "n", corpusVersionId, settings: microCampaign() }),
  "campaign.estimate": (api, { version: corpusVersionId }) =>
    api.campaign.estimate({ corpusVersionId, settings: microCampaign() }),
  "campaign.extend": (api, { campaign: id }) =>
    api.campaign.extend({ id, after: 0, more: { kind: "draws", count: 1 } }),
  "campaign.fit": (api, { campaign: id }) => api.campaign.fit({ id, fitId }),
  "campaign.fitWhole": (api, { campaign: id }) => api.campaign.fitWhole({ id, fitId }),
  "campaign.fits": (api, { campaign: id }) => api.campaign.fits({ id }),
  "campaign.get": (api, { campaign: id }) => api.campaign.get({ id }),
  "campaign.importLosses": (api, { campaign: id }) =>
    api.campaign.importLosses({ id, csv: "proxy,validation\n1,3\n" }),
  "campaign.resume": (api, { campaign: id }) => api.campaign.resume({ id }),
  "campaign.saveRecipe": (api, { campaign: id }) =>
    api.campaign.saveRecipe({ id, fitId, versionId: randomUUID(), name: "n" }),
  "campaign.stop": (api, { campaign: id }) => api.campaign.stop({ id }),
  "comparison.between": (api, there) =>
    api.comparison.between({ ...version(there), first: pair(there).baseline, second: pair(there).other }),
  "comparison.changed": (api, there) =>
    api.comparison.changed({ ...pair(there), side: "gained", offset: 0, limit: 1 }),
  "comparison.items": (api, there) => api.comparison.items({ items: items(there), ...version(there) }),
  "comparison.pair": (api, there) => api.comparison.pair(pair(there)),
  "comparison.sets": (api, there) => api.comparison.sets({ ...version(there), items: items(there) }),
  "corpus.archive": (api, { corpus: corpusId }) => api.corpus.archive({ corpusId }),
  "corpus.card": (api, { corpus: corpusId }) => api.corpus.card({ corpusId }),
  "corpus.compare": (api, { corpus: corpusId }) => api.corpus.compare({ corpusId, before: 1, after: 2 }),
  "corpus.get": (api, { corpus: corpusId }) => api.corpus.get({ corpusId }),
  "corpus.openProfile": (api, there) => api.corpus.openProfile(version(there)),
  "corpus.overview": (api, { corpus: corpusId }) => api.corpus.overview({ corpusId }),
  "corpus.profile": (api, there) => api.corpus.profile(version(there)),
  "corpus.removal": (api, { corpus: corpusId }) => api.corpus.removal({ corpusId }),
  "corpus.remove": (api, { corpus: corpusId }) => api.corpus.remove({ corpusId }),
  "corpus.report": (api, there) => api.corpus.report(version(there)),
  "corpus.restore": (api, { corpus: corpusId }) => api.corpus.restore({ corpusId }),
  "corpus.saveCard": (api, { corpus: corpusId }) =>
    api.corpus.saveCard({ corpusId, version: 0, fields: FIELDS }),
  "corpus.versions": (api, { corpus: corpusId }) => api.corpus.versions({ corpusId }),
  "document.boundary": (api, there) => api.document.boundary({ ...version(there), recipe }),
  "document.byOrdinals": (api, there) => api.document.byOrdinals({ ...version(there), ordinals: [0] }),
  "document.domainRanks": (api, there) => api.document.domainRanks({ ...version(there), ordinal: 0 }),
  "document.find": (api, there) => api.document.find({ ...version(there), id: "book-000" }),
  "document.flips": (api, there) => api.document.flips({ ...version(there), ordinal: 0, recipe }),
  "document.get": (api, there) => api.document.get({ ...version(there), ordinal: 0 }),
  "document.ids": (api, there) => api.document.ids({ ...version(there), ordinals: [0] }),
  "document.neighbours": (api, there) => api.document.neighbours({ ...version(there), ordinal: 0, recipe }),
  "document.openListing": (api, there) => api.document.openListing({ ...version(there), listing }),
  "document.ordinals": (api, there) =>
    api.document.ordinals({ ...version(there), listing, offset: 0, limit: 1 }),
  "document.page": (api, there) => api.document.page({ ...version(there), listing, offset: 0, limit: 1 }),
  "document.position": (api, there) => api.document.position({ ...version(there), listing, ordinal: 0 }),
  "document.profile": (api, there) =>
    api.document.profile({ ...version(there), listing, raters: ["word_count"] }),
  "document.seenBy": (api, there) => api.document.seenBy({ ...version(there), ordinal: 0 }),
  "document.standing": (api, there) => api.document.standing({ ...version(there), ordinal: 0, recipe }),
  "document.text": (api, there) => api.document.text({ ...version(there), ordinal: 0 }),
  "evaluation.cancel": (api, { evaluation: id }) => api.evaluation.cancel({ id }),
  "evaluation.get": (api, { evaluation: id }) => api.evaluation.get({ id }),
  "evaluation.ofRun": (api, { run: id }) => api.evaluation.ofRun({ id }),
  "evaluation.submit": (api, { run: runId }) =>
    api.evaluation.submit({
      id: randomUUID(),
      runId,
      settings: { tasks: [{ name: "validation" }] },
      backend: "local",
    }),
  "job.cancel": (api, { job: id }) => api.job.cancel({ id }),
  "job.get": (api, { job: id }) => api.job.get({ id }),
  "job.watch": (api, { job: id }) => api.job.watch({ id }),
  "preview.figures": (api, there) => api.preview.figures({ ...version(there), recipe }),
  "preview.noise": (api, there) => api.preview.noise({ ...version(there), seed: 1 }),
  "preview.open": (api, { corpus: corpusId }) => api.preview.open({ corpusId }),
  "question.leverage": (api, there) => api.question.leverage({ ...version(there), recipe }),
  "question.relations": (api, there) => api.question.relations({ ...version(there), recipe }),
  "question.stability": (api, there) => api.question.stability({ ...version(there), recipe }),
  "report.archive": (api, { report: id }) => api.report.archive({ id, archived: true }),
  "report.edit": (api, { report: id }) => api.report.edit({ id, version: 1, title: "t", text: "t" }),
  "report.get": (api, { report: id }) => api.report.get({ id }),
  "review.calibration": (api, { session: id }) => api.review.calibration({ id }),
  "review.change": (api, { session: id }) => api.review.change({ id, change: "close" }),
  "review.corpus": (api, { session: id }) => api.review.corpus({ id }),
  "review.create": (api, there) =>
    api.review.create({ id: randomUUID(), ...version(there), name: "n", settings: SETTINGS }),
  "review.disputes": (api, { session: id }) => api.review.disputes({ id }),
  "review.drift": (api, { session: id }) => api.review.drift({ id }),
  "review.figures": (api, { session: id }) => api.review.figures({ id }),
  "review.get": (api, { session: id }) => api.review.get({ id }),
  "review.giveGold": (api, { session: id }) => api.review.giveGold({ id, text: "{}" }),
  "review.gold": (api, { session: id }) => api.review.gold({ id }),
  "review.history": (api, { session: sessionId, reviewed: documentId }) =>
    api.review.history({ sessionId, documentId }),
  "review.join": (api, { session: sessionId }) =>
    api.review.join({ sessionId, name: "n", key: "a".repeat(64) }),
  "review.raters": (api, { session: id }) => api.review.raters({ id }),
  "review.rule": (api, { session: sessionId, reviewed: documentId }) =>
    api.review.rule({ sessionId, documentId, version: 1, ruling: null }),
  "run.cancel": (api, { run: id }) => api.run.cancel({ id }),
  "run.card": (api, { run: id }) => api.run.card({ id }),
  "run.check": (api, { run: id }) => api.run.check({ id }),
  "run.dataBytes": (api, { selection: selectionId }) => api.run.dataBytes({ selectionId }),
  "run.events": (api, { run: id }) => api.run.events({ id }),
  "run.get": (api, { run: id }) => api.run.get({ id }),
  "run.lineage": (api, { run: id }) => api.run.lineage({ id }),
  "run.log": (api, { run: id }) => api.run.log({ id, attempt: 1 }),
  "run.plan": (api, { selection: selectionId, train }) => api.run.plan({ selectionId, model: "tiny", train }),
  "run.relatives": (api, { run: id }) => api.run.relatives({ id }),
  "run.rerun": (api, { run: id, train }) =>
    api.run.rerun({ id, newId: randomUUID(), name: "n", model: "tiny", train }),
  "run.retry": (api, { run: id }) => api.run.retry({ id, newId: randomUUID() }),
  "run.settings": (api, { run: id }) => api.run.settings({ id }),
  "run.submit": (api, { selection: selectionId, train }) =>
    api.run.submit({ id: randomUUID(), selectionId, name: "n", backend: "local", model: "tiny", train }),
  "selection.confirm": (api, there) =>
    api.selection.confirm({
      id: randomUUID(),
      ...version(there),
      recipe,
      expected: { documents: 1, tokens: 1 },
    }),
  "selection.count": (api, there) => api.selection.count({ ...version(there), recipe }),
  "selection.get": (api, { selection: id }) => api.selection.get({ id }),
  "view.archive": (api, { view: id }) => api.view.archive({ id }),
  "view.save": (api, { corpus: corpusId }) =>
    api.view.save({ id: randomUUID(), corpusId, name: "n", query: "" }),
};

/** Those of reviewers: by a key that another workspace gave. */
export const BY_KEY: Readonly<Record<string, Ask>> = {
  "review.answer": (api, { key, reviewed: documentId }) =>
    api.review.answer({
      ...{ key, change: randomUUID(), documentId, base: 0, answeredAt: new Date(), seconds: 1 },
      answer: {
        state: "answered",
        note: "",
        spans: [],
        flagged: false,
        values: { readability: 1, keep: "keep" },
      },
    }),
  "review.assign": (api, { key }) => api.review.assign({ key, count: 1 }),
  "review.mine": (api, { key }) => api.review.mine({ key }),
  "review.myHistory": (api, { key, reviewed: documentId }) => api.review.myHistory({ key, documentId }),
  "review.read": (api, { key, reviewed: documentId }) => api.review.read({ key, documentId }),
};

/** Those that list, or say of each id what became of it: nothing of another workspace is in their answer. */
export const TELLING: Readonly<Record<string, Ask>> = {
  "account.audit": (api) => api.account.audit({}),
  "account.people": (api) => api.account.people(),
  "account.takeBack": (api, { invitation: id }) => api.account.takeBack({ id }),
  "campaign.list": (api) => api.campaign.list({}),
  "comparison.evaluations": (api, there) =>
    api.comparison.evaluations({ items: items(there), kind: "plain" }),
  "comparison.outcomes": (api, there) => api.comparison.outcomes({ items: items(there) }),
  "corpus.archived": (api) => api.corpus.archived(),
  "corpus.diskUse": (api) => api.corpus.diskUse(),
  "corpus.leftovers": (api) => api.corpus.leftovers(),
  "corpus.list": (api) => api.corpus.list(),
  "corpus.rejects": (api, there) => api.corpus.rejects({ id: there.version }),
  "job.active": (api) => api.job.active(),
  "recipe.list": (api) => api.recipe.list(),
  "report.list": (api) => api.report.list(),
  "review.list": (api) => api.review.list(),
  "run.cancelMany": (api, { run }) => api.run.cancelMany({ ids: [run] }),
  "run.list": (api, { campaign: campaignId }) => api.run.list({ campaignId }),
  "run.orphans": (api) => api.run.orphans(),
  "run.retryMany": (api, { run: id }) => api.run.retryMany({ runs: [{ id, newId: randomUUID() }] }),
  "selection.list": (api, there) => api.selection.list(version(there)),
  "view.list": (api, { corpus: corpusId }) => api.view.list({ corpusId }),
};

/** Those that are told no id of a row: what they make is the caller's, or lies in a folder under a name that only its maker knows. */
export const NO_ID = `
  account.invite campaign.createDemo corpus.cleanUp corpus.import corpus.importRoots corpus.inspect corpus.synthesise
  recipe.save report.create run.models system.backends system.gpu system.prepareGpu
  upload.begin upload.discard upload.state`
  .trim()
  .split(/\s+/);

const FIELDS = { summary: "s" };
