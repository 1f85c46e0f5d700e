"""Evaluations for tests: a small model with random weights, tasks of one's own, and what they must find."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import LlamaForCausalLM

from meta_rater_gpu.llama import llama_config, new_model
from meta_rater_gpu.manifest import files_sha256
from meta_rater_gpu.session import released_tokenizer
from meta_rater_gpu.token_cache import Borders
from tests.bundles import LLAMA, Document, real_documents, small_tokenizer, write_documents, write_manifest

CONTEXT = 64
ANSWER_TOKENS = 6

CHOICES = {
    "task": "colours",
    "dataset_path": "json",
    "dataset_kwargs": {"data_files": {"validation": "colours.jsonl"}},
    "output_type": "multiple_choice",
    "validation_split": "validation",
    "doc_to_text": "{{question}}",
    "doc_to_choice": "{{choices}}",
    "doc_to_target": "{{answer}}",
    "metric_list": [{"metric": name, "aggregation": "mean", "higher_is_better": True} for name in ("acc", "acc_norm")],
    "metadata": {"version": 2.0},
}

CONTINUATIONS = {
    "task": "continue",
    "dataset_path": "json",
    "dataset_kwargs": {"data_files": {"validation": "continue.jsonl"}},
    "output_type": "generate_until",
    "validation_split": "validation",
    "doc_to_text": "{{start}}",
    "doc_to_target": "{{goal}}",
    "generation_kwargs": {"until": ["</s>"], "max_gen_toks": ANSWER_TOKENS, "do_sample": False},
    "metric_list": [{"metric": "exact_match", "aggregation": "mean", "higher_is_better": True}],
    "metadata": {"version": 1.0},
}

QUESTIONS: list[dict[str, Any]] = [
    {"question": f"{thing} is", "choices": ["red", "a very dark green", "blue as the sea", "white"], "answer": n % 4}
    for n, thing in enumerate(("Grass", "The night", "Snow", "An old brick", "The sea", "A leaf", "Milk", "Rust"))
]


@dataclass(frozen=True)
class Oracle:
    """Model and tokenizer, asked without the harness."""

    model: LlamaForCausalLM
    tokenizer: Tokenizer
    held_out: list[Document]

    def logits(self, ids: Sequence[int]) -> torch.Tensor:
        with torch.no_grad():
            logits: torch.Tensor = self.model(torch.tensor([list(ids)])).logits
        return logits[0].float()

    def ids(self, text: str) -> list[int]:
        return [1, *self.tokenizer.encode(text, add_special_tokens=False).ids]

    def log_probability(self, context: str, continuation: str) -> float:
        """ln p of the continuation after the context."""
        whole = self.ids(context + continuation)
        first = len(self.ids(context))
        told = self.logits(whole[:-1]).log_softmax(-1)
        return sum(float(told[place - 1, whole[place]]) for place in range(first, len(whole)))

    def greedy(self, start: str) -> str:
        """The likeliest ANSWER_TOKENS tokens, one after the other."""
        ids = self.ids(start)
        begun = len(ids)
        for _ in range(ANSWER_TOKENS):
            ids.append(int(self.logits(ids)[-1].argmax()))
        return self.tokenizer.decode(ids[begun:], skip_special_tokens=True)


def trained(folder: Path) -> Oracle:
    """A model in folder/model as a training leaves it, but with its first weights."""
    documents = real_documents(40, 400)
    tokenizer = small_tokenizer(d.text for d in documents)
    config = llama_config(LLAMA | {"max_position_embeddings": CONTEXT, "initializer_range": 0.3}, CONTEXT)
    model = new_model(config, 3, torch.device("cpu"))
    model.train(mode=False)
    model.save_pretrained(folder / "model")
    released_tokenizer(tokenizer, Borders(1, 2), CONTEXT).save_pretrained(folder / "model")
    return Oracle(model, tokenizer, documents[-12:])


def _write_tasks(folder: Path, oracle: Oracle) -> None:
    """The continuation of every other start is what the model answers."""
    starts = ["Once upon a time", "def main", "The ocean", "import"]
    goals = [oracle.greedy(start) if n % 2 == 0 else "never that" for n, start in enumerate(starts)]
    rows: dict[str, list[dict[str, Any]]] = {
        "colours": QUESTIONS,
        "continue": [{"start": s, "goal": g} for s, g in zip(starts, goals, strict=True)],
    }
    folder.mkdir()
    for task in (CHOICES, CONTINUATIONS):
        name = str(task["task"])
        # YAML is a superset of JSON.
        (folder / f"{name}.yaml").write_text(json.dumps(task))
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows[name]))


def new_evaluation(folder: Path, model: Path, oracle: Oracle, tasks: Sequence[Mapping[str, Any]]) -> Path:
    """An evaluation of the model in `model`, a folder beside `folder`; returns `folder`."""
    bundle = folder / "bundle"
    write_documents(bundle / "data" / "validation.parquet", oracle.held_out)
    (bundle / "tokenizer").mkdir()
    oracle.tokenizer.save(str(bundle / "tokenizer" / "tokenizer.json"))
    _write_tasks(bundle / "tasks", oracle)
    run = {
        "v": 1,
        "run": folder.name,
        "stage": "evaluate",
        "model": {"run": model.name, "path": f"../{model.name}/model", "sha256": files_sha256(model / "model")},
        "evaluate": {"tasks": list(tasks), "taskFolder": "tasks", "seed": 11},
        "validation": {
            "files": ["data/validation.parquet"],
            "tokenizer": "tokenizer/tokenizer.json",
            "context": CONTEXT,
        },
        "resources": {"processes": 1},
        "secrets": [],
    }
    (bundle / "run.json").write_text(json.dumps(run))
    write_manifest(bundle)
    return folder


def copy_of(run: Path, name: str) -> Path:
    """Another run with the same bundle and nothing done."""
    target = run.with_name(name)
    shutil.copytree(run / "bundle", target / "bundle")
    return target
