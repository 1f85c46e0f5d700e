import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReportBody } from "@/core/report/report-body";
import { archiveReport } from "@/server/services/report/archive";
import { createReport } from "@/server/services/report/create";
import { editReport } from "@/server/services/report/edit";
import { getReport } from "@/server/services/report/get";
import { listReports } from "@/server/services/report/list";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
beforeEach(async () => {
  studio = await testStudio();
});
afterEach(() => studio.end());

const BODY: ReportBody = {
  query: "items=version:1,version:2",
  corpus: { name: "Demo", number: 1, fingerprint: "a".repeat(64) },
  items: [
    {
      ref: { kind: "version", id: "1" },
      label: "one",
      recipeHash: "b".repeat(64),
      contentHash: null,
      isBaseline: true,
    },
  ],
  sections: [
    {
      title: "Selections",
      figures: [
        {
          title: "Sizes",
          subtitle: "exact",
          names: ["Sizes"],
          table: { columns: [{ name: "documents" }], rows: [[12], [null]] },
          drawing: {
            width: 100,
            height: 50,
            marks: [{ kind: "rect", x: 0, y: 0, width: 10, height: 5, fill: "var(--color-accent)" }],
          },
        },
      ],
    },
  ],
};

const create = (id: string = randomUUID(), body: ReportBody = BODY) =>
  createReport({ ctx: studio.ctx, input: { id, title: "Mine", text: "", body } });
const get = (id: string) => getReport({ ctx: studio.ctx, input: { id } });
const edit = (id: string, version: number, text: string) =>
  editReport({ ctx: studio.ctx, input: { id, version, title: "Mine", text } });

describe("a report", () => {
  it("gives back what it was made of", async () => {
    const { id } = await create();
    expect(await get(id)).toMatchObject({ title: "Mine", text: "", version: 1, archived: false, body: BODY });
    expect((await listReports({ ctx: studio.ctx })).map((report) => report.id)).toEqual([id]);
  });

  it("is made once, however often it is sent", async () => {
    const id = randomUUID();
    await Promise.all([create(id), create(id), create(id)]);
    expect(await listReports({ ctx: studio.ctx })).toHaveLength(1);
  });

  it("is never replaced by another with its id", async () => {
    const { id } = await create();
    await expect(create(id, { ...BODY, query: "other" })).rejects.toMatchObject({ code: "conflict" });
    expect((await get(id)).body.query).toBe(BODY.query);
  });

  it("keeps the first of two texts that were written at once, and says so to the second", async () => {
    const { id } = await create();
    expect((await edit(id, 1, "first")).version).toBe(2);
    await expect(edit(id, 1, "second")).rejects.toMatchObject({ code: "conflict" });
    expect((await get(id)).text).toBe("first");
    expect((await edit(id, 1, "first")).version).toBe(2);
    expect((await edit(id, 2, "second")).text).toBe("second");
  });

  it("leaves the list when it is archived, keeps its link, and comes back", async () => {
    const { id } = await create();
    const archive = (archived: boolean) => archiveReport({ ctx: studio.ctx, input: { id, archived } });
    expect((await archive(true)).archived).toBe(true);
    expect((await get(id)).archived).toBe(true);
    expect((await archive(false)).archived).toBe(false);
  });

  it("takes no drawing that points anywhere", async () => {
    const marks = [{ kind: "rect", x: 0, y: 0, width: 1, height: 1, fill: "url(#elsewhere)" }] as const;
    const [section] = BODY.sections;
    const [chart] = section?.figures ?? [];
    if (section === undefined || chart === undefined) throw new Error("The body has a chart.");
    const body = {
      ...BODY,
      sections: [{ ...section, figures: [{ ...chart, drawing: { width: 1, height: 1, marks } }] }],
    };
    await expect(create(randomUUID(), body)).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("that does not exist is named", async () => {
    await expect(get("gone")).rejects.toMatchObject({
      code: "not-found",
      message: "There is no report gone.",
    });
  });
});
