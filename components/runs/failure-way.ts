const WAYS: ReadonlyMap<number, string> = new Map([
  [65, "The log names the file. Confirm the mixture again in the mixer, then train on the new selection."],
  [66, "Start a run with a lower learning rate or a longer warm-up on the page of the selection."],
  [78, "The log names the setting. Start a run with another one on the page of the selection."],
]);

/** The way out of a failure by its exit code, docs/training-contract.md; those of the map would only repeat themselves. */
export const failureWay = (code: number | null): string =>
  WAYS.get(code ?? 0) ??
  "See the log below. Train again to start over, or choose other settings on the page of the selection.";
