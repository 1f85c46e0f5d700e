/** Words of a campaign that not everybody knows, in a sentence or two. */
export const MEANINGS = {
  prior:
    "The weights of the base recipe, where the search and a draw around the base begin. How far others are from it is the share of the weight that would have to be moved.",
  alpha:
    "How uneven the drawn weights are. At 1 every vector is as likely as any other, as the authors drew; below 1 a few raters have most of the weight; far above 1 all vectors are nearly equal weights.",
  evenly:
    "A low-discrepancy sequence: as likely as at α = 1, but each vector fills a gap that those before it have left, so that fewer proxies see as much.",
  concentration:
    "How near the drawn weights stay to those of the base recipe: the more, the nearer. The variance of a weight p is p (1 − p) / (concentration + 1).",
  passes:
    "How often a training reads its selection. Proxies should read theirs as often as the target will, for text that is read many times loses its worth.",
  strictness:
    "The share of the corpus that is selected. Weights that pick the best 1 % well need not pick the best 15 % well, so proxies should be about as strict as the target.",
  yardsticks:
    "Vectors that are trained to compare with, not to learn from: learned weights that do not beat equal weights and documents at random are not worth using.",
  seeds:
    "Two trainings that differ in nothing but the seed end with different losses. Several seeds tell that noise, and a difference within it means nothing. A verdict needs at least two; three or more tell much more.",
  heldOut:
    "Vectors drawn like the others whose losses are kept from the fit: how well it foretells them is how well it foretells what it has not seen.",
  interval:
    "CV+: where the loss of a training by these weights would lie in at least 90 and mostly 95 of 100 cases, by the errors on proxies that the models had not seen. It does not know that an optimum was picked for its prediction.",
  supply:
    "What the target would select by the weights that are looked for: weights that break a limit are passed over by both searches. Estimated on a sample of the corpus, then counted.",
} as const;
