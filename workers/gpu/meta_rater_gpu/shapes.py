"""The models of Meta-rater by name, as the studio knows them."""

from typing import Any

_PUBLISHED: dict[str, Any] = {
    "vocab_size": 32_000,
    "max_position_embeddings": 1_024,
    "rope_theta": 10_000.0,
    "tie_word_embeddings": False,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


def _shape(hidden: int, layers: int, heads: int, kv_heads: int, intermediate: int) -> dict[str, Any]:
    return _PUBLISHED | {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": kv_heads,
        "intermediate_size": intermediate,
    }


SHAPES: dict[str, dict[str, Any]] = {
    "1.3B": _shape(2048, 24, 16, 16, 5504),
    "3.3B": _shape(2560, 40, 20, 20, 6912),
    "7.2B": _shape(4096, 32, 32, 8, 14336),
}
"""Fields of LlamaConfig (arXiv 2504.14194 and its model cards); the intermediate sizes are those that give the
published parameter counts exactly."""
