"""The model: a plain LlamaForCausalLM from the bundle's configuration."""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import LlamaConfig, LlamaForCausalLM
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from meta_rater_gpu.config import bad_configuration
from meta_rater_gpu.token_cache import Borders

_REQUIRED = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "intermediate_size",
    "max_position_embeddings",
)
UINT16_VOCABULARY = 65_536


def borders_of(config: LlamaConfig) -> Borders:
    """BOS and EOS, set around every document. Raises TrainerError 78 where the model has not one token for each."""
    found = []
    for name in ("bos_token_id", "eos_token_id"):
        token = getattr(config, name)
        if not isinstance(token, int) or not 0 <= token < config.vocab_size:
            raise bad_configuration(f"The model's config.{name} is {token!r}, which is no token.")
        found.append(token)
    return Borders(*found)


def llama_config(fields: dict[str, Any], context: int) -> LlamaConfig:
    """LlamaConfig of those fields. Raises TrainerError 78 for a field that is missing, wrong or of another model."""
    if fields.get("model_type", "llama") != "llama":
        raise bad_configuration(f"run.json: model.config.model_type is {fields['model_type']!r}, not 'llama'.")
    for name in _REQUIRED:
        value = fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise bad_configuration(f"run.json: model.config.{name} must be a whole number, found {value!r}.")
    if fields["vocab_size"] > UINT16_VOCABULARY:
        raise bad_configuration("run.json: model.config.vocab_size is over 65,536, which uint16 tokens cannot hold.")
    if fields["hidden_size"] % fields["num_attention_heads"] != 0:
        raise bad_configuration("run.json: model.config.hidden_size is not a multiple of num_attention_heads.")
    if fields["num_attention_heads"] % fields["num_key_value_heads"] != 0:
        raise bad_configuration("run.json: model.config.num_attention_heads is not a multiple of num_key_value_heads.")
    if fields["max_position_embeddings"] < context:
        raise bad_configuration(
            f"run.json: train.context is {context}, but model.config.max_position_embeddings only "
            f"{fields['max_position_embeddings']}."
        )
    try:
        return LlamaConfig(**{"attn_implementation": "sdpa", **fields})
    except Exception as error:
        raise bad_configuration(f"run.json: model.config is no LlamaConfig: {error}.") from None


def empty_model(config: LlamaConfig) -> LlamaForCausalLM:
    """The model without memory for its weights."""
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    model.train()
    return model


def parts_of(model: LlamaForCausalLM) -> list[nn.Module]:
    """What is made, sharded and computed as one: every layer, then the model for the rest."""
    return [*model.model.layers, model]


def new_model(
    config: LlamaConfig, seed: int, device: torch.device, prepare: Callable[[nn.Module], None] = lambda _: None
) -> LlamaForCausalLM:
    """A model with fresh float32 weights, a function of configuration, seed and kind of device.

    `prepare` takes each part as soon as it has its weights, so a model that is sharded there is never whole anywhere.
    """
    model = empty_model(config)
    model.model.rotary_emb = LlamaRotaryEmbedding(config).to(device)
    torch.manual_seed(seed)
    generator = torch.Generator(device).manual_seed(seed)
    for part in parts_of(model):
        _fill(part, config.initializer_range, generator)
        prepare(part)
    return model


def _fill(part: nn.Module, deviation: float, generator: torch.Generator) -> None:
    """Gives memory and first values to the weights that have none: matrices normal, norms 1, biases 0. Tied weights
    stay tied."""
    filled: dict[nn.Parameter, nn.Parameter] = {}
    for module in part.modules():
        for name, empty in list(module.named_parameters(recurse=False)):
            if empty.is_meta:
                if empty not in filled:
                    filled[empty] = nn.Parameter(_fresh(name, empty.shape, deviation, generator))
                module.register_parameter(name, filled[empty])


def _fresh(name: str, shape: torch.Size, deviation: float, generator: torch.Generator) -> Tensor:
    values = torch.empty(shape, dtype=torch.float32, device=generator.device)
    if len(shape) >= 2:
        return values.normal_(0.0, deviation, generator=generator)
    return values.fill_(0.0 if name == "bias" else 1.0)


def next_token_losses(model: nn.Module, tokens: Tensor) -> Tensor:
    """−ln p of every token but the first of each row, in nats; tokens (n, context + 1) → (n · context,).

    A target of -1 is padding and gives 0. Attention crosses the borders of documents inside a row.
    """
    logits = model(input_ids=tokens[:, :-1].clamp(min=0), use_cache=False).logits
    targets = tokens[:, 1:].reshape(-1)
    return F.cross_entropy(logits.float().flatten(0, 1), targets, ignore_index=-1, reduction="none")
