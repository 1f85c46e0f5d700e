"""The training loop: whole steps, each a batch of the packed stream, from wherever the run stands to its last step."""

import math
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.distributed.fsdp import FSDPModule

from meta_rater_gpu import devices
from meta_rater_gpu.checkpoints import Checkpoints, Position, checkpoint_name, load_checkpoint
from meta_rater_gpu.config import TrainSettings
from meta_rater_gpu.events import Events
from meta_rater_gpu.exits import Exit, Preempted, TrainerError
from meta_rater_gpu.gradients import accumulate, clear_gradients, clip_gradients
from meta_rater_gpu.optimizer import GRADIENT_CLIP, learning_rate, new_optimizer, set_learning_rate
from meta_rater_gpu.packed_stream import PackedStream
from meta_rater_gpu.parallel import replicated
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.validation import DomainWindows, ValidationLoss, validate
from meta_rater_gpu.world import World

_SPEED_MEMORY = 0.9


@dataclass(frozen=True)
class Inputs:
    """What a training reads and where it writes; nothing here changes while it runs."""

    train: TrainSettings
    stream: PackedStream
    validation: list[DomainWindows]
    checkpoints: Path
    bundle: str
    shape: devices.Footprint


def rank_sequences(step: int, batch: int, rank: int, world: int) -> tuple[int, int]:
    """First sequence of a rank's share of a step (1, 2, …) and how many they are; `batch`: sequences of the whole step.

    The ranks' shares lie side by side, so a step reads the same sequences in whatever number of processes.
    """
    share = batch // world
    return (step - 1) * batch + rank * share, share


