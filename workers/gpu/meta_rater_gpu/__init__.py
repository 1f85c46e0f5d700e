"""Trainer of Meta-rater Studio: an immutable bundle in, events, checkpoints and an atomic result out."""
