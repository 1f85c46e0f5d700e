"""One attempt of an evaluation, from the verified bundle and model to result.json; each finished task is kept."""

import json
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import torch
import transformers
from transformers import AutoTokenizer, LlamaForCausalLM

from meta_rater_gpu import atomic, devices
from meta_rater_gpu.bundle import Bundle, open_bundle
from meta_rater_gpu.config import bad_configuration
from meta_rater_gpu.evaluation_config import (
    VALIDATION,
    EvaluationConfig,
    TaskSettings,
    ValidationSet,
    read_evaluation,
)
from meta_rater_gpu.events import Events, open_events
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.llama import borders_of
from meta_rater_gpu.model_files import require_model
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.task_files import OwnTasks
from meta_rater_gpu.telling import run_name, told
from meta_rater_gpu.token_cache import TokenShard, build_shard, load_tokenizer, open_shard, shard_folder
from meta_rater_gpu.watch import Watch
from meta_rater_gpu.world import World, open_world

if TYPE_CHECKING:
    from meta_rater_gpu import harness

_CPU_BATCH = 8
_MOST_BATCH = 64


def run_evaluation(run_dir: Path, attempt: int, stop: StopRequest) -> Exit:
    """Runs the attempt and says how it ended; every end but a kill is also the last event of the attempt."""
    with open_events(run_dir, run_name(run_dir), attempt) as events:
        return told(events, lambda: _attempt(run_dir, attempt, stop, events))


def _attempt(run_dir: Path, attempt: int, stop: StopRequest, events: Events) -> None:
    with open_world() as world:
        if world.size > 1:
            raise bad_configuration(f"An evaluation is one process, but {world.size} started it.")
        bundle = open_bundle(run_dir / "bundle")
        config = read_evaluation(bundle.path("run.json"))
        # By the names alone: either folder may be a link to another disk.
        model = Path(os.path.normpath(run_dir / config.model))
        require_model(model, config.model_sha256)
        events.emit(
            "starting",
            device=devices.device_name(world.device),
            world=1,
            threads=world.threads,
            torch=torch.__version__,
            transformers=transformers.__version__,
        )
        _Evaluation(run_dir, attempt, bundle, config, world, events, stop).run(model)


