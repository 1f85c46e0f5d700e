"""What the model writes: continuations of the first words of validation documents."""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import nn

from meta_rater_gpu.gradients import Autocast
from meta_rater_gpu.token_cache import TokenShard

PROMPTS = 4
PROMPT_TOKENS = 24
NEW_TOKENS = 48
TEMPERATURE = 0.8
TOP_K = 40


def prompts(shards: Sequence[TokenShard], context: int) -> list[list[int]]:
    """BOS and the first tokens of a document of each of the first domains; the same ones for every run of a corpus."""
    length = min(PROMPT_TOKENS, context // 2)
    chosen: dict[str, list[int]] = {}
    for shard in shards:
        for index, code in enumerate(shard.domain_codes):
            start, end = int(shard.offsets[index]), int(shard.offsets[index + 1])
            domain = shard.domains[int(code)]
            if domain not in chosen and end - start > length:
                chosen[domain] = shard.tokens[start : start + length].tolist()
    return [chosen[domain] for domain in sorted(chosen)][:PROMPTS]


@torch.no_grad()
def continuations(
    model: nn.Module,
    tokenizer: Tokenizer,
    starts: Sequence[Sequence[int]],
    context: int,
    seed: int,
    autocast: Autocast,
) -> list[dict[str, str]]:
    """Draws from the 40 likeliest tokens at temperature 0.8 with a generator of its own, so training is not touched."""
    if not starts:
        return []
    device = next(model.parameters()).device
    generator = torch.Generator("cpu").manual_seed(seed)
    tokens = torch.tensor(starts, device=device)
    for _ in range(min(NEW_TOKENS, context - tokens.shape[1])):
        with autocast():
            logits = model(input_ids=tokens, use_cache=False, logits_to_keep=1).logits[:, -1].float().cpu()
        likeliest = torch.topk(logits, min(TOP_K, logits.shape[-1]))
        drawn = torch.multinomial(torch.softmax(likeliest.values / TEMPERATURE, -1), 1, generator=generator)
        tokens = torch.cat([tokens, likeliest.indices.gather(1, drawn).to(device)], 1)
    return [_item(tokenizer, list(start), row) for start, row in zip(starts, tokens.tolist(), strict=True)]


def _item(tokenizer: Tokenizer, start: list[int], row: list[int]) -> dict[str, str]:
    prompt = tokenizer.decode(start)
    text = tokenizer.decode(row)
    return {"prompt": prompt, "text": text.removeprefix(prompt)}
