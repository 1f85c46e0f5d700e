"""The tokens of a corpus: exact, made once, and trained on as if they had been copied."""

import fcntl
import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import torch

from meta_rater_gpu.bundle import open_bundle
from meta_rater_gpu.config import Reference, read_config
from meta_rater_gpu.corpus_tokens import document_digest
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.manifest import MANIFEST, sha256_of
from meta_rater_gpu.referred_tokens import check_chosen, open_referred
from meta_rater_gpu.token_cache import Borders, load_tokenizer, open_shard
from meta_rater_gpu.world import World
from tests.bundles import real_documents
from tests.corpora import (
    BOS,
    EOS,
    FINGERPRINT,
    in_part_order,
    tokens_command,
    write_corpus,
    write_inline_run,
    write_referring_run,
)
from tests.runs import ENVIRONMENT, of_type, start, weights

PARTS = 3
DOCUMENTS = real_documents(70)
TRAINED, HELD_OUT = DOCUMENTS[:60], DOCUMENTS[60:]
CHOSEN = [index for index in range(60) if index % 5 != 2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three parts with its tokens."""
    home = tmp_path_factory.mktemp("home")
    write_corpus(home, TRAINED, HELD_OUT, PARTS)
    made = subprocess.run(tokens_command(home), env=ENVIRONMENT, check=True, capture_output=True, text=True)
    assert json.loads(made.stdout.splitlines()[-1]) == {
        "phase": "turning the corpus into tokens",
        "done": 60,
        "total": 60,
        "unit": "documents",
        "made": PARTS + 1,
    }
    return home


@pytest.fixture
def fresh(home: Path, tmp_path: Path) -> Path:
    """The same corpus without its tokens."""
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("tokens", ".*", "runs"))
    return tmp_path / "home"


def cache(home: Path) -> Path:
    return home / "corpora" / FINGERPRINT / "tokens" / "key"


def ordinals_of(part: Path) -> list[int]:
    return [int(ordinal) for ordinal in np.fromfile(part / "ordinals.bin", dtype="<u4")]


def test_every_document_of_the_corpus_is_there_once_with_its_own_tokens(home: Path) -> None:
    tokenizer = load_tokenizer(home / "tokenizer.json")
    seen: list[int] = []
    for part in sorted(cache(home).glob("part-*")):
        shard = open_shard(part)
        digests = (part / "digests.bin").read_bytes()
        for row, ordinal in enumerate(ordinals_of(part)):
            text = TRAINED[ordinal].text
            tokens = shard.document(row)
            assert tokens.tolist() == [BOS, *tokenizer.encode(text, add_special_tokens=False).ids, EOS]
            assert digests[8 * row : 8 * row + 8] == document_digest(tokens)
            seen.append(ordinal)
    assert sorted(seen) == list(range(60))
    held_out = open_shard(cache(home) / "validation")
    assert [held_out.domains[code] for code in held_out.domain_codes] == [d.domain for d in HELD_OUT]


def test_its_manifest_lists_every_file(home: Path) -> None:
    files = json.loads((cache(home) / MANIFEST).read_bytes())["files"]
    there = {p.relative_to(cache(home)).as_posix(): p for p in cache(home).rglob("*") if p.is_file()}
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in files} == {
        name: (path.stat().st_size, sha256_of(path)) for name, path in there.items() if path.name != MANIFEST
    }


def parts_made(home: Path) -> set[str]:
    return {path.name for path in (cache(home).parent / ".key.tmp").glob("part-*")}


def killed_after_a_part(home: Path) -> set[str]:
    """Kills the making once a part is finished, the rest being kept back; returns the parts that were."""
    hidden = home / "corpora" / FINGERPRINT / "text" / "part-00001.parquet"
    text = hidden.read_bytes()
    hidden.unlink()
    # A pipe in the place of a part's file keeps whoever opens it waiting.
    subprocess.run(["mkfifo", str(hidden)], check=True)
    maker = subprocess.Popen(tokens_command(home), env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    while not parts_made(home):
        assert maker.poll() is None
        time.sleep(0.01)
    maker.send_signal(signal.SIGKILL)
    assert maker.wait() == -signal.SIGKILL
    hidden.unlink()
    hidden.write_bytes(text)
    return parts_made(home)


def test_what_a_killed_maker_finished_is_kept_and_what_it_did_not_is_made_again(home: Path, fresh: Path) -> None:
    assert killed_after_a_part(fresh) == {"part-00000"}
    assert not cache(fresh).exists()
    kept = (cache(fresh).parent / ".key.tmp" / "part-00000" / "tokens.bin").stat().st_ino
    subprocess.run(tokens_command(fresh), env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    assert (cache(fresh) / "part-00000" / "tokens.bin").stat().st_ino == kept
    assert (cache(fresh) / MANIFEST).read_bytes() == (cache(home) / MANIFEST).read_bytes()


def test_of_two_that_begin_at_once_one_makes_it_and_both_find_it(home: Path, fresh: Path) -> None:
    makers = [
        subprocess.Popen(tokens_command(fresh), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [maker.communicate()[0] for maker in makers]
    assert [maker.returncode for maker in makers] == [0, 0]
    assert ['"done": 60' in lines for lines in told].count(True) == 1
    assert (cache(fresh) / MANIFEST).read_bytes() == (cache(home) / MANIFEST).read_bytes()


def test_a_wish_to_stop_ends_it_before_the_cache_is_there(fresh: Path) -> None:
    cache(fresh).parent.mkdir()
    with cache(fresh).with_name(".key.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with subprocess.Popen(tokens_command(fresh), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as waiting:
            assert waiting.stdout is not None
            assert json.loads(waiting.stdout.readline())["total"] == 0
            waiting.terminate()
        assert waiting.returncode == Exit.PREEMPTED
    assert not cache(fresh).exists()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (range(1, 20), "holds 19 texts, but the score table 20 documents of it"),
        (range(19, -1, -1), "holds other documents than the score table, or in another order"),
    ],
)
def test_texts_that_are_not_those_of_the_score_table_are_bad_data(fresh: Path, rows: range, reason: str) -> None:
    text = fresh / "corpora" / FINGERPRINT / "text" / "part-00001.parquet"
    pq.write_table(pq.read_table(text).take(list(rows)), text)
    failed = subprocess.run(tokens_command(fresh), env=ENVIRONMENT, capture_output=True, text=True)
    assert failed.returncode == Exit.BAD_DATA
    assert f"part-00001.parquet {reason}" in failed.stderr


@pytest.fixture(scope="module")
def inline(home: Path) -> Path:
    documents = in_part_order(TRAINED, CHOSEN, PARTS)
    return write_inline_run(home, "inline", documents, HELD_OUT, home / "tokenizer.json")


def test_a_run_that_refers_to_its_documents_learns_what_one_that_holds_them_learns(home: Path, inline: Path) -> None:
    referring = write_referring_run(home, "referring", CHOSEN, inline)
    trainings = [start(inline), start(referring)]
    assert [training.wait() for training in trainings] == [0, 0]
    assert weights(referring) == weights(inline)
    figures = [
        [{key: event[key] for key in ("step", "loss", "by_domain")} for event in of_type(run, "validation")]
        for run in (inline, referring)
    ]
    assert figures[0] == figures[1]
    assert not (referring / "tokens").exists()


@pytest.fixture
def changed(home: Path) -> Iterator[Path]:
    """The cache, given back as it was."""
    kept = cache(home).with_name("kept")
    shutil.copytree(cache(home), kept)
    yield cache(home)
    shutil.rmtree(cache(home), ignore_errors=True)
    kept.rename(cache(home))


def open_checked(run: Path) -> int:
    """Opens what a run refers to as the trainer does, and checks it; returns how many documents there are."""
    bundle, world = open_bundle(run / "bundle"), World(0, 1, torch.device("cpu"), 1)
    config = read_config(bundle.path("run.json"))
    assert isinstance(config.data, Reference)
    referred = open_referred(run, bundle, config.data, config.tokenizer, Borders(BOS, EOS), world)
    check_chosen(referred.chosen, world, lambda: False)
    return sum(len(documents.rows) for documents in referred.chosen)


def refused(run: Path) -> str:
    with pytest.raises(TrainerError) as raised:
        open_checked(run)
    assert raised.value.code is Exit.BAD_DATA
    return str(raised.value)


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def test_a_cache_that_was_changed_or_is_missing_is_bad_data_in_words(home: Path, inline: Path, changed: Path) -> None:
    part = changed / "part-00001"
    row = next(row for row, ordinal in enumerate(ordinals_of(part)) if ordinal in CHOSEN)
    first = 2 * int(open_shard(part).offsets[row])
    run = write_referring_run(home, "changed", CHOSEN, inline)
    flip(part / "tokens.bin", first)
    assert f"tokens of document {ordinals_of(part)[row]} are not those that were written" in refused(run)
    flip(part / "tokens.bin", first)
    flip(part / "ordinals.bin", 0)
    assert "part-00001/ordinals.bin is not the one that was confirmed" in refused(run)
    shutil.rmtree(changed)
    assert "token cache" in (words := refused(run))
    assert "is missing" in words


def test_tokens_of_documents_that_the_run_does_not_read_are_no_concern_of_its(
    home: Path, inline: Path, changed: Path
) -> None:
    part = changed / "part-00000"
    row = next(row for row, ordinal in enumerate(ordinals_of(part)) if ordinal not in CHOSEN)
    flip(part / "tokens.bin", 2 * int(open_shard(part).offsets[row]) + 2)
    run = write_referring_run(home, "careless", CHOSEN, inline)
    assert open_checked(run) == len(CHOSEN)
