"""A sharded training is the same training, and its checkpoints load in any number of processes."""

from pathlib import Path
from typing import Any

import pytest
import torch

from meta_rater_gpu.checkpoints import checkpoints
from tests.runs import start_ranks
from tests.small_training import LONE, load_into_new, train_and_save

Figures = list[tuple[float, float]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sharding")
    torch.save(train_and_save(LONE, folder / "from-one"), folder / "one.pt")
    ranks = start_ranks(2, "-m", "tests.small_training", str(folder))
    assert [rank.wait() for rank in ranks] == [0, 0]
    return folder


def read(path: Path) -> Any:
    return torch.load(path, weights_only=False)


def equal(one: Any, other: Any) -> bool:
    """Whether two trees hold the same bytes."""
    left, right = (torch.utils._pytree.tree_leaves_with_path(tree) for tree in (one, other))
    return [path for path, _ in left] == [path for path, _ in right] and all(
        torch.equal(a, b) if isinstance(a, torch.Tensor) else a == b for (_, a), (_, b) in zip(left, right, strict=True)
    )


def close(figures: Figures, others: Figures) -> bool:
    return all(a == pytest.approx(b, rel=1e-4) for a, b in zip(figures, others, strict=True))


def test_shards_give_the_losses_and_gradient_norms_of_the_whole_model(folder: Path) -> None:
    assert close(read(folder / "many.pt")[0], read(folder / "one.pt")[0])


def test_two_processes_each_write_their_share(folder: Path) -> None:
    [checkpoint] = checkpoints(folder / "from-many")
    shares = sorted(path.stat().st_size for path in checkpoint.glob("*.distcp"))
    assert len(shares) == 2
    assert shares[1] < 1.5 * shares[0]


def test_what_two_processes_saved_one_loads_byte_for_byte_and_goes_on(folder: Path) -> None:
    figures, held = read(folder / "many.pt")
    found, following = load_into_new(LONE, folder / "from-many")
    assert equal(found, held)
    assert close([following], [figures[2]])


def test_what_one_process_saved_two_load_byte_for_byte_and_go_on(folder: Path) -> None:
    figures, held = read(folder / "one.pt")
    found, following = read(folder / "one-in-many.pt")
    assert equal(found, held)
    assert close([following], [figures[2]])


def test_what_a_process_loads_again_gives_the_very_next_step(folder: Path) -> None:
    assert load_into_new(LONE, folder / "from-one")[1] == read(folder / "one.pt")[0][2]


def test_gradients_of_replicas_lie_in_the_buckets_they_are_exchanged_in(folder: Path) -> None:
    gradients, pieces = read(folder / "replica-gradients.pt")
    assert (gradients, pieces) == (20, 1)
