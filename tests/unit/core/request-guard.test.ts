import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, refusal, type RequestFacts } from "@/core/request-guard";

const own: RequestFacts = {
  method: "GET",
  host: "127.0.0.1:3000",
  origin: null,
  fetchSite: "same-origin",
  isApi: true,
};
const OWN_PAGES = "This studio takes requests from its own pages only.";

describe("refusal", () => {
  it.each(["127.0.0.1", "127.0.0.1:3000", "localhost:3001", "[::1]:3000"])("answers as %s", (host) => {
    expect(refusal({ ...own, host })).toBeNull();
  });

  it.each([
    "evil.example",
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "localhost.evil.example:3000",
    "127.0.0.1:3000@evil",
    "",
  ])("does not answer as %j, a name that may point here by DNS rebinding", (host) => {
    expect(refusal({ ...own, host })).toBe(
      `This studio answers on 127.0.0.1 and localhost only, not as "${host}".`,
    );
  });

  it("does not answer without a Host header", () => {
    expect(refusal({ ...own, host: null })).toBe(
      'This studio answers on 127.0.0.1 and localhost only, not as "".',
    );
  });

  describe("of a team's studio", () => {
    const team = { ...own, host: "studio.example.org", served: "https://studio.example.org" };

    it("answers under its one name, to its own pages", () => {
      expect(refusal(team)).toBeNull();
      expect(refusal({ ...team, method: "POST", origin: "https://studio.example.org" })).toBeNull();
    });

    it.each(["127.0.0.1:3000", "studio.example.org:8443", "evil.example", "studio.example.org.evil.example"])(
      "does not answer as %s",
      (host) => {
        expect(refusal({ ...team, host })).toBe(
          `This studio answers on studio.example.org only, not as "${host}".`,
        );
      },
    );

    it.each(["http://studio.example.org", "https://studio.example.org:8443", "https://evil.example", "null"])(
      "does not take a change from %s",
      (origin) => {
        expect(refusal({ ...team, method: "POST", origin })).toBe(OWN_PAGES);
      },
    );
  });

  it("takes a change from its own origin", () => {
    expect(refusal({ ...own, method: "POST", origin: "http://127.0.0.1:3000" })).toBeNull();
  });

  it.each(["https://evil.example", "http://localhost:3000", "http://127.0.0.1:9999", "null"])(
    "refuses a change from the foreign origin %s",
    (origin) => {
      expect(refusal({ ...own, method: "POST", origin })).toBe(OWN_PAGES);
    },
  );

  it("refuses a change that does not say where it comes from", () => {
    expect(refusal({ ...own, method: "POST", fetchSite: null })).toBe(OWN_PAGES);
  });

  it.each(["cross-site", "same-site"])("refuses a %s read of the API", (fetchSite) => {
    expect(refusal({ ...own, fetchSite })).toBe(OWN_PAGES);
  });

  it("opens a page by a link from elsewhere", () => {
    expect(refusal({ ...own, isApi: false, fetchSite: "cross-site" })).toBeNull();
  });
});

describe("contentSecurityPolicy", () => {
  it("allows scripts by nonce only, never eval or another origin, once built", () => {
    const policy = contentSecurityPolicy("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(
      /https?:|'unsafe-eval'|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline/,
    );
  });
});
