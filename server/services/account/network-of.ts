import { isIPv6 } from "node:net";

/** What one household or machine has for itself: an IPv4 address, or the /64 that an IPv6 address lies in. */
export function networkOf(address: string): string {
  const whole = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(whole)) return whole;
  // A URL writes an address in its shortest form, without letters or dots to tell apart.
  const short = new URL(`http://[${whole}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = short.split("::").map((part) => part.split(":").filter((one) => one !== ""));
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(":")}::/64`;
}
