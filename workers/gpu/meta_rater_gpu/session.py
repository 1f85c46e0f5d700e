"""One attempt of a run, from the verified bundle to result.json."""

import dataclasses
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import torch
import transformers
from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from meta_rater_gpu import atomic, devices
from meta_rater_gpu.bundle import Bundle, open_bundle
from meta_rater_gpu.checkpoints import latest_position
from meta_rater_gpu.config import Inline, RunConfig, bad_configuration, check_processes, read_config
from meta_rater_gpu.events import Events, SilentEvents, open_events
from meta_rater_gpu.exits import Exit, Preempted
from meta_rater_gpu.llama import borders_of, empty_model, llama_config, new_model
from meta_rater_gpu.packed_stream import Documents, PackedStream
from meta_rater_gpu.parallel import is_sharded, preparation, whole_weights
from meta_rater_gpu.referred_tokens import check_chosen, open_referred
from meta_rater_gpu.samples import continuations, prompts
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.telling import run_name, told
from meta_rater_gpu.token_cache import Borders, TokenShard, build_shard, load_tokenizer, open_shard, shard_folder
from meta_rater_gpu.trainer import Inputs, Trainer
from meta_rater_gpu.validation import validation_windows
from meta_rater_gpu.world import World, open_world


def run_attempt(run_dir: Path, attempt: int, rank: int, stop: StopRequest) -> Exit:
    """Runs the attempt and says how it ended; every end but a kill is also the last event of the attempt."""
    writer = open_events(run_dir, run_name(run_dir), attempt) if rank == 0 else nullcontext(SilentEvents())
    with writer as events:
        return told(events, lambda: _attempt(run_dir, attempt, stop, events))


def _attempt(run_dir: Path, attempt: int, stop: StopRequest, events: Events) -> None:
    with open_world() as world:
        with world.agreed():
            bundle = open_bundle(run_dir / "bundle")
            config = read_config(bundle.path("run.json"))
            check_processes(config, world.size)
            llama = llama_config(config.llama, config.train.context)
        events.emit(
            "starting",
            device=devices.device_name(world.device),
            world=world.size,
            threads=world.threads,
            torch=torch.__version__,
            transformers=transformers.__version__,
        )
        _Session(run_dir, attempt, bundle, config, llama, world, events, stop).run()


