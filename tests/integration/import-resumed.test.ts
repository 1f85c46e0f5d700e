import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCorpus, type BuildOptions } from "@/server/services/corpus/build-corpus";
import { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { stagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { corpusPath, scratchPath } from "@/server/storage/home";
import { filesOf, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const PER_FILE = 2000;
let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "resumed-"));
  await writeSource(source, {
    "book/a.jsonl": madeRecords("book", PER_FILE),
    "c4/a.jsonl": [...madeRecords("c4", PER_FILE), "{broken"],
    "wikipedia/a.jsonl": madeRecords("wikipedia", PER_FILE),
  });
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

type Wanted = Omit<BuildOptions, "signal" | "progress">;

/** Small parts, so that many are closed before the sources end. */
const wanted = (): Wanted => ({
  id: randomUUID(),
  home: studio.home,
  source,
  validation: null,
  roots: null,
  mapping: {},
  maxRejects: 0.01,
  holdout: 0.01,
  sampleDocuments: 500,
  provenance: {},
  provenanceNote: "",
  licences: [],
  sizes: { blockBytes: 64 * 1024, partBytes: 512 * 1024 },
});

const build = (options: Wanted, progress = new ImportProgress(() => undefined)) =>
  buildCorpus({ ...options, signal: new AbortController().signal, progress });

async function closedParts({ id }: Wanted): Promise<number> {
  const { checkpoint } = stagingPaths(scratchPath(`import-${id}`, studio.home));
  const text = await readFile(checkpoint, "utf8").catch(() => null);
  return text === null ? 0 : (JSON.parse(text) as { parts: number }).parts;
}

/** Builds in a process of its own that is killed, without warning, once so many parts are closed. */
async function killedAfter(parts: number, options: Wanted): Promise<void> {
  const program = path.join(import.meta.dirname, "..", "support", "build-child.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(options)], {
    env: studio.env,
    stdio: "inherit",
  });
  const ended = once(child, "exit");
  while (child.exitCode === null && (await closedParts(options)) < parts) await pause(2);
  child.kill("SIGKILL");
  const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe("SIGKILL");
}

describe("an import that is killed again and again while it reads", () => {
  it("keeps its closed parts, reads on behind them, and is the corpus that an undisturbed one is", async () => {
    const undisturbed = await build(wanted());
    const files = filesOf(studio, undisturbed);
    const before = { scores: await files.scores(), texts: await files.texts() };
    await rm(corpusPath(undisturbed.fingerprint, studio.home), { recursive: true });

    const options = wanted();
    const { text } = stagingPaths(scratchPath(`import-${options.id}`, studio.home));
    const written: number[] = [];
    for (const parts of [2, 6]) {
      await killedAfter(parts, options);
      const closed = await closedParts(options);
      expect(closed).toBeGreaterThanOrEqual(parts);
      for (let part = written.length; part < closed; part += 1)
        written.push((await stat(text(part))).mtimeMs);
    }
    const { fingerprint, report } = await build(options);

    expect(fingerprint).toBe(undisturbed.fingerprint);
    expect({ ...report, seconds: 0 }).toEqual({ ...undisturbed.report, seconds: 0 });
    expect(report).toMatchObject({ accepted: 3 * PER_FILE, rejectedTotal: 1 });
    expect({ scores: await files.scores(), texts: await files.texts() }).toEqual(before);
    const texts = path.join(corpusPath(fingerprint, studio.home), "text");
    const kept = await Promise.all(
      written.map((_, part) =>
        stat(path.join(texts, path.basename(text(part)))).then(({ mtimeMs }) => mtimeMs),
      ),
    );
    expect(kept).toEqual(written);
  });
});
