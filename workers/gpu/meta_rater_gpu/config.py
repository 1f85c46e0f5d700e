"""What a run trains: bundle/run.json, read strictly."""

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from meta_rater_gpu.exits import Exit, TrainerError

if TYPE_CHECKING:
    from pathlib import Path

Schedule = Literal["cosine", "wsd", "constant"]
Precision = Literal["auto", "float32", "bfloat16"]
Sharding = Literal["auto", "none", "full"]


def bad_configuration(message: str) -> TrainerError:
    return TrainerError(Exit.BAD_CONFIGURATION, message)


@dataclass(frozen=True)
class TrainSettings:
    """Tokens count what the model reads, BOS and EOS included; `context` is the length of a sequence in tokens.

    `decay_share`: share of all steps in which the schedule "wsd" decays. `micro_sequences`: sequences a process
    computes at once, None where the trainer chooses what fits.
    """

    token_budget: int
    batch_tokens: int
    context: int
    learning_rate: float
    weight_decay: float
    warmup_steps: int
    schedule: Schedule
    seed: int
    checkpoint_every_steps: int
    validate_every_steps: int
    precision: Precision
    decay_share: float = 0.2
    micro_sequences: int | None = None
    sharding: Sharding = "auto"
    compile: bool = False
    activation_checkpointing: bool = False

    @property
    def total_steps(self) -> int:
        return self.token_budget // self.batch_tokens

    @property
    def total_tokens(self) -> int:
        return self.total_steps * self.batch_tokens


@dataclass(frozen=True)
class Inline:
    """Parquet files of the bundle, by path."""

    files: tuple[str, ...]
    validation: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """Documents of a corpus whose tokens lie beside the runs.

    `ordinals`: file of the bundle; `tokens`: folder of the corpus' token cache, relative to the run's folder; `sha256`:
    bundle_sha256 of that folder's manifest.
    """

    fingerprint: str
    ordinals: str
    tokens: str
    sha256: str


@dataclass(frozen=True)
class RunConfig:
    run: str
    model_name: str
    llama: dict[str, Any]
    train: TrainSettings
    data: Inline | Reference
    tokenizer: str
    processes: int
    least_processes: int


class Section:
    """An object of run.json whose errors name the full key."""

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, dict):
            raise bad_configuration(f"run.json: {name} must be an object, found {value!r}.")
        self._value = cast("dict[str, object]", value)
        self._name = name

    def _fail(self, key: str, wanted: str) -> TrainerError:
        at = f"{self._name}.{key}".removeprefix("run.json.")
        found = repr(self._value[key]) if key in self._value else "nothing"
        return bad_configuration(f"run.json: {at} must be {wanted}, found {found}.")

    def section(self, key: str) -> "Section":
        return Section(self._value.get(key), key)

    def object(self, key: str) -> dict[str, Any]:
        return dict(self.section(key)._value)

    def integer(self, key: str, low: int) -> int:
        value = self._value.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < low:
            raise self._fail(key, f"a whole number of at least {low}")
        return value

    def number(self, key: str, *, positive: bool) -> float:
        value = self._value.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            raise self._fail(key, "a finite number")
        if value < 0 or (positive and value == 0):
            raise self._fail(key, "positive" if positive else "at least 0")
        return float(value)

    def text(self, key: str) -> str:
        value = self._value.get(key)
        if not isinstance(value, str) or value == "":
            raise self._fail(key, "a text")
        return value

    def has(self, key: str) -> bool:
        return self._value.get(key) is not None

    def flag(self, key: str) -> bool:
        value = self._value.get(key, False)
        if not isinstance(value, bool):
            raise self._fail(key, "true or false")
        return value

    def choice(self, key: str, *choices: str, default: str | None = None) -> str:
        value = self._value.get(key, default)
        if not isinstance(value, str) or value not in choices:
            raise self._fail(key, f"one of {', '.join(choices)}")
        return value

    def sections(self, key: str) -> list["Section"]:
        value = self._value.get(key)
        if not isinstance(value, list) or len(value) == 0:
            raise self._fail(key, "a list that is not empty")
        return [Section(entry, key) for entry in value]

    def paths(self, key: str, least: int) -> tuple[str, ...]:
        value = self._value.get(key, [])
        if not isinstance(value, list) or len(value) < least or not all(isinstance(v, str) for v in value):
            raise self._fail(key, f"a list of at least {least} paths")
        return tuple(value)


