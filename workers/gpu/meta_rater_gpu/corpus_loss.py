"""Loss over the whole validation set of a corpus, by domain."""

import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import torch
from torch import nn

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.gradients import Autocast
from meta_rater_gpu.llama import next_token_losses
from meta_rater_gpu.token_cache import TokenShard
from meta_rater_gpu.validation import validation_windows
from meta_rater_gpu.watch import Watch


def text_bytes(files: Iterable[Path]) -> Counter[str]:
    """UTF-8 bytes of the texts by domain."""
    found: Counter[str] = Counter()
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256, columns=["text", "domain"]):
                texts, domains = batch.column("text").to_pylist(), batch.column("domain").to_pylist()
                for text, domain in zip(texts, domains, strict=True):
                    found[domain] += len(text.encode())
    return found


@torch.no_grad()
def _sum(
    model: nn.Module, windows: torch.Tensor, device: torch.device, autocast: Autocast, micro: int, watch: Watch
) -> tuple[float, int]:
    """Sum of −ln p in nats, and of how many tokens."""
    nats, count = 0.0, 0
    for batch in windows.split(micro):  # type: ignore[no-untyped-call]
        watch.check()
        with autocast():
            nats += float(next_token_losses(model, batch.to(device)).double().sum())
        count += int((batch[:, 1:] >= 0).sum())
        watch.advance(len(batch))
    return nats, count


def figures(nats: float, tokens: int, size: int) -> dict[str, float | None]:
    """Null for bits a byte of texts without a byte. Raises TrainerError 66 for a loss that is no finite number."""
    if not math.isfinite(nats):
        raise TrainerError(
            Exit.NON_FINITE, f"The loss over the validation set is {nats}: the weights of this model are of no use."
        )
    return {"loss": nats / tokens, "bits_per_byte": nats / (math.log(2) * size) if size > 0 else None}


def _perplexity(loss: float) -> float | None:
    try:
        return math.exp(loss)
    except OverflowError:
        return None


def corpus_loss(
    model: nn.Module,
    shards: Sequence[TokenShard],
    sizes: Counter[str],
    context: int,
    device: torch.device,
    autocast: Autocast,
    micro: int,
    watch: Watch,
) -> dict[str, object]:
    """Mean −ln p a token in nats, its exponential, and bits a byte of text, overall and by domain.

    Documents follow each other as in a training's validation; every token but the first of a domain is predicted once,
    BOS and EOS among them. `sizes`: bytes of the texts by domain. Raises TrainerError 66 for a loss that is not finite.
    """
    began = time.monotonic()
    domains = validation_windows(shards, context, most=None)
    watch.expect(sum(len(domain.windows) for domain in domains))
    sums = [_sum(model, torch.from_numpy(d.windows), device, autocast, micro, watch) for d in domains]
    nats, tokens = sum(n for n, _ in sums), sum(t for _, t in sums)
    if tokens == 0:
        raise TrainerError(Exit.BAD_DATA, "The validation set has no documents. Import the corpus with some held out.")
    named = figures(nats, tokens, sizes.total()) | {"perplexity": _perplexity(nats / tokens)}
    return {
        "harness": None,
        "version": 1,
        "shots": None,
        "metrics": [
            {"name": name, "filter": "none", "value": value, "stderr": None, "higher_is_better": False}
            for name, value in named.items()
            if value is not None
        ],
        "n": tokens,
        "items": None,
        "domains": [
            {"domain": d.domain, "tokens": count, **figures(part, count, sizes[d.domain])}
            for d, (part, count) in zip(domains, sums, strict=True)
        ],
        "seconds": time.monotonic() - began,
    }
