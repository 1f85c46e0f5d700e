/** The address with some of its parameters set, or taken out where they are null; the others stay. */
export function withParameters(address: string, changes: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

/** Changes parameters of the address bar without a step in the history of the browser. */
export const setParameters = (changes: Readonly<Record<string, string | null>>): void =>
  window.history.replaceState(null, "", withParameters(window.location.href, changes));
