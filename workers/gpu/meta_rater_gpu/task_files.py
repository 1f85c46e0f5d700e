"""A person's own tasks: YAML files of the harness over data files beside them, which nothing leads out of.

The harness itself follows `include` and `data_files` to any place, runs `!function`, and fetches a metric it does not
know from the Hugging Face Hub together with its program.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from meta_rater_gpu.exits import Exit, TrainerError

_LOCAL_LOADERS = frozenset({"json", "csv", "parquet", "text", "arrow"})
_HUB_DATASET = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_PLACES = ("data_files", "data_dir", "cache_dir")

Config = Mapping[Any, Any]


def _refused(file: str, reason: str) -> TrainerError:
    return TrainerError(Exit.BAD_DATA, f"The task file {file} is refused: {reason}")


def _read(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise TrainerError(
            Exit.BAD_DATA,
            f"The task file {path.name} cannot be read: {' '.join(str(error).split())}. "
            "A task of one's own is plain YAML without !function.",
        ) from None


def _within(value: object) -> Iterator[object]:
    """The value and all that it holds, each once: by its aliases YAML may hold itself."""
    waiting, seen = [value], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())


def _stays(place: object) -> bool:
    """Whether a place of data lies in the folder of the tasks or is a name within a dataset of the Hub."""
    if not isinstance(place, str):
        return isinstance(place, dict | list | None)
    leads_away = place.startswith(("/", "~")) or ".." in PurePosixPath(place).parts
    return not (leads_away or "://" in place or "::" in place)


def _is_dataset(value: object) -> bool:
    return isinstance(value, str) and (value in _LOCAL_LOADERS or _HUB_DATASET.fullmatch(value) is not None)


def _check_data(file: str, config: Config) -> None:
    dataset, options = config.get("dataset_path"), config.get("dataset_kwargs")
    if dataset is not None and not _is_dataset(dataset):
        loaders = ", ".join(sorted(_LOCAL_LOADERS))
        raise _refused(file, f"dataset_path is {dataset!r}, neither one of {loaders} nor owner/name on the Hub.")
    if not isinstance(options, dict | None):
        raise _refused(file, "dataset_kwargs is no mapping.")
    for name in _PLACES:
        for place in _within((options or {}).get(name)):
            if not _stays(place):
                raise _refused(file, f"{name} names {place!r}, which is not in the folder of the tasks.")


def _metrics(file: str, config: Config) -> Iterator[str]:
    metrics = config.get("metric_list")
    if not isinstance(metrics, list | None):
        raise _refused(file, "metric_list is no list.")
    for metric in metrics or ():
        if not isinstance(metric, dict) or not isinstance(metric.get("metric"), str):
            raise _refused(file, f"metric_list holds {metric!r}, which names no metric.")
        if metric.get("hf_evaluate", False) is not False:
            raise _refused(file, f"the metric {metric['metric']} is asked of the Hub by hf_evaluate.")
        yield metric["metric"]


class OwnTasks:
    """The tasks and groups of a folder, or none without one; `metrics`: all that they name.

    Raises TrainerError 65 for a file that is no YAML, calls Python, or leads out of the folder.
    """

    def __init__(self, folder: Path | None) -> None:
        self.metrics: set[str] = set()
        self._files: dict[Path, Config] = {}
        self._named: dict[str, Config] = {}
        self._tags: dict[str, set[str]] = {}
        found = [] if folder is None else [*folder.resolve().rglob("*.yaml"), *folder.resolve().rglob("*.yml")]
        for path in sorted(found, key=Path.as_posix):
            content = _read(path)
            if isinstance(content, dict):
                self._files[path] = content
                self._check(path.name, content)
        try:
            self._index()
        except RecursionError:
            raise TrainerError(Exit.BAD_DATA, "A task file includes itself.") from None

    def from_hub(self, names: Iterable[str]) -> frozenset[str]:
        """Those of the tasks of which the harness asks the Hub for an item. Raises TrainerError 65 for no members."""
        try:
            return frozenset(name for name in names if not self._is_local(name, None))
        except RecursionError:
            raise TrainerError(Exit.BAD_DATA, "A group of the task files is a member of itself.") from None

    def _check(self, file: str, content: Config) -> None:
        for value in _within(content):
            if not isinstance(value, dict):
                continue
            if value.get("use_prompt") is not None:
                raise _refused(file, "use_prompt takes a prompt from elsewhere; write it in doc_to_text.")
            _check_data(file, value)
            self.metrics.update(_metrics(file, value))

    def _index(self) -> None:
        """By name, as the harness does: of two with one name the first counts, and only *.yaml are looked at."""
        for path in self._files:
            config = self._merged(path)
            name = config.get("group", config.get("task"))
            if path.suffix != ".yaml" or name is None:
                continue
            if not isinstance(name, str):
                raise _refused(path.name, f"it is named {name!r}; a group has its name in group, its members in task.")
            self._named.setdefault(name, config)
            tags = config.get("tag") or []
            for tag in tags if isinstance(tags, list) else [tags]:
                self._tags.setdefault(str(tag), set()).add(name)

    def _merged(self, path: Path) -> Config:
        config = self._files[path]
        merged: dict[Any, Any] = {}
        included = config.get("include") or []
        for name in included if isinstance(included, list) else [included]:
            target = (path.parent / str(name)).resolve()
            if target not in self._files:
                raise _refused(path.name, f"include names {name!r}, which is no YAML file in the folder of the tasks.")
            merged |= self._merged(target)
        return merged | {key: value for key, value in config.items() if key != "include"}

    def _is_local(self, member: object, given: object) -> bool:
        """`given`: the dataset_path that a group gives its members."""
        if isinstance(member, str):
            return self._is_named_local(member, given)
        if isinstance(member, dict):
            match member:
                case {"group": str(name)} if name not in self._named:
                    return self._is_group_local(member, given)
                case {"group": str(name)} | {"task": str(name)}:
                    return self._is_named_local(name, member.get("dataset_path") or given)
        raise TrainerError(Exit.BAD_DATA, f"A group of the task files has the member {member!r}, which names no task.")

    def _is_named_local(self, name: str, given: object) -> bool:
        config = self._named.get(name)
        if config is None and name in self._tags:
            return all(self._is_named_local(task, given) for task in self._tags[name])
        if config is not None and "group" in config:
            return self._is_group_local(config, given)
        return (given or (config or {}).get("dataset_path")) in _LOCAL_LOADERS

    def _is_group_local(self, group: Config, given: object) -> bool:
        members = group.get("task")
        if not isinstance(members, list):
            raise TrainerError(Exit.BAD_DATA, f"The group {group['group']} of the task files has no list of members.")
        return all(self._is_local(member, given or group.get("dataset_path")) for member in members)
