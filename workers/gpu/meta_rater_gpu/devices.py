"""Devices: which one trains, in which precision, and how fast it could be."""

from dataclasses import dataclass

import torch

from meta_rater_gpu.config import Precision

PEAK_TFLOPS: tuple[tuple[str, float], ...] = (
    ("B200", 2250.0),
    ("H200", 989.0),
    ("H100 PCIe", 756.0),
    ("H100 NVL", 835.0),
    ("H100", 989.0),
    ("H800", 989.0),
    ("A100", 312.0),
    ("A800", 312.0),
    ("L40S", 362.0),
    ("L4", 121.0),
    ("A10G", 70.0),
    ("RTX 4090", 165.0),
    ("RTX 3090", 71.0),
)
"""Dense bf16 peak of the makers' data sheets in TFLOP/s; the first name found in the device's name counts."""


def peak_tflops(name: str) -> float | None:
    return next((peak for part, peak in PEAK_TFLOPS if part in name), None)


def flops_per_token(parameters: int, layers: int, hidden: int, context: int) -> int:
    """Training FLOPs of a token, forward and backward: 6N + 12·L·h·s, every parameter in N."""
    return 6 * parameters + 12 * layers * hidden * context


def mfu(flops: int, tokens_per_second: float, peak: float | None, world: int) -> float | None:
    """Share of the devices' peak, 0..1; null where the peak is unknown, as on a CPU."""
    return None if peak is None else flops * tokens_per_second / (peak * 1e12 * world)


def device_name(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu"


def autocast_type(precision: Precision, device: torch.device) -> torch.dtype | None:
    """bfloat16 where asked for, or where the device computes it natively; weights stay float32 in any case."""
    if precision == "bfloat16":
        return torch.bfloat16
    native = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if precision == "auto" and native else None


@dataclass(frozen=True)
class Footprint:
    """Shape figures that decide how many sequences fit a device at once.

    `shards`: processes the weights are spread over; `recompute`: whether a layer's activations are computed again in
    the backward pass.
    """

    parameters: int
    layers: int
    hidden: int
    vocabulary: int
    context: int
    shards: int = 1
    recompute: bool = False

    @property
    def state_bytes(self) -> int:
        """This process's float32 weights, gradients and two moments."""
        return 16 * -(-self.parameters // self.shards)

    @property
    def gathered_bytes(self) -> int:
        """Whole weights for the computation and float32 gradients on their way to the shards: embeddings, which stay,
        and two layers, one computed and one fetched; half precision. An estimate; 0 without shards."""
        embeddings = 2 * self.vocabulary * self.hidden
        layer = max(0, self.parameters - embeddings) // self.layers
        return 0 if self.shards == 1 else 6 * (embeddings + 2 * layer)

    @property
    def sequence_bytes(self) -> int:
        """Activations kept for the backward pass, about 34·h bytes a layer and token in half precision
        (Korthikanti et al., arXiv 2205.05198), or 2·h where they are computed again layer by layer, and the logits in
        float32 with their gradient. An estimate."""
        layers = 2 * self.layers + 34 if self.recompute else 34 * self.layers
        return self.context * (layers * self.hidden + 10 * self.vocabulary)

    def fits(self, memory_bytes: int) -> bool:
        """Whether one sequence can be trained in that much memory of a device."""
        return self.state_bytes + self.gathered_bytes + self.sequence_bytes <= int(memory_bytes * _USABLE)


_USABLE = 0.85
_CPU_MICRO_TOKENS = 2048
_CUDA_MICRO_TOKENS = 32768


def micro_sequences(per_rank: int, shape: Footprint, memory_bytes: int | None) -> int:
    """Sequences computed at once: the largest divisor of a rank's share of a batch that fits.

    `memory_bytes` is the device's memory, None on a CPU, where the figure depends on the settings alone.
    """
    limit = max(1, (_CPU_MICRO_TOKENS if memory_bytes is None else _CUDA_MICRO_TOKENS) // shape.context)
    if memory_bytes is not None:
        free = int(memory_bytes * _USABLE) - shape.state_bytes - shape.gathered_bytes
        limit = max(1, min(limit, free // shape.sequence_bytes))
    return max(n for n in range(1, min(limit, per_rank) + 1) if per_rank % n == 0)


def memory_bytes(device: torch.device) -> int | None:
    """Memory of a GPU in bytes; None on a CPU."""
    return torch.cuda.get_device_properties(device).total_memory if device.type == "cuda" else None
