"""Documents as tokens: exact, built once, never half there."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.token_cache import Borders, build_shard, cache_key, load_tokenizer, open_shard
from tests.bundles import Document, real_documents, small_tokenizer, write_documents

BORDERS = Borders(bos=1, eos=2)
DOCUMENTS = [*real_documents(150), Document("x", "C4", "an end </s> in a text"), Document("y", "C4", "")]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("parts")
    write_documents(folder / "part.parquet", DOCUMENTS)
    small_tokenizer(d.text for d in DOCUMENTS).save(str(folder / "tokenizer.json"))
    return folder / "part.parquet", folder / "tokenizer.json"


def test_a_document_is_bos_its_tokens_eos(parts: tuple[Path, Path], tmp_path: Path) -> None:
    parquet, tokenizer = parts[0], load_tokenizer(parts[1])
    assert build_shard(tmp_path / "shard", parquet, tokenizer, BORDERS)
    shard = open_shard(tmp_path / "shard")
    assert len(shard.lengths) == len(DOCUMENTS)
    for index, document in enumerate(DOCUMENTS):
        tokens = shard.tokens[int(shard.offsets[index]) : int(shard.offsets[index + 1])].tolist()
        assert tokens == [1, *tokenizer.encode(document.text, add_special_tokens=False).ids, 2]
        assert shard.domains[int(shard.domain_codes[index])] == document.domain


def test_a_special_token_inside_a_text_stays_text(parts: tuple[Path, Path]) -> None:
    ids = load_tokenizer(parts[1]).encode("an end </s> in a text", add_special_tokens=False).ids
    assert BORDERS.eos not in ids


def test_a_finished_cache_is_used_again(parts: tuple[Path, Path], tmp_path: Path) -> None:
    tokenizer = load_tokenizer(parts[1])
    build_shard(tmp_path / "shard", parts[0], tokenizer, BORDERS)
    before = (tmp_path / "shard" / "tokens.bin").stat()
    assert not build_shard(tmp_path / "shard", Path("/nowhere.parquet"), tokenizer, BORDERS)
    assert (tmp_path / "shard" / "tokens.bin").stat().st_ino == before.st_ino


def test_a_wish_to_stop_leaves_nothing_behind(parts: tuple[Path, Path], tmp_path: Path) -> None:
    assert not build_shard(tmp_path / "shard", parts[0], load_tokenizer(parts[1]), BORDERS, lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_the_key_tells_data_tokenizer_and_borders_apart() -> None:
    keys = {
        cache_key("a", "b", BORDERS),
        cache_key("b", "a", BORDERS),
        cache_key("a", "b", Borders(bos=2, eos=1)),
    }
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pa.table({"text": ["a", None], "domain": ["C4", "C4"]}), "without text or domain"),
        (pa.table({"text": ["a"]}), "no table of documents"),
    ],
)
def test_a_table_that_holds_no_documents_is_bad_data(
    parts: tuple[Path, Path], tmp_path: Path, table: pa.Table, words: str
) -> None:
    pq.write_table(table, tmp_path / "bad.parquet")
    with pytest.raises(TrainerError, match=words) as raised:
        build_shard(tmp_path / "shard", tmp_path / "bad.parquet", load_tokenizer(parts[1]), BORDERS)
    assert raised.value.code is Exit.BAD_DATA
    assert not (tmp_path / "shard").exists()


def test_what_is_no_parquet_and_no_tokenizer_is_bad_data(parts: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="no tokenizer"):
        load_tokenizer(parts[0])
    with pytest.raises(TrainerError, match="no table of documents"):
        build_shard(tmp_path / "shard", parts[1], load_tokenizer(parts[1]), BORDERS)
