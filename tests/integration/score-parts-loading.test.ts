import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, partsOfKind } from "@/core/score-parts";
import { openDuckDb } from "@/server/duckdb/engine";
import { makeScoreParts, type MadeParts } from "@/tests/support/made-score-parts";
import { buildTable, type ByteProgress } from "@/workers/browser/build-table";

describe("the loading of score parts", () => {
  let server: Server;
  let origin: string;
  let folder: string;
  let table: MadeParts;
  let damage: (file: string, time: number) => boolean;
  const asked = new Map<string, number>();
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "parts-"));
    const engine = await openDuckDb({ temporaryFolder: path.join(folder, "duckdb"), folders: [folder] });
    table = await makeScoreParts({ engine, folder }, { rows: 200, seed: 6, few: false, sampled: 200 });
    engine.close();
    server = createServer((request, response) => {
      const file = request.url?.slice(1) ?? "";
      const time = (asked.get(file) ?? 0) + 1;
      asked.set(file, time);
      readFile(path.join(table.folder, file)).then(
        (bytes) => {
          if (damage(file, time)) bytes[100] = (bytes[100] ?? 0) ^ 1;
          response.end(bytes);
        },
        () => response.writeHead(404).end("{}"),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    damage = () => false;
  });
  afterEach(() => asked.clear());

  const load = (told: ByteProgress[] = []) =>
    buildTable(
      { folder: origin, parts: partsOfKind(table.parts.sample, "values") },
      (progress) => told.push(progress),
      new AbortController().signal,
    );

  it("tells how many bytes of how many are here", async () => {
    const told: ByteProgress[] = [];
    await load(told);
    const total = bytesOf(partsOfKind(table.parts.sample, "values"));
    expect(told.at(-1)).toEqual({ loaded: total, total });
    expect(told.map(({ loaded }) => loaded)).toEqual(
      told.map(({ loaded }) => loaded).toSorted((a, b) => a - b),
    );
  });

  it("fetches a part that arrives damaged once again", async () => {
    const broken = `${table.parts.sample[1]?.sha256 ?? ""}.arrow`;
    damage = (file, time) => file === broken && time === 1;
    const told: ByteProgress[] = [];
    const whole = await load();
    asked.clear();
    expect(await load(told)).toEqual(whole);
    expect(asked.get(broken)).toBe(2);
    expect([...asked.values()].filter((times) => times > 1)).toHaveLength(1);
    expect(told.at(-1)?.loaded).toBe(told.at(-1)?.total);
  });

  it("says which part is damaged when it is so again", async () => {
    const sha256 = table.parts.sample[2]?.sha256 ?? "";
    damage = (file) => file === `${sha256}.arrow`;
    await expect(load()).rejects.toMatchObject({
      code: "corrupt",
      message: `A part of the scores (${sha256.slice(0, 12)}) arrived damaged, also when it was fetched again.`,
    });
    expect(asked.get(`${sha256}.arrow`)).toBe(2);
  });
});