def _train(section: Section) -> TrainSettings:
    return TrainSettings(
        token_budget=section.integer("tokenBudget", 1),
        batch_tokens=section.integer("batchTokens", 1),
        context=section.integer("context", 2),
        learning_rate=section.number("learningRate", positive=True),
        weight_decay=section.number("weightDecay", positive=False),
        warmup_steps=section.integer("warmupSteps", 0),
        schedule=cast("Schedule", section.choice("schedule", "cosine", "wsd", "constant")),
        seed=section.integer("seed", 0),
        checkpoint_every_steps=section.integer("checkpointEverySteps", 1),
        validate_every_steps=section.integer("validateEverySteps", 1),
        precision=cast("Precision", section.choice("precision", "auto", "float32", "bfloat16")),
        decay_share=section.number("decayShare", positive=True) if section.has("decayShare") else 0.2,
        micro_sequences=(section.integer("microSequences", 0) or None) if section.has("microSequences") else None,
        sharding=cast("Sharding", section.choice("sharding", "auto", "none", "full", default="auto")),
        compile=section.flag("compile"),
        activation_checkpointing=section.flag("activationCheckpointing"),
    )


def _data(section: Section) -> Inline | Reference:
    if not section.has("reference"):
        return Inline(section.paths("files", 1), section.paths("validation", 0))
    reference = section.section("reference")
    return Reference(*(reference.text(key) for key in ("fingerprint", "ordinals", "tokens", "sha256")))


def _check(train: TrainSettings) -> None:
    if train.decay_share > 1:
        raise bad_configuration(f"run.json: train.decayShare must be at most 1, found {train.decay_share}.")
    if train.total_steps < 1:
        raise bad_configuration(
            f"run.json: train.tokenBudget of {train.token_budget} is less than one batch of {train.batch_tokens}."
        )


def check_processes(config: RunConfig, processes: int) -> None:
    """Raises TrainerError 78 unless so many processes may train the run and share its batch evenly."""
    if not config.least_processes <= processes <= config.processes:
        raise bad_configuration(f"The run wants {config.processes} process(es) but {processes} started it.")
    unit = config.train.context * processes
    if config.train.batch_tokens % unit != 0:
        raise bad_configuration(
            f"run.json: train.batchTokens is {config.train.batch_tokens}, which is not whole sequences of "
            f"{config.train.context} tokens on {processes} process(es); set it to a multiple of {unit}."
        )


def read_config(path: "Path") -> RunConfig:
    """Reads run.json version 1. Raises TrainerError 78 that names the key, what it must be and what was found."""
    try:
        root = Section(json.loads(path.read_bytes()), "run.json")
    except ValueError as error:
        raise bad_configuration(f"run.json is not JSON: {error}.") from None
    if root.integer("v", 1) != 1:
        raise bad_configuration("run.json is of a version newer than this trainer; update workers/gpu.")
    root.choice("stage", "train")
    model = root.section("model")
    resources = root.section("resources")
    processes = resources.integer("processes", 1)
    config = RunConfig(
        run=root.text("run"),
        model_name=model.text("name"),
        llama=model.object("config"),
        train=_train(root.section("train")),
        data=_data(root.section("data")),
        tokenizer=root.text("tokenizer"),
        processes=processes,
        least_processes=resources.integer("leastProcesses", 1) if resources.has("leastProcesses") else processes,
    )
    _check(config.train)
    check_processes(config, config.processes)
    return config
