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
"""Share of the peak learning rate at which the cosine ends."""


def learning_rate(train: TrainSettings, step: int) -> float:
    """Rate of the step with that number (1, 2, …): linear warm-up, then constant or a cosine down to a tenth."""
    if step <= train.warmup_steps:
        return train.learning_rate * step / train.warmup_steps
    if train.schedule == "constant":
        return train.learning_rate
    done = (step - train.warmup_steps) / max(1, train.total_steps - train.warmup_steps)
    return train.learning_rate * (FINAL_RATE + (1 - FINAL_RATE) * 0.5 * (1 + math.cos(math.pi * done)))


def new_optimizer(model: nn.Module, weight_decay: float) -> AdamW:
    """AdamW, β 0.9/0.95, ε 1e-8; matrices decay, norms don't."""
    parameters = list(model.parameters())
    groups = [
        {"params": [p for p in parameters if p.dim() >= 2], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0},
    ]
    return AdamW(groups, lr=0.0, betas=BETAS, eps=EPSILON, fused=True)


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate
