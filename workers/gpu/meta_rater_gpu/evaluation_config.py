"""What an evaluation measures: bundle/run.json of stage "evaluate", read strictly."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from meta_rater_gpu.config import Section, bad_configuration

VALIDATION = "validation"
"""The task of this package: the loss over the whole validation set. Every other name is a task of the harness."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class TaskSettings:
    """`shots`: examples before each item, None as the task says; `limit`: items, None for all."""

    name: str
    shots: int | None
    limit: int | None


@dataclass(frozen=True)
class ValidationSet:
    """Documents in the bundle as a training has them; `context` is the length of a sequence in tokens."""

    files: tuple[str, ...]
    tokenizer: str
    context: int


@dataclass(frozen=True)
class EvaluationConfig:
    """`model`: its folder, relative to that of the run; `task_folder`: in the bundle, of the person's own tasks."""

    run: str
    model: str
    model_sha256: str
    tasks: tuple[TaskSettings, ...]
    task_folder: str | None
    seed: int
    validation: ValidationSet | None


def _task(section: Section) -> TaskSettings:
    name = section.text("name")
    if _NAME.fullmatch(name) is None:
        raise bad_configuration(f"run.json: the task {name!r} is no name of letters, digits, -, _ and full stops.")
    shots = section.integer("shots", 0) if section.has("shots") else None
    limit = section.integer("limit", 1) if section.has("limit") else None
    return TaskSettings(name, shots, limit)


def _tasks(section: Section) -> tuple[TaskSettings, ...]:
    tasks = tuple(_task(entry) for entry in section.sections("tasks"))
    names = [task.name for task in tasks]
    if len(set(names)) < len(names):
        raise bad_configuration(f"run.json: evaluate.tasks names a task twice: {', '.join(names)}.")
    return tasks


def _validation(root: Section) -> ValidationSet | None:
    if not root.has("validation"):
        return None
    section = root.section("validation")
    return ValidationSet(section.paths("files", 1), section.text("tokenizer"), section.integer("context", 2))


def read_evaluation(path: Path) -> EvaluationConfig:
    """Reads run.json version 1. Raises TrainerError 78 that names the key, what it must be and what was found."""
    try:
        root = Section(json.loads(path.read_bytes()), "run.json")
    except ValueError as error:
        raise bad_configuration(f"run.json is not JSON: {error}.") from None
    if root.integer("v", 1) != 1:
        raise bad_configuration("run.json is of a version newer than this evaluator; update workers/gpu.")
    root.choice("stage", "evaluate")
    model, evaluate = root.section("model"), root.section("evaluate")
    config = EvaluationConfig(
        run=root.text("run"),
        model=model.text("path"),
        model_sha256=model.text("sha256"),
        tasks=_tasks(evaluate),
        task_folder=evaluate.text("taskFolder") if evaluate.has("taskFolder") else None,
        seed=evaluate.integer("seed", 0),
        validation=_validation(root),
    )
    if config.validation is None and any(task.name == VALIDATION for task in config.tasks):
        raise bad_configuration("run.json: the task validation needs the validation set, which run.json does not name.")
    return config
