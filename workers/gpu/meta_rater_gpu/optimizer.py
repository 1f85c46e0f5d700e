"""AdamW and the course of its learning rate."""

import math

import torch
from torch import nn
from torch.optim import AdamW

from meta_rater_gpu.config import TrainSettings

BETAS = (0.9, 0.95)
EPSILON = 1e-8
GRADIENT_CLIP = 1.0
FINAL_RATE = 0.1
"""Share of the peak learning rate at which cosine and decay end."""


def learning_rate(train: TrainSettings, step: int) -> float:
    """Rate of the step with that number (1, 2, …): linear warm-up, then the schedule's share of the peak."""
    if step <= train.warmup_steps:
        return train.learning_rate * step / train.warmup_steps
    return train.learning_rate * _share_of_peak(train, step)


def _share_of_peak(train: TrainSettings, step: int) -> float:
    match train.schedule:
        case "constant":
            return 1.0
        case "cosine":
            done = (step - train.warmup_steps) / max(1, train.total_steps - train.warmup_steps)
            return FINAL_RATE + (1 - FINAL_RATE) * 0.5 * (1 + math.cos(math.pi * done))
        case "wsd":
            return FINAL_RATE + (1 - FINAL_RATE) * (1 - math.sqrt(_decayed(train, step)))


def _decayed(train: TrainSettings, step: int) -> float:
    """How much of the last `decay_share` of all steps is done, 0..1; its root is what the rate falls by
    (Hägele et al., arXiv 2405.18392)."""
    decay = min(round(train.decay_share * train.total_steps), train.total_steps - train.warmup_steps)
    return max(0.0, 1 - (train.total_steps - step) / max(1, decay))


def new_optimizer(model: nn.Module, weight_decay: float) -> AdamW:
    """Fused AdamW, β 0.9/0.95, ε 1e-8; matrices decay, norms don't."""
    parameters = list(model.parameters())
    groups = [
        {"params": [p for p in parameters if p.dim() >= 2], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0},
    ]
    return AdamW(groups, lr=0.0, betas=BETAS, eps=EPSILON, fused=True)


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate
