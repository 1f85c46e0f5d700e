"""A task of lm-evaluation-harness on a model: the harness asks and scores, this package keeps what it found."""

import contextlib
import math
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import lm_eval
import torch
from lm_eval.api.model import CacheHook
from lm_eval.api.registry import METRIC_REGISTRY
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager
from transformers import LlamaForCausalLM

from meta_rater_gpu.evaluation_config import TaskSettings
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.watch import Watch

VERSION: str = lm_eval.__version__


def require_metrics(names: Iterable[str]) -> None:
    """Raises TrainerError 65 for a metric that the harness would look for on the Hugging Face Hub."""
    unknown = sorted(name for name in names if name not in METRIC_REGISTRY)
    if unknown:
        raise TrainerError(
            Exit.BAD_DATA,
            f"The task files name {', '.join(unknown)}, no metric of lm-evaluation-harness {VERSION}. Use one of those "
            "it has, such as acc or exact_match.",
        )


class _AnswerCount(CacheHook):  # type: ignore[misc]
    """The harness tells its cache of every answer."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(None)
        self._watch = watch

    def add_partial(self, attr: str, req: Iterable[Any], res: Any) -> None:  # noqa: ARG002
        self._watch.advance()


class HarnessModel(HFLM):  # type: ignore[misc]
    """The harness' own way to ask a model of transformers, which stops when asked to and tells how far it is."""

    def __init__(
        self,
        model: LlamaForCausalLM,
        tokenizer: object,
        batch: int,
        autocast_type: torch.dtype | None,
        watch: Watch,
    ) -> None:
        context = model.config.max_position_embeddings
        super().__init__(
            pretrained=model,
            tokenizer=tokenizer,
            batch_size=batch,
            max_length=context,
            mixed_precision_dtype=autocast_type,
        )
        self._watch = watch
        self.set_cache_hook(_AnswerCount(watch))

    def loglikelihood(self, requests: list[Any], *args: Any, **options: Any) -> Any:
        self._watch.expect(len(requests))
        return super().loglikelihood(requests, *args, **options)

    def loglikelihood_rolling(self, requests: list[Any], *args: Any, **options: Any) -> Any:
        self._watch.expect(len(requests))
        return super().loglikelihood_rolling(requests, *args, **options)

    def generate_until(self, requests: list[Any], *args: Any, **options: Any) -> Any:
        self._watch.expect(len(requests))
        return super().generate_until(requests, *args, **options)

    def _model_call(self, *args: Any, **options: Any) -> Any:
        self._watch.check()
        return super()._model_call(*args, **options)

    def _model_generate(self, *args: Any, **options: Any) -> Any:
        self._watch.check()
        return super()._model_generate(*args, **options)


class Tasks(TaskManager):  # type: ignore[misc]
    """The harness' tasks and those of a folder; `hub`: names of those whose items come from the Hugging Face Hub."""

    def __init__(self, folder: Path | None, hub: frozenset[str]) -> None:
        super().__init__(include_path=None if folder is None else str(folder), include_defaults=len(hub) > 0)
        self._hub = hub

    def require(self, name: str) -> None:
        """Raises TrainerError 78 for what is no one task or group."""
        if name in self.all_tags:
            tagged = ", ".join(sorted(self.task_index[name].tags))
            raise TrainerError(
                Exit.BAD_CONFIGURATION,
                f"{name} is no task but a tag of lm-evaluation-harness {VERSION}. Name its tasks: {tagged}.",
            )
        if name not in self.all_tasks:
            raise TrainerError(
                Exit.BAD_CONFIGURATION,
                f"There is no task {name} in lm-evaluation-harness {VERSION} or among the task files of this run. "
                "Correct its name, or give its task file.",
            )

    def load(self, task_list: Any) -> Any:
        """Raises TrainerError 78 where the Hub gives no items, 65 where a task file or its data cannot be read."""
        try:
            return super().load(task_list)
        except Exception as error:
            name = str(task_list[0] if isinstance(task_list, list) else task_list)
            reason = f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"
            if name in self._hub:
                raise TrainerError(
                    Exit.BAD_CONFIGURATION,
                    f"The task {name} reads its items from the Hugging Face Hub, which could not be done here "
                    f"({reason}). Fetch them where there is a network and share that HF_HOME with this machine, or "
                    "give the task as a file over local data.",
                ) from error
            raise TrainerError(
                Exit.BAD_DATA,
                f"The task {name} cannot be read ({reason}). Correct its task file and the data beside it.",
            ) from error


def _number(value: object) -> float | None:
    """Null for what is no finite number, such as the "N/A" of a standard error that nobody knows."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _metrics(found: Mapping[str, Any], higher: Mapping[str, Any]) -> list[dict[str, object]]:
    """The harness' figures `{"acc,none": …, "acc_stderr,none": …}` as a list."""
    metrics: list[dict[str, object]] = []
    for key, value in found.items():
        name, comma, applied = key.partition(",")
        if comma == "" or name.endswith("_stderr") or _number(value) is None:
            continue
        stderr = _number(found.get(f"{name}_stderr,{applied}"))
        better = higher.get(name)
        metrics.append(
            {"name": name, "filter": applied, "value": _number(value), "stderr": stderr, "higher_is_better": better}
        )
    return metrics


def _items(samples: Mapping[str, list[dict[str, Any]]], task: str) -> dict[str, object]:
    """Outcome of every item in columns: `ids` (of a group's with the name of its task), `hashes`, and by metric."""
    rows: dict[str, dict[str, Any]] = {}
    for leaf, outcomes in samples.items():
        for sample in outcomes:
            place = str(sample["doc_id"]) if leaf == task else f"{leaf}/{sample['doc_id']}"
            row = rows.setdefault(place, {"hash": sample["doc_hash"]})
            row |= {f"{metric},{sample['filter']}": _number(sample[metric]) for metric in sample["metrics"]}
    columns = sorted({key for row in rows.values() for key, value in row.items() if isinstance(value, float)})
    return {
        "ids": list(rows),
        "hashes": [row["hash"] for row in rows.values()],
        "outcomes": {key: [row.get(key) for row in rows.values()] for key in columns},
    }


def _higher_is_better(results: Mapping[str, Any], task: str) -> Mapping[str, Any]:
    known: Mapping[str, Mapping[str, Any]] = results.get("higher_is_better", {})
    return known.get(task) or next(iter(known.values()), {})


def measure(
    tasks: Tasks, model: HarnessModel, settings: TaskSettings, seed: int, folder: Path | None
) -> dict[str, object]:
    """Figures and outcomes of a task; paths in the person's own tasks are relative to their folder.

    Raises TrainerError 78 or 65 where the task or its items cannot be had, Preempted when asked to stop.
    """
    began = time.monotonic()
    with contextlib.chdir(folder) if folder is not None else contextlib.nullcontext():
        results = lm_eval.simple_evaluate(
            model=model,
            tasks=[settings.name],
            num_fewshot=settings.shots,
            limit=settings.limit,
            task_manager=tasks,
            random_seed=seed,
            numpy_random_seed=seed,
            torch_random_seed=seed,
            fewshot_random_seed=seed,
        )
    name = settings.name
    found = results.get("groups", {}).get(name) or results["results"][name]
    items = _items(results["samples"], name)
    shots: Mapping[str, int] = results["n-shot"]
    return {
        "harness": VERSION,
        "version": results["versions"].get(name),
        "shots": shots.get(name, next(iter(shots.values()), None)),
        "metrics": _metrics(found, _higher_is_better(results, name)),
        "n": len(items["ids"]),  # type: ignore[arg-type]
        "items": items,
        "seconds": time.monotonic() - began,
    }