def batch_size(parameters: int, context: int, vocabulary: int, memory: int | None) -> int:
    """Sequences computed at once: the logits and their softmax, in float32, fill at most half of what a GPU has left.

    `memory` in bytes, None on a CPU.
    """
    if memory is None:
        return _CPU_BATCH
    free = memory // 2 - 4 * parameters
    return max(1, min(_MOST_BATCH, free // (3 * 4 * context * vocabulary)))


class _Evaluation:
    def __init__(
        self,
        run_dir: Path,
        attempt: int,
        bundle: Bundle,
        config: EvaluationConfig,
        world: World,
        events: Events,
        stop: StopRequest,
    ) -> None:
        self._run_dir = run_dir
        self._attempt = attempt
        self._bundle = bundle
        self._config = config
        self._world = world
        self._events = events
        self._stop = stop
        self._autocast_type = devices.autocast_type("auto", world.device)
        folder = config.task_folder
        self._folder = None if folder is None else bundle.root / folder
        self._named = [task.name for task in config.tasks if task.name != VALIDATION]
        self._own = OwnTasks(self._folder)
        self._hub = self._own.from_hub(self._named)

    def run(self, folder: Path) -> None:
        config, events = self._config, self._events
        done = [task for task in config.tasks if self._path(task).exists()]
        if done:
            events.step = len(done)
            events.emit("resumed", step=len(done))
        tasks = self._tasks()
        model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32)
        model.to(device=self._world.device).eval()  # type: ignore[call-arg]
        parameters = model.num_parameters()
        events.emit("running", total_steps=len(config.tasks), parameters=parameters)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        for task in config.tasks:
            if self._path(task).exists():
                continue
            watch = Watch(task.name, events, self._stop)
            watch.check()
            if tasks is None or task.name == VALIDATION:
                found = self._corpus(model, watch)
            else:
                found = self._harness(tasks, model, tokenizer, task, watch)
            atomic.write_json(self._path(task), self._head(task) | found)
            events.step += 1
            events.emit("checkpoint", step=events.step, path=f"eval/{task.name}.json")
        self._finish()

    def _path(self, task: TaskSettings) -> Path:
        return self._run_dir / "eval" / f"{task.name}.json"

    def _head(self, task: TaskSettings) -> dict[str, object]:
        """What a figure depends on besides the task."""
        source = "corpus" if task.name == VALIDATION else "hub" if task.name in self._hub else "files"
        return {
            "v": 1,
            "task": task.name,
            "source": source,
            "limit": None if source == "corpus" else task.limit,
            "seed": self._config.seed,
            "model_sha256": self._config.model_sha256,
            "precision": "float32" if self._autocast_type is None else "bfloat16",
            "device": devices.device_name(self._world.device),
        }

    def _micro(self, model: LlamaForCausalLM) -> int:
        shape = model.config
        return batch_size(model.num_parameters(), shape.max_position_embeddings, shape.vocab_size, self._world.memory)

    def _tasks(self) -> "harness.Tasks | None":
        """The harness' tasks, all that are named known to exist; None where only the validation set is measured."""
        if not self._named:
            return None
        try:
            from meta_rater_gpu import harness
        except ImportError as error:
            raise TrainerError(
                Exit.BAD_CONFIGURATION,
                f"lm-evaluation-harness is not installed here ({error}). "
                "Install workers/gpu/requirements-evaluate.txt.",
            ) from None
        harness.require_metrics(self._own.metrics)
        tasks = harness.Tasks(self._folder, self._hub)
        for name in self._named:
            tasks.require(name)
        return tasks

    def _harness(
        self,
        tasks: "harness.Tasks",
        model: LlamaForCausalLM,
        tokenizer: object,
        task: TaskSettings,
        watch: Watch,
    ) -> dict[str, object]:
        from meta_rater_gpu import harness

        asked = harness.HarnessModel(model, tokenizer, self._micro(model), self._autocast_type, watch)
        return harness.measure(tasks, asked, task, self._config.seed, self._folder)

    def _autocast(self) -> AbstractContextManager[object]:
        if self._autocast_type is None:
            return nullcontext()
        return torch.autocast(self._world.device.type, self._autocast_type)

    def _corpus(self, model: LlamaForCausalLM, watch: Watch) -> dict[str, object]:
        from meta_rater_gpu.corpus_loss import corpus_loss, text_bytes

        held_out = self._config.validation
        if held_out is None:
            raise bad_configuration("run.json: the task validation needs the validation set.")
        files = [self._bundle.path(name) for name in held_out.files]
        shards = [self._shard(name, held_out, model, watch) for name in held_out.files]
        return corpus_loss(
            model,
            shards,
            text_bytes(files),
            held_out.context,
            self._world.device,
            self._autocast,
            self._micro(model),
            watch,
        )

    def _shard(self, name: str, held_out: ValidationSet, model: LlamaForCausalLM, watch: Watch) -> TokenShard:
        borders = borders_of(model.config)
        folder = shard_folder(self._run_dir, self._bundle, name, held_out.tokenizer, borders)
        tokenizer = load_tokenizer(self._bundle.path(held_out.tokenizer))
        build_shard(folder, self._bundle.path(name), tokenizer, borders, self._stop.asked)
        watch.check()
        return open_shard(folder)

    def _finish(self) -> None:
        tasks = [task.name for task in self._config.tasks]
        seconds = sum(json.loads(self._path(task).read_bytes())["seconds"] for task in self._config.tasks)
        head = {"v": 1, "run": self._config.run, "attempt": self._attempt, "status": "succeeded"}
        facts = {"step": len(tasks), "tasks": tasks, "model_sha256": self._config.model_sha256, "seconds": seconds}
        atomic.write_json(self._run_dir / "result.json", head | facts)
        self._events.emit("succeeded", step=len(tasks))