class Trainer:
    """Model, optimizer and position of one process of a training."""

    def __init__(self, inputs: Inputs, model: nn.Module, world: World, events: Events, stop: StopRequest) -> None:
        self.model = model
        self.loss = math.nan
        self.validation: ValidationLoss | None = None
        self._in = inputs
        self._world = world
        self._events = events
        self._stop = stop
        self._optimizer = new_optimizer(model, inputs.train.weight_decay)
        self._step = 0
        self._saved = 0
        self._seconds_before = 0.0
        self._tokens_per_second = math.nan
        self._autocast_type = devices.autocast_type(inputs.train.precision, world.device)
        self._batch_sequences = inputs.train.batch_tokens // inputs.train.context
        per_rank = self._batch_sequences // world.size
        fitting = devices.micro_sequences(per_rank, inputs.shape, world.memory)
        self._micro = min(inputs.train.micro_sequences or fitting, per_rank)
        self._parallel: nn.Module = model
        self._checkpoints = Checkpoints(inputs.checkpoints, world)
        self._peak = devices.peak_tflops(devices.device_name(world.device))

    def autocast(self) -> AbstractContextManager[object]:
        if self._autocast_type is None or isinstance(self.model, FSDPModule):
            return nullcontext()
        return torch.autocast(self._world.device.type, self._autocast_type)

    @property
    def seconds(self) -> float:
        """Time of training, over all attempts as far as their checkpoints tell."""
        return self._seconds_before + time.monotonic() - self._began

    @property
    def step(self) -> int:
        return self._step

    def restore(self, path: Path, position: Position) -> None:
        """Continues from a checkpoint; the data follows from the step."""
        cpu, *others = load_checkpoint(path, self.model, self._optimizer, self._world)
        torch.set_rng_state(cpu)
        if others and self._world.device.type == "cuda":
            torch.cuda.set_rng_state(others[0], self._world.device)
        self._step = self._saved = self._events.step = position.step
        self.loss = position.loss
        self._seconds_before = position.seconds
        self._events.emit("resumed", step=position.step, tokens=position.tokens)

    def fit(self) -> None:
        """Trains to the last step. Raises Preempted, or TrainerError 66 when the loss is no number any more."""
        self._began = time.monotonic()
        self._first = self._step
        self._parallel = replicated(self.model, self._world)
        self._checkpoints.clear_drafts()
        try:
            self._steps()
        finally:
            # Freed while its group lives: as the group's last owner it would keep Python locked while it waits for the
            # group's threads, which may be waiting for Python.
            self._parallel = self.model
            self._told(self._checkpoints.wait())

    def _steps(self) -> None:
        train = self._in.train
        self._yield_if_asked()
        if self._step == 0 or self._step == train.total_steps:
            self._validate()
        while self._step < train.total_steps:
            self._train_step(self._step + 1)
            if self._step % train.validate_every_steps == 0 or self._step == train.total_steps:
                self._validate()
            if self._step % train.checkpoint_every_steps == 0 or self._step == train.total_steps:
                self._checkpoint()
            self._told(self._checkpoints.poll())
            if self._step < train.total_steps:
                self._yield_if_asked()

    def _yield_if_asked(self) -> None:
        if self._world.sum([float(self._stop.asked())])[0] == 0:
            return
        if self._step > self._saved:
            self._checkpoint()
        raise Preempted(self._step)

    def _micro_batches(self, step: int) -> Iterator[torch.Tensor]:
        """This rank's share of the step's batch in portions of (n, context + 1)."""
        context = self._in.train.context
        first, share = rank_sequences(step, self._batch_sequences, self._world.rank, self._world.size)
        for done in range(0, share, self._micro):
            rows = self._in.stream.sequences(first + done, min(self._micro, share - done), context)
            yield torch.from_numpy(rows).to(self._world.device)

    def _gradients(self, step: int) -> float:
        """Makes the gradient of the step; returns its loss over all processes."""
        tokens = self._in.train.batch_tokens // self._world.size
        loss = accumulate(self._parallel, self._micro_batches(step), tokens, self.autocast)
        return self._world.sum([float(loss)])[0] / self._world.size

    def _train_step(self, step: int) -> None:
        began = time.monotonic()
        rate = learning_rate(self._in.train, step)
        set_learning_rate(self._optimizer, rate)
        loss = self._gradients(step)
        norm = clip_gradients(self.model, GRADIENT_CLIP)
        if not math.isfinite(loss) or not math.isfinite(norm):
            raise TrainerError(
                Exit.NON_FINITE,
                f"At step {step} the loss is {loss} and the gradient norm {norm}; lower the learning rate "
                f"({self._in.train.learning_rate}) or lengthen the warm-up ({self._in.train.warmup_steps} steps).",
            )
        self._optimizer.step()
        clear_gradients(self._parallel, self._optimizer)
        self._step = self._events.step = step
        self.loss = loss
        self._report(rate, norm, time.monotonic() - began)

    def _report(self, rate: float, norm: float, seconds: float) -> None:
        train = self._in.train
        speed = train.batch_tokens / seconds
        before = self._tokens_per_second
        self._tokens_per_second = speed if math.isnan(before) else _SPEED_MEMORY * before + (1 - _SPEED_MEMORY) * speed
        shape = self._in.shape
        flops = devices.flops_per_token(shape.parameters, shape.layers, shape.hidden, train.context)
        done = self._step - self._first
        self._events.emit(
            "metrics",
            step=self._step,
            tokens=self._step * train.batch_tokens,
            loss=self.loss,
            lr=rate,
            grad_norm=norm,
            tokens_per_second=self._tokens_per_second,
            mfu=devices.mfu(flops, self._tokens_per_second, self._peak, self._world.size),
            seconds_left=(time.monotonic() - self._began) / done * (train.total_steps - self._step),
        )

    def _validate(self) -> None:
        if not self._in.validation:
            return
        self.model.eval()
        self.validation = validate(self.model, self._in.validation, self._world, self.autocast, self._micro)
        self.model.train()
        self._events.emit(
            "validation",
            step=self._step,
            tokens=self._step * self._in.train.batch_tokens,
            loss=self.validation.loss,
            by_domain=self.validation.by_domain,
        )

    def _checkpoint(self) -> None:
        position = Position(
            step=self._step,
            tokens=self._step * self._in.train.batch_tokens,
            loss=self.loss,
            seconds=self.seconds,
            bundle=self._in.bundle,
            world=self._world.size,
            threads=self._world.threads,
        )
        random = [torch.get_rng_state()]
        if self._world.device.type == "cuda":
            random.append(torch.cuda.get_rng_state(self._world.device))
        self._told(self._checkpoints.begin(position, self.model, self._optimizer, random))
        self._saved = self._step

    def _told(self, finished: Position | None) -> None:
        if finished is not None:
            self._events.emit("checkpoint", step=finished.step, path=f"checkpoints/{checkpoint_name(finished.step)}")
