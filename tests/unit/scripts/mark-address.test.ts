import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { markAddress } from "@/scripts/steps/mark-address";

/** The address that a request from 10.0.0.9 with these headers is taken to come from. */
function addressOf(headers: Record<string, string>, behindProxy: boolean): unknown {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: "10.0.0.9" });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  markAddress(request, behindProxy);
  return request.headers["x-studio-address"];
}

describe("where a request came from", () => {
  it("is whoever connected, whatever they claim", () => {
    const claims = { "x-studio-address": "1.2.3.4", "x-forwarded-for": "5.6.7.8" };
    expect(addressOf(claims, false)).toBe("10.0.0.9");
  });

  it("is what the proxy in front says, which is the last of what was forwarded", () => {
    const claims = { "x-studio-address": "1.2.3.4", "x-forwarded-for": "5.6.7.8, 203.0.113.7" };
    expect(addressOf(claims, true)).toBe("203.0.113.7");
    expect(addressOf({}, true)).toBe("10.0.0.9");
  });
});
