import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { keepFit, newestFit, readFit, readFitHeads } from "@/server/services/campaign/kept-fit";
import { campaignPath } from "@/server/storage/home";
import { madeFit } from "@/tests/unit/components/campaigns/fit-fixture";

const home = mkdtempSync(path.join(tmpdir(), "studio-fits-"));
afterAll(() => rmSync(home, { recursive: true }));

describe("kept fits", () => {
  it("are listed by heads that are read once, however many there are", async () => {
    const campaign = randomUUID();
    const minute = (at: number) => new Date(Date.UTC(2026, 10, 28, 4, at)).toISOString();
    for (let at = 0; at < 100; at += 1)
      await keepFit(campaign, madeFit({ id: randomUUID(), createdAt: minute(at) }), home);
    const listed = await readFitHeads(campaign, home);
    expect(listed.fits.map(({ createdAt }) => createdAt)).toEqual(
      Array.from({ length: 100 }, (_, at) => minute(99 - at)),
    );
    const folder = path.join(campaignPath(campaign, home), "fits");
    for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), "");
    expect(await readFitHeads(campaign, home)).toEqual(listed);
  });

  it("are read as they were written last", async () => {
    const campaign = randomUUID();
    const fit = madeFit({ id: randomUUID() });
    const counted = { documents: 1, tokens: 100, passes: 2, domains: [] };
    await keepFit(campaign, fit, home);
    expect((await readFit(campaign, fit.id, home)).supplied).toBeUndefined();
    const supplied = { direct: counted, meanOfBest: counted };
    await keepFit(campaign, { ...fit, supplied }, home);
    expect(await readFit(campaign, fit.id, home)).toEqual({ ...fit, supplied });
  });

  it("are the newest of a kind, or none", async () => {
    const campaign = randomUUID();
    const fits = ["a", "b", "a"].map((target, at) =>
      madeFit({
        id: randomUUID(),
        createdAt: `2026-11-28T0${String(at)}:00:00.000Z`,
        wishes: { ...madeFit().wishes, target },
      }),
    );
    for (const fit of fits) await keepFit(campaign, fit, home);
    const newestOf = (target: string) => newestFit(campaign, ({ wishes }) => wishes.target === target, home);
    expect([await newestOf("a"), await newestOf("b"), await newestOf("c")]).toEqual([fits[2], fits[1], null]);
  });
});
