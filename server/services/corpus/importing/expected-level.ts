export interface Level {
  /** Σ softmax(logits)ₖ · k, in 0 … K − 1. */
  readonly expected: number;
  /** Index of the highest logit, the lowest on ties. */
  readonly argmax: number;
}

/** What the finite logits of a classifier say about its levels 0 … K − 1. */
export function levelOf(logits: readonly number[]): Level {
  const highest = Math.max(...logits);
  let sum = 0;
  let weighted = 0;
  logits.forEach((logit, level) => {
    const odds = Math.exp(logit - highest);
    sum += odds;
    weighted += odds * level;
  });
  return { expected: weighted / sum, argmax: logits.indexOf(highest) };
}
