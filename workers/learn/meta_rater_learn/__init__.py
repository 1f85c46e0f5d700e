"""Learns weights of raters from the losses of runs; knows nothing of the studio but docs/learning-weights.md."""
