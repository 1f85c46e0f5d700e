/** In this order: most browsers also call themselves what those after them are called. */
const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrom", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;

const known = (names: readonly (readonly [string, string])[], text: string): string | undefined =>
  names.find(([part]) => text.includes(part))?.[1];

/** What a person would call the program that sent a `User-Agent`: Firefox on Windows. */
export function browserName(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "Unknown";
  const browser = known(BROWSERS, userAgent);
  if (browser === undefined) return userAgent.slice(0, 40);
  const system = known(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser} on ${system}`;
}
