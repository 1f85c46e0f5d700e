import { describe, expect, it } from "vitest";
import { servingOf } from "@/core/serving";

describe("how a studio is served", () => {
  it("is alone on loopback unless said otherwise, whatever the origin is", () => {
    const alone = { team: false, host: "127.0.0.1", origin: null };
    expect(servingOf({})).toEqual(alone);
    expect(servingOf({ STUDIO_MODE: "alone", STUDIO_ORIGIN: "https://studio.example.org" })).toEqual(alone);
  });

  it.each(["0.0.0.0", "192.168.1.5", "::", "studio.example.org", ""])(
    "is refused on %j without accounts",
    (STUDIO_HOST) => {
      expect(() => servingOf({ STUDIO_HOST })).toThrow(
        `STUDIO_HOST is "${STUDIO_HOST}", and this studio has no accounts: everybody who reaches it could do everything.`,
      );
    },
  );

  it.each(["::1", "[::1]"])("listens on %s as any loopback address", (STUDIO_HOST) => {
    expect(servingOf({ STUDIO_HOST })).toEqual({ team: false, host: "::1", origin: null });
    expect(servingOf({ STUDIO_MODE: "team", STUDIO_HOST })).toMatchObject({ team: true, host: "::1" });
  });

  it("takes http for an origin on loopback alone", () => {
    const team = { STUDIO_MODE: "team", STUDIO_ORIGIN: "http://[::1]:3000" };
    expect(servingOf(team).origin).toBe("http://[::1]:3000");
  });

  it("serves a team on loopback under any loopback name", () => {
    expect(servingOf({ STUDIO_MODE: "team" })).toEqual({ team: true, host: "127.0.0.1", origin: null });
  });

  it("serves a team anywhere else under one origin only", () => {
    const open = { STUDIO_MODE: "team", STUDIO_HOST: "0.0.0.0" };
    expect(() => servingOf(open)).toThrow(
      "STUDIO_ORIGIN does not say under which address people reach the studio",
    );
    expect(servingOf({ ...open, STUDIO_ORIGIN: "https://studio.example.org/" })).toEqual({
      team: true,
      host: "0.0.0.0",
      origin: "https://studio.example.org",
    });
  });

  it.each([
    "http://studio.example.org",
    "https://studio.example.org/path",
    "https://user@studio.example.org",
    "studio.example.org",
    "javascript:alert(1)",
    "https://",
  ])("does not take %j for an origin", (STUDIO_ORIGIN) => {
    expect(() => servingOf({ STUDIO_MODE: "team", STUDIO_ORIGIN })).toThrow(
      `STUDIO_ORIGIN is "${STUDIO_ORIGIN}".`,
    );
  });

  it("knows no third mode", () => {
    expect(() => servingOf({ STUDIO_MODE: "public" })).toThrow('STUDIO_MODE is "public".');
  });
});
