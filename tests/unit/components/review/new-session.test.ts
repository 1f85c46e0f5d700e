import { describe, expect, it } from "vitest";
import { firstDraft, readDraft, type SessionDraft } from "@/components/review/new-session.prepare";

const draft = (part: Partial<SessionDraft>): SessionDraft => ({ ...firstDraft([]), ...part });

describe("the form of a session", () => {
  it("asks the four levels about documents of each domain, unless said otherwise", () => {
    expect(readDraft(firstDraft([])).settings).toEqual({
      sampling: { method: "stratified" },
      documents: 50,
      seed: 1,
      reviewers: 2,
      leaseMinutes: 30,
      questions: ["professionalism", "readability", "reasoning", "cleanliness"].map((rater) => ({
        kind: "level",
        rater,
      })),
    });
  });

  it("begins with the documents that were chosen in Browse", () => {
    expect(readDraft(firstDraft([4, 2])).settings?.sampling).toEqual({ method: "rows", ordinals: [4, 2] });
  });

  it("reads labels and ids as they are written", () => {
    const { settings } = readDraft(
      draft({ rubrics: [], labels: "Kind: news,  long fiction", method: "ids", ids: " a \n\nb" }),
    );
    expect(settings?.questions).toEqual([{ kind: "labels", name: "Kind", labels: ["news", "long fiction"] }]);
    expect(settings?.sampling).toEqual({ method: "ids", ids: ["a", "b"] });
  });

  it.each([
    [{ rubrics: [] }, "Ask at least one question."],
    [{ labels: "Kind" }, "Write labels like “Kind: news, fiction, manual”: a name and 2 to 9 labels."],
    [{ labels: "Kind: one, two, two" }, "questions 4 labels: a label stands twice"],
    [{ method: "ids" }, "Paste at least one id."],
    [{ method: "filter" }, "Choose at least one domain."],
    [{ method: "boundary" }, "Choose a recipe."],
    [{ method: "rows" }, "Select documents in Browse first."],
  ] as const)("says what is missing in %j", (part, fault) => {
    expect(readDraft(draft(part))).toEqual({ settings: null, fault });
  });
});