class _Session:
    def __init__(
        self,
        run_dir: Path,
        attempt: int,
        bundle: Bundle,
        config: RunConfig,
        llama: LlamaConfig,
        world: World,
        events: Events,
        stop: StopRequest,
    ) -> None:
        self._run_dir = run_dir
        self._attempt = attempt
        self._bundle = bundle
        self._config = config
        self._llama = llama
        self._world = world
        self._events = events
        self._stop = stop

    def run(self) -> None:
        train = self._config.train
        with self._world.agreed():
            tokenizer, borders = self._tokenizer(), borders_of(self._llama)
        data, held_out = self._documents(tokenizer, borders)
        with self._world.agreed():
            stream = PackedStream(data, train.seed)
            shape = self._shape()
            found = latest_position(self._run_dir / "checkpoints", self._bundle.sha256)
        model = self._model(shape)
        inputs = Inputs(
            train=train,
            stream=stream,
            validation=validation_windows(held_out, train.context),
            checkpoints=self._run_dir / "checkpoints",
            bundle=self._bundle.sha256,
            shape=shape,
        )
        trainer = Trainer(inputs, model, self._world, self._events, self._stop)
        if found is not None:
            trainer.restore(*found)
        self._events.emit(
            "running",
            total_steps=train.total_steps,
            total_tokens=train.total_tokens,
            parameters=inputs.shape.parameters,
            epochs=train.total_tokens / stream.pass_tokens,
        )
        starts = prompts(held_out, train.context)
        if found is None:
            self._sample(trainer, tokenizer, starts)
        trainer.fit()
        self._sample(trainer, tokenizer, starts)
        with self._world.agreed():
            self._finish(trainer, tokenizer, borders)

    def _tokenizer(self) -> Tokenizer:
        tokenizer = load_tokenizer(self._bundle.path(self._config.tokenizer))
        size, room = tokenizer.get_vocab_size(), self._llama.vocab_size
        if size > room:
            raise bad_configuration(
                f"The tokenizer has {size} tokens, but model.config.vocab_size is {room}; make them equal."
            )
        return tokenizer

    def _documents(self, tokenizer: Tokenizer, borders: Borders) -> tuple[Sequence[Documents], Sequence[TokenShard]]:
        """What is trained on, and what is held out."""
        data = self._config.data
        if isinstance(data, Inline):
            chosen = [self._shard(name, tokenizer, borders) for name in data.files]
            return chosen, [self._shard(name, tokenizer, borders) for name in data.validation]
        world, name = self._world, self._config.tokenizer
        with world.agreed():
            referred = open_referred(self._run_dir, self._bundle, data, name, borders, world)
            check_chosen(referred.chosen, world, self._stop.asked)
        return referred.chosen, [referred.validation]

    def _shard(self, name: str, tokenizer: Tokenizer, borders: Borders) -> TokenShard:
        """The token cache of a parquet file; rank 0 builds it while the others wait for it."""
        parquet = self._bundle.path(name)
        folder = shard_folder(self._run_dir, self._bundle, name, self._config.tokenizer, borders)
        with self._world.agreed():
            if self._world.leads:
                build_shard(folder, parquet, tokenizer, borders, self._stop.asked)
                if not (folder / "meta.json").exists():
                    raise Preempted(0)
        return open_shard(folder)

    def _model(self, shape: devices.Footprint) -> LlamaForCausalLM:
        device = self._world.device
        compute_type = devices.autocast_type(self._config.train.precision, device)
        prepare = preparation(self._config.train, self._world, shape.shards > 1, compute_type)
        return new_model(self._llama, self._config.train.seed, device, prepare)

    def _shape(self) -> devices.Footprint:
        """Figures of the model as it will be spread. Raises TrainerError 78 if that does not fit the device."""
        train, memory, size = self._config.train, self._world.memory, self._world.size
        whole = devices.Footprint(
            parameters=empty_model(self._llama).num_parameters(),
            layers=self._llama.num_hidden_layers,
            hidden=self._llama.hidden_size,
            vocabulary=self._llama.vocab_size,
            context=train.context,
            recompute=train.activation_checkpointing,
        )
        sharded = is_sharded(train.sharding, whole, memory, size)
        shape = dataclasses.replace(whole, shards=size) if sharded else whole
        if memory is not None and shape.state_bytes > memory:
            name = devices.device_name(self._world.device)
            raise bad_configuration(
                f"Weights, gradients and moments take {shape.state_bytes / 1e9:.0f} GB of each of {size} process(es), "
                f"but {name} has {memory / 1e9:.0f} GB; use more processes, sharded, or a smaller model."
            )
        return shape

    def _sample(self, trainer: Trainer, tokenizer: Tokenizer, starts: list[list[int]]) -> None:
        """Every process draws the same, for shards are computed together."""
        train = self._config.train
        trainer.model.eval()
        items = continuations(trainer.model, tokenizer, starts, train.context, train.seed, trainer.autocast)
        trainer.model.train()
        if items:
            self._events.emit("samples", step=trainer.step, items=items)

    def _finish(self, trainer: Trainer, tokenizer: Tokenizer, borders: Borders) -> None:
        weights = whole_weights(trainer.model)
        if not self._world.leads:
            return
        with atomic.folder(self._run_dir / "model") as draft:
            transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            empty_model(self._llama).save_pretrained(draft, state_dict=weights)
            released_tokenizer(tokenizer, borders, self._llama.max_position_embeddings).save_pretrained(draft)
        train = self._config.train
        validation_loss = trainer.validation.loss if trainer.validation is not None else None
        ended = {
            "step": train.total_steps,
            "tokens": train.total_tokens,
            "loss": trainer.loss,
            "validation_loss": validation_loss,
        }
        head = {"v": 1, "run": self._config.run, "attempt": self._attempt, "status": "succeeded"}
        atomic.write_json(self._run_dir / "result.json", head | ended | {"model": "model", "seconds": trainer.seconds})
        self._events.emit("succeeded", **ended)


def released_tokenizer(tokenizer: Tokenizer, borders: Borders, context: int) -> PreTrainedTokenizerFast:
    """The tokenizer as others load it: BOS before a text, as in training; special tokens are read as such."""
    bos, eos = tokenizer.id_to_token(borders.bos), tokenizer.id_to_token(borders.eos)
    released = Tokenizer.from_str(tokenizer.to_str())
    released.post_processor = TemplateProcessing(
        single=f"{bos} $A", pair=f"{bos} $A {bos} $B", special_tokens=[(bos, borders.bos)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=released,
        bos_token=bos,
        eos_token=eos,
        unk_token="<unk>" if tokenizer.token_to_id("<unk>") is not None else None,
        model_max_length=context,
        clean_up_tokenization_spaces=False,
    )
