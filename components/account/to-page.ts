/** Where to go after signing in: a page of this studio, whatever an address claims. */
export function toPage(wanted: string | null): string {
  const isPath = wanted !== null && /^\/(?![/\\])/.test(wanted);
  return isPath && !wanted.startsWith("/sign-in") ? wanted : "/";
}
