/** Addresses that stand for all of a machine's. */
const ANY = new Map([
  ["0.0.0.0", "127.0.0.1"],
  ["::", "[::1]"],
]);

/** How this machine reaches what listens on an address, as a part of a URL. */
export const hostInUrl = (host: string): string => ANY.get(host) ?? (host.includes(":") ? `[${host}]` : host);
