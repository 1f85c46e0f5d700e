"""A person's own tasks: YAML files of the harness over data files beside them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from meta_rater_gpu.exits import Exit, TrainerError

_LOCAL_LOADERS = frozenset({"json", "csv", "parquet", "text", "arrow"})


def _own_tasks(folder: Path) -> Iterator[dict[str, Any]]:
    """Every task file below the folder. Raises TrainerError 65 for one that is no YAML or that calls Python."""
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise TrainerError(
                Exit.BAD_DATA,
                f"The task file {path.name} cannot be read: {' '.join(str(error).split())}. "
                "A task of one's own is plain YAML without !function.",
            ) from None
        if isinstance(content, dict):
            yield content


def tasks_from_hub(names: Iterable[str], folder: Path | None) -> frozenset[str]:
    """Those of the tasks whose items the harness asks the Hugging Face Hub for.

    Raises TrainerError 65 for a task file that is no YAML or that calls Python.
    """
    own = list(_own_tasks(folder)) if folder is not None else []
    local = {task["task"] for task in own if task.get("dataset_path") in _LOCAL_LOADERS and "task" in task}
    return frozenset(name for name in names if name not in local)
