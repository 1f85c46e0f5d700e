import { describe, expect, it } from "vitest";
import type { Condition } from "@/components/corpus/browse/conditions.prepare";
import { culpritOf } from "@/components/corpus/browse/no-documents.prepare";

const condition = (id: Condition["id"]): Condition => ({ id, label: id, note: null, without: {} });
const counts = (totals: Partial<Record<Condition["id"], number | null>>) =>
  Object.entries(totals).map(([id, total]) => ({ condition: condition(id as Condition["id"]), total }));

describe("the condition to blame for an empty listing", () => {
  it("is the one without which most documents are left", () => {
    expect(culpritOf(counts({ tokens: 5, fluency: 90, domains: 0 }))?.condition.id).toBe("fluency");
  });
  it("is the search where the others leave any document", () => {
    expect(culpritOf(counts({ search: 3, fluency: 90 }))).toMatchObject({ total: 3 });
    expect(culpritOf(counts({ search: 3, fluency: 90 }))?.condition.id).toBe("search");
    expect(culpritOf(counts({ search: 0, fluency: 90 }))?.condition.id).toBe("fluency");
  });
  it("is none where none alone is to blame, or nothing is counted yet", () => {
    expect(culpritOf(counts({ tokens: 0, fluency: 0 }))).toBeNull();
    expect(culpritOf(counts({ tokens: null, fluency: null }))).toBeNull();
    expect(culpritOf([])).toBeNull();
  });
});
