"""The training loop: whole steps, each a batch of the packed stream, from wherever the run stands to its last step."""

import math
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.nn.utils import clip_grad_norm_

from meta_rater_gpu import devices
from meta_rater_gpu.checkpoints import Position, load_checkpoint, save_checkpoint
from meta_rater_gpu.config import TrainSettings
from meta_rater_gpu.events import Events
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.llama import next_token_losses
from meta_rater_gpu.optimizer import GRADIENT_CLIP, learning_rate, new_optimizer, set_learning_rate
from meta_rater_gpu.packed_stream import PackedStream
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


class Preempted(Exception):
    """The training was asked to stop; the checkpoint of `step` is on disk, or nothing was done yet."""

    def __init__(self, step: int) -> None:
        super().__init__(f"stopped at step {step}")
        self.step = step


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
        per_rank = inputs.train.batch_tokens // inputs.train.context // world.size
        memory = torch.cuda.get_device_properties(world.device).total_memory if world.device.type == "cuda" else None
        self._micro = devices.micro_sequences(per_rank, inputs.shape, memory)
        self._per_rank = per_rank
        self._parallel: nn.Module = model
        self._peak = devices.peak_tflops(devices.device_name(world.device))

    def autocast(self) -> AbstractContextManager[object]:
        if self._autocast_type is None:
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
        cpu, *others = load_checkpoint(path, self.model, self._optimizer)
        torch.set_rng_state(cpu)
        if others and self._world.device.type == "cuda":
            torch.cuda.set_rng_state(others[0], self._world.device)
        self._step = self._saved = self._events.step = position.step
        self.loss = position.loss
        self._seconds_before = position.seconds
        self._events.emit("resumed", step=position.step, tokens=position.tokens)

    def fit(self) -> None:
        """Trains to the last step. Raises Preempted, or TrainerError 66 when the loss is no number any more."""
        train = self._in.train
        self._began = time.monotonic()
        self._first = self._step
        if self._world.size > 1:
            self._parallel = DistributedDataParallel(
                self.model, device_ids=None if self._world.device.type == "cpu" else [self._world.device]
            )
        self._yield_if_asked()
        if self._step == 0 or self._step == train.total_steps:
            self._validate()
        while self._step < train.total_steps:
            self._train_step(self._step + 1)
            if self._step % train.validate_every_steps == 0 or self._step == train.total_steps:
                self._validate()
            if self._step % train.checkpoint_every_steps == 0 or self._step == train.total_steps:
                self._checkpoint()
            if self._step < train.total_steps:
                self._yield_if_asked()

    def _yield_if_asked(self) -> None:
        if self._world.sum([float(self._stop.asked())])[0] == 0:
            return
        if self._step > self._saved:
            self._checkpoint()
        self._world.barrier()
        raise Preempted(self._step)

    def _batch(self, step: int, part: int) -> torch.Tensor:
        """Micro-batch `part` of this rank: rows (micro, context + 1) of the step's batch."""
        context = self._in.train.context
        first = ((step - 1) * self._world.size + self._world.rank) * self._per_rank + part * self._micro
        return torch.from_numpy(self._in.stream.sequences(first, self._micro, context)).to(self._world.device)

    def _gradients(self, step: int) -> float:
        """Accumulates the mean gradient of the step; returns its loss over all processes."""
        parts = self._per_rank // self._micro
        total = torch.zeros((), device=self._world.device)
        for part in range(parts):
            last = part == parts - 1
            with self._without_sync() if not last else nullcontext():
                with self.autocast():
                    loss = next_token_losses(self._parallel, self._batch(step, part)).mean() / parts
                torch.autograd.backward(loss)
            total += loss.detach()
        return self._world.sum([float(total)])[0] / self._world.size

    def _without_sync(self) -> AbstractContextManager[object]:
        """Gradients are averaged over the processes once a step, with its last micro-batch."""
        return self._parallel.no_sync() if isinstance(self._parallel, DistributedDataParallel) else nullcontext()

    def _train_step(self, step: int) -> None:
        began = time.monotonic()
        rate = learning_rate(self._in.train, step)
        set_learning_rate(self._optimizer, rate)
        loss = self._gradients(step)
        norm = float(clip_grad_norm_(self.model.parameters(), GRADIENT_CLIP))
        if not math.isfinite(loss) or not math.isfinite(norm):
            raise TrainerError(
                Exit.NON_FINITE,
                f"At step {step} the loss is {loss} and the gradient norm {norm}; lower the learning rate "
                f"({self._in.train.learning_rate}) or lengthen the warm-up ({self._in.train.warmup_steps} steps).",
            )
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
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
        if self._world.leads:
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
            path = save_checkpoint(self._in.checkpoints, position, self.model, self._optimizer, random)
            self._events.emit("checkpoint", step=self._step, path=f"checkpoints/{path.name}")
        self._saved = self._step
        self._world.barrier()
