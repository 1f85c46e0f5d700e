import { mkdir, readFile, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { RATERS } from "@/core/raters";
import { expect, test } from "./support/test";

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request as anybody may write it, whatever a browser would allow. */
function ask(
  url: string,
  method = "GET",
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      let text = "";
      response.on("data", (data: Buffer) => (text += data.toString()));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.once("error", reject);
    request.end(body);
  });
}

/** What the server sends on a connection that carries `text` and no more, until it closes it, and after how many ms. */
function raw(url: string, text: string): Promise<{ readonly answer: string; readonly ms: number }> {
  const { port, hostname } = new URL(url);
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (data: Buffer) => (answer += data.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ answer, ms: performance.now() - began }));
  });
}

const JSON_TYPE = { "content-type": "application/json" };

test("CSRF: a change from another page is refused, whatever it says it is", async ({ studio }) => {
  const url = `${studio.url}/api/trpc/corpus.cleanUp`;
  const body = JSON.stringify({ json: { paths: ["tmp/none"] } });
  for (const headers of [
    { ...JSON_TYPE },
    { ...JSON_TYPE, origin: "https://evil.example" },
    { ...JSON_TYPE, origin: "null" },
    { "content-type": "text/plain", origin: "http://127.0.0.1:1" },
  ])
    expect((await ask(url, "POST", headers, body)).status).toBe(403);
  expect((await ask(`${url}?input=%7B%7D`, "GET", { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await ask(url, "POST", { ...JSON_TYPE, origin: studio.url }, body)).status).toBe(200);
  expect((await ask(`${url}?input=%7B%22json%22%3A%7B%22paths%22%3A%5B%5D%7D%7D`)).status).toBe(405);
});

test("DNS rebinding: no name but this machine's own is answered, on any path", async ({ studio }) => {
  for (const path of ["/", "/corpora", "/api/trpc/corpus.list", "/metrics", "/healthz", "/healthz/ready"])
    expect((await ask(`${studio.url}${path}`, "GET", { host: "evil.example" })).status).toBe(403);
});

test("every answer names its request, and a client cannot choose the name", async ({ studio }) => {
  const { headers } = await ask(`${studio.url}/healthz`, "GET", { "x-request-id": "\u00a0evil" });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("pages carry a policy without inline script or style element, and nothing of it from elsewhere", async ({
  studio,
}) => {
  const { headers } = await ask(`${studio.url}/corpora`);
  const policy = String(headers["content-security-policy"]);
  expect(policy).not.toMatch(/'unsafe-eval'|https?:|\*/);
  expect(policy.match(/[a-z-]+ [^;]*'unsafe-inline'/g)).toEqual(["style-src-attr 'unsafe-inline'"]);
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("style attributes: none in the HTML of a page but the mixer's, and that of the list of messages", async ({
  studio,
}) => {
  const list = JSON.parse((await ask(`${studio.url}/api/trpc/corpus.list`)).text) as {
    readonly result: { readonly data: { readonly json: readonly { readonly id: string }[] } };
  };
  const corpus = list.result.data.json[0]?.id ?? "";
  const styled = async (path: string): Promise<string[]> => {
    const tags = (await ask(`${studio.url}${path}`)).text.match(/<[a-z][^>]* style="[^"]*"/g) ?? [];
    return tags.map((tag) => tag.slice(tag.indexOf(" style=")));
  };
  const messages = ' style="pointer-events:none"';
  for (const path of [
    ...[
      "/corpora",
      `/corpora/${corpus}`,
      `/browse/${corpus}`,
      `/browse/${corpus}?document=40`,
      "/selections",
    ],
    ...["/runs", "/campaigns", "/compare", "/reports", "/review"],
  ])
    expect([path, await styled(path)]).toEqual([path, [messages]]);
  const own = /transform:scaleX|background:var\(--color-domain|flex-grow/;
  const radix = /radix-slider|display:none|outline:none|left:[\d.]+%;right:[\d.]+%/;
  const rest = (await styled(`/mixer/${corpus}`)).filter((style) => !own.test(style) && !radix.test(style));
  expect(rest).toEqual([messages]);
});

test("oversized bodies: refused unread, with or without a length", async ({ studio }) => {
  const head = `POST /api/trpc/recipe.save HTTP/1.1\r\nHost: ${new URL(studio.url).host}\r\nOrigin: ${studio.url}\r\n`;
  expect((await raw(studio.url, `${head}Content-Length: 20000000\r\n\r\n`)).answer).toMatch(
    /^HTTP\/1\.1 413 /,
  );
  expect((await raw(studio.url, `${head}Transfer-Encoding: chunked\r\n\r\n`)).answer).toMatch(
    /^HTTP\/1\.1 411 /,
  );
  expect((await raw(studio.url, `${head}X-Long: ${"a".repeat(40_000)}\r\n\r\n`)).answer).toMatch(
    /^HTTP\/1\.1 431 /,
  );
});

test("slow clients: a request that never ends its head is closed, and others are answered meanwhile", async ({
  studio,
}) => {
  const slow = Array.from({ length: 200 }, () =>
    raw(studio.url, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "),
  );
  expect((await ask(`${studio.url}/healthz`)).status).toBe(200);
  for (const { answer, ms } of await Promise.all(slow)) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(ms).toBeLessThan(60_000);
  }
});

test("path traversal: no path leads to a file of this machine", async ({ studio }) => {
  for (const path of [
    "/../../../etc/passwd",
    "/..%2f..%2f..%2fetc/passwd",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/duckdb/..%2f..%2fpackage.json",
    "/api/preview/..%2f..%2f/studio.db",
    "/api/preview/0/..%2f..%2f..%2fstudio.db",
    "/api/rejects/..%2f..%2fstudio.db",
  ]) {
    const { status, text } = await ask(`${studio.url}${path}`);
    expect([path, status >= 400, /root:|"dependencies"|SQLite/.test(text)]).toEqual([path, true, false]);
  }
});

test("health and metrics: alive, ready, and counted by procedure", async ({ studio }) => {
  expect(JSON.parse((await ask(`${studio.url}/healthz`)).text)).toEqual({ ok: true });
  const fine = { ok: true, why: null };
  await expect
    .poll(async () => JSON.parse((await ask(`${studio.url}/healthz/ready`)).text) as unknown)
    .toEqual({ ready: true, database: fine, disk: fine, worker: fine });
  await ask(`${studio.url}/api/trpc/corpus.list`);
  const { text } = await ask(`${studio.url}/metrics`);
  expect(text).toMatch(/studio_request_seconds_count\{procedure="corpus\.list",outcome="ok"\} \d+/);
  expect(text).toContain("# TYPE studio_jobs gauge");
  expect(text).toMatch(/studio_disk_free_bytes \d+/);
});

const HOSTILE = `<script>window.pwned=1</script><img src=x onerror="window.pwned=1"><svg onload="window.pwned=1">`;

/** A released record whose every text tries to be code. */
function record(at: number): object {
  const ratings = RATERS.map(({ source }) => {
    if (source.kind === "scalar") return [source.field, at];
    if (source.kind === "item") return [source.field, Array.from({ length: source.length }, () => at)];
    return [source.field, Array.from({ length: source.levels }, (_, level) => (level === 0 ? 0 : at))];
  });
  const text = `${HOSTILE} \u202egnp.exe \u001b[2J \0 =HYPERLINK("http://evil.example")`;
  return {
    id: `=${HOSTILE}${String(at)}`,
    content: text,
    domain: HOSTILE,
    ntokens: 10,
    ...Object.fromEntries(ratings),
  };
}

test("hostile text: a corpus of code is shown as text, on every page", async ({
  page,
  studio,
  complaints,
}) => {
  const folder = join(studio.home, "hostile");
  await mkdir(folder);
  await writeFile(
    join(folder, "a.jsonl"),
    [0, 1, 2, 3].map((at) => `${JSON.stringify(record(at))}\n`).join(""),
  );
  const id = crypto.randomUUID();
  const body = JSON.stringify({
    json: { id, name: `x${HOSTILE}`.slice(0, 100), path: folder, mapping: { domain: "domain" } },
  });
  const asked = await ask(
    `${studio.url}/api/trpc/corpus.import`,
    "POST",
    { ...JSON_TYPE, origin: studio.url },
    body,
  );
  expect(asked.status, asked.text).toBe(200);
  await page.goto("/corpora");
  const link = page.getByRole("link", { name: "x<script>" }).first();
  await expect(link).toBeVisible();
  await link.click();
  await expect(page).toHaveURL(/\/corpora\/[^/]+$/);
  const corpus = page.url().split("/").at(-1) ?? "";
  for (const path of [`/corpora/${corpus}`, `/browse/${corpus}`, `/mixer/${corpus}`]) {
    await page.goto(path);
    await expect(page.getByText("<script>", { exact: false }).first()).toBeVisible();
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  }
  expect(complaints).toEqual([]);
  expect(studio.output()).not.toContain("\u001b[2J");
  await expect(readFile(join(studio.home, "studio.db"))).resolves.toBeDefined();
});
