"""What a person's own task files may name, and which of them need the Hub."""

import json
from pathlib import Path
from typing import Any

import pytest

from meta_rater_gpu.exits import TrainerError
from meta_rater_gpu.task_files import OwnTasks

LOCAL = {"dataset_path": "json", "dataset_kwargs": {"data_files": {"test": "data/a.jsonl"}}}


def written(folder: Path, files: dict[str, Any]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        # YAML is a superset of JSON.
        (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ({"include": "base.txt"}, "include names 'base.txt', which is no YAML file in the folder of the tasks"),
        ({"include": ["../outside.yaml"]}, "include names '../outside.yaml'"),
        ({"include": "/etc/task.yaml"}, "include names '/etc/task.yaml'"),
        ({"dataset_kwargs": {"data_files": "/etc/passwd"}}, "data_files names '/etc/passwd', which is not in"),
        ({"dataset_kwargs": {"data_files": {"test": ["a/../../b.json"]}}}, "data_files names 'a/../../b.json'"),
        ({"dataset_kwargs": {"data_files": "https://host/a.json"}}, "data_files names 'https://host/a.json'"),
        ({"dataset_kwargs": {"data_dir": "~/data"}}, "data_dir names '~/data'"),
        ({"dataset_path": "/data"}, "dataset_path is '/data', neither one of arrow, csv, json, parquet, text nor"),
        ({"dataset_path": "pandas"}, "dataset_path is 'pandas'"),
        ({"dataset_kwargs": []}, "dataset_kwargs is no mapping"),
        ({"metric_list": [{"metric": "acc", "hf_evaluate": True}]}, "the metric acc is asked of the Hub"),
        ({"metric_list": ["acc"]}, "names no metric"),
        ({"use_prompt": "/etc/prompts.yaml:one"}, "use_prompt takes a prompt from elsewhere"),
        ({"task": ["a", "b"], "dataset_path": "json"}, "it is named ['a', 'b']"),
        ({"group": "all", "task": [{"task": "x", "dataset_kwargs": {"data_dir": "/"}}]}, "data_dir names '/'"),
    ],
)
def test_what_leads_out_of_the_folder_is_bad_data(tmp_path: Path, task: dict[str, Any], reason: str) -> None:
    written(tmp_path, {"tasks/own.yaml": {"task": "own"} | task, "tasks/base.txt": "a: !function os.getcwd"})
    written(tmp_path, {"outside.yaml": {"task": "outside"}})
    with pytest.raises(TrainerError) as told:
        OwnTasks(tmp_path / "tasks")
    assert told.value.code == 65
    assert str(told.value).startswith("The task file own.yaml is refused: ")
    assert reason in str(told.value)


@pytest.mark.parametrize(
    "content", ["task: !function os.getcwd", "task: [", "[" * 5000, "include: own.yaml", "date: 2024-13-45"]
)
def test_a_file_that_cannot_be_taken_is_bad_data(tmp_path: Path, content: str) -> None:
    with pytest.raises(TrainerError) as told:
        OwnTasks(written(tmp_path, {"own.yaml": content}))
    assert told.value.code == 65


def test_tasks_and_groups_are_local_where_all_their_data_is(tmp_path: Path) -> None:
    files = {
        "base.yml": LOCAL | {"metric_list": [{"metric": "acc"}]},
        "deep/inherits.yaml": {"task": "inherits", "include": "../base.yml", "tag": "mine"},
        "plain.yaml": LOCAL | {"task": "plain"},
        "hub.yaml": {"task": "hub", "include": "base.yml", "dataset_path": "allenai/sciq"},
        "group.yaml": {"group": "group", "task": ["inherits", {"task": "plain", "num_fewshot": 1}, "mine"]},
        "nested.yaml": {"group": "nested", "task": ["group", {"group": "inline", "task": ["plain", "hub"]}]},
        "gives.yaml": {"group": "gives", "dataset_path": "csv", "task": [{"task": "nameless"}, "hub"]},
        "built_in.yaml": {"group": "built-in", "task": ["plain", "sciq"]},
    }
    own = OwnTasks(written(tmp_path, files))
    names = ["inherits", "plain", "hub", "group", "nested", "gives", "built-in", "sciq"]
    assert own.from_hub(names) == {"hub", "nested", "built-in", "sciq"}
    assert own.metrics == {"acc"}


@pytest.mark.parametrize("members", [["loop"], "plain", [7]])
def test_a_group_without_members_to_measure_is_bad_data(tmp_path: Path, members: object) -> None:
    own = OwnTasks(written(tmp_path, {"loop.yaml": {"group": "loop", "task": members}}))
    with pytest.raises(TrainerError, match="group") as told:
        own.from_hub(["loop"])
    assert told.value.code == 65


def test_without_a_folder_every_task_is_of_the_hub() -> None:
    assert OwnTasks(None).from_hub(["sciq"]) == {"sciq"}
