import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { RayBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";
import { rayClient } from "@/server/training/ray/ray-client";

const TOKEN = "a-secret-of-the-cluster";

/** An address that answers as heads, proxies and others in between do; and what it was asked. */
let server: http.Server;
let answer: (response: http.ServerResponse) => void;
let asked: http.IncomingMessage[];
let folder: string;
let backend: RayBackend;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    asked.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  folder = await mkdtemp(path.join(os.tmpdir(), "ray-client-"));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  asked = [];
  const tokenFile = path.join(folder, "token");
  await writeFile(tokenFile, `${TOKEN}\n`);
  backend = {
    id: "lab",
    kind: "ray",
    label: "Laboratory",
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    tokenFile,
    answerSeconds: 0.5,
    paths: [],
    python: "/opt/python",
    setup: [],
    checkpointSeconds: 120,
    pollSeconds: 1,
    templates: [],
  };
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const answers = (status: number, text: string, headers: http.OutgoingHttpHeaders = {}): void => {
  answer = (response) => response.writeHead(status, headers).end(text);
};

describe("the REST of a Ray", () => {
  it("is asked with the token on every request, and like no browser asks", async () => {
    answers(200, '{"ray_version": "2.55.1"}');
    expect(await rayClient(backend).version()).toBe("2.55.1");
    expect(asked.map(({ url, headers }) => [url, headers.authorization, headers["sec-fetch-mode"]])).toEqual([
      ["/api/version", `Bearer ${TOKEN}`, undefined],
    ]);
  });

  it("takes the token from a variable of the studio, and never tells what stands where it should be", async () => {
    vi.stubEnv("LAB_TOKEN", "two words");
    const where = { ...backend, tokenFile: undefined, tokenVariable: "LAB_TOKEN" };
    await expect(rayClient(where).version()).rejects.toMatchObject({
      code: "not-ready",
      message: "Laboratory: what stands there is no token: the environment variable LAB_TOKEN of the studio.",
    });
    vi.stubEnv("LAB_TOKEN", "other");
    answers(200, '{"ray_version": "2.55.1"}');
    await rayClient(where).version();
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer other"]);
  });

  it("does not follow to another address, where the token would go", async () => {
    answers(307, "", { location: "http://127.0.0.1:1/api/version" });
    await expect(rayClient(backend).version()).rejects.toMatchObject({
      code: "not-ready",
      message: `Laboratory: ${backend.address} answers with 307, which leads to another address.`,
    });
  });

  it.each([
    [500, "Traceback\nRuntimeError: GCS is down\n", "(RuntimeError: GCS is down)"],
    [502, "<html>Bad gateway</html>", "says 502."],
    [404, "<html>nothing here</html>", "Is it a Ray dashboard"],
    [200, "<html>sign in</html>", "answers in a form that is not known"],
    [200, '{"status": 7}', "answers in a form that is not known"],
  ])("has no answer about a job when it says %i %s", async (status, text, words) => {
    answers(status, text);
    const job = rayClient(backend).job("mrs-r-1-n");
    await expect(job).rejects.toThrow(BackendUnreachable);
    await expect(job).rejects.toThrow(words);
  });

  it("knows no job only when Ray itself says so", async () => {
    answers(404, "Job mrs-r-1-n does not exist");
    expect(await rayClient(backend).job("mrs-r-1-n")).toBeNull();
    answers(404, "<h1>The page /api/jobs/mrs-r-1-n does not exist</h1>");
    await expect(rayClient(backend).job("mrs-r-1-n")).rejects.toThrow(BackendUnreachable);
  });

  it("knows no package only when Ray itself says so", async () => {
    answers(404, "Package gcs://_ray_pkg_0.zip does not exist");
    expect(await rayClient(backend).hasPackage("_ray_pkg_0.zip")).toBe(false);
    await expect(rayClient(backend).hasPackage("_ray_pkg_1.zip")).rejects.toThrow(BackendUnreachable);
  });

  it("has no answer when none comes in time, or nobody listens", async () => {
    answer = () => undefined;
    await expect(rayClient(backend).jobs()).rejects.toThrow(`${backend.address} took longer than 0.5 s`);
    const nobody = rayClient({ ...backend, address: "http://127.0.0.1:1" });
    await expect(nobody.jobs()).rejects.toThrow(BackendUnreachable);
    await expect(nobody.jobs()).rejects.toThrow("http://127.0.0.1:1: ECONNREFUSED");
  });

  it("takes no answer that has no end", async () => {
    const piece = Buffer.alloc(16 * 1024 * 1024, " ");
    answer = (response) => {
      const send = (): void => {
        if (!response.destroyed) response.write(piece, send);
      };
      send();
    };
    const jobs = rayClient({ ...backend, answerSeconds: 60 }).jobs();
    await expect(jobs).rejects.toThrow(BackendUnreachable);
    await expect(jobs).rejects.toThrow("its answer is longer than 256 MiB");
  });

  it("tells a refusal from a fault, which a dashboard answers both with 500", async () => {
    const job = {
      ...{ submission_id: "mrs-r-1-n", entrypoint: "true", entrypoint_num_cpus: 1, entrypoint_num_gpus: 0 },
      ...{ entrypoint_memory: 0, entrypoint_resources: {}, runtime_env: { env_vars: {} }, metadata: {} },
    };
    const agent = "RuntimeError: Request failed with status code 400: Traceback\n";
    answers(
      500,
      `${agent}ValueError: Job with submission_id mrs-r-1-n already exists. Please use another.\n.\n`,
    );
    await rayClient(backend).submit(job);
    answers(500, `${agent}ValueError: no such field ${TOKEN}\n.\n`);
    await expect(rayClient(backend).submit(job)).rejects.toMatchObject({
      code: "unavailable",
      message: "Laboratory refused: 500 (ValueError: no such field (token)).",
    });
  });

  it("reads what Ray says of jobs, its codes as a shell says them", async () => {
    const mark = { run: "r", attempt: "2", nonce: "n", studio: "/runs" };
    const job = (status: string, more: object) => ({ submission_id: status, status, message: "m", ...more });
    answers(
      200,
      JSON.stringify([
        job("PENDING", { metadata: mark }),
        job("RUNNING", { metadata: { job_name: "someone's" } }),
        job("FAILED", { driver_exit_code: -9, driver_agent_http_address: "http://n:1" }),
        job("FAILED", { error_type: "JOB_SUPERVISOR_ACTOR_START_TIMEOUT" }),
        job("RESTING", {}),
        { submission_id: null, status: "RUNNING" },
      ]),
    );
    const jobs = await rayClient(backend).jobs();
    expect(jobs.map(({ mark: own, state }) => [own?.attempt ?? null, state])).toEqual([
      ["2", { kind: "queued" }],
      [null, { kind: "running" }],
      [null, { kind: "ended", status: "FAILED", began: true, exitCode: 137, timedOut: false }],
      [null, { kind: "ended", status: "FAILED", began: false, exitCode: null, timedOut: true }],
      [null, { kind: "running" }],
    ]);
  });
});
