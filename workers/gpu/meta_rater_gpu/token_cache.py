"""Documents as tokens: a derived cache of uint16, built once per (parquet, tokenizer) and memory-mapped."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.parquet as pq
from tokenizers import Tokenizer

from meta_rater_gpu import atomic
from meta_rater_gpu.bundle import Bundle
from meta_rater_gpu.exits import Exit, TrainerError

_BATCH_DOCUMENTS = 64
FORMAT = 1


@dataclass(frozen=True)
class Borders:
    """Ids of the tokens set before and after every document."""

    bos: int
    eos: int


@dataclass(frozen=True)
class TokenShard:
    """Documents of one parquet file, each BOS + text + EOS, one after the other.

    Document i is `tokens[offsets[i]:offsets[i + 1]]` and belongs to `domains[domain_codes[i]]`; both are empty where
    the file names no domains.
    """

    tokens: npt.NDArray[np.uint16]
    offsets: npt.NDArray[np.int64]
    domain_codes: npt.NDArray[np.uint16]
    domains: tuple[str, ...]

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each document."""
        return np.diff(self.offsets)

    def document(self, index: int) -> npt.NDArray[np.uint16]:
        return self.tokens[int(self.offsets[index]) : int(self.offsets[index + 1])]


@dataclass(frozen=True)
class Batch:
    """Some documents of a parquet file; `domains` is empty where it names none."""

    texts: list[str]
    domains: list[str]


def cache_key(parquet_sha256: str, tokenizer_sha256: str, borders: Borders) -> str:
    """Name of the cache folder: sha256 over the two hex digests, the borders and the format of the cache."""
    return hashlib.sha256(
        f"{FORMAT}:{parquet_sha256}:{tokenizer_sha256}:{borders.bos}:{borders.eos}".encode()
    ).hexdigest()


def shard_folder(run_dir: Path, bundle: Bundle, parquet: str, tokenizer: str, borders: Borders) -> Path:
    """Where a run keeps the tokens of a file of its bundle."""
    return run_dir / "tokens" / cache_key(bundle.files[parquet], bundle.files[tokenizer], borders)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer for documents: `</s>` inside a text stays plain text. Raises TrainerError 65."""
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise TrainerError(Exit.BAD_DATA, f"{path.name} is no tokenizer: {error}.") from None
    tokenizer.encode_special_tokens = True
    return tokenizer


def read_documents(parquet: Path, *, labelled: bool = True) -> Iterator[Batch]:
    """Texts in the order of the file, with their domains if `labelled`. Raises TrainerError 65 for what is no table of
    documents."""
    columns = ["text", "domain"] if labelled else ["text"]
    try:
        with pq.ParquetFile(parquet) as file:
            for batch in file.iter_batches(batch_size=_BATCH_DOCUMENTS, columns=columns):
                if any(batch.column(name).null_count for name in columns):
                    raise TrainerError(Exit.BAD_DATA, f"{parquet.name} has a document without {' or '.join(columns)}.")
                yield Batch(batch.column("text").to_pylist(), batch.column("domain").to_pylist() if labelled else [])
    except (pyarrow.ArrowException, KeyError, OSError) as error:
        raise TrainerError(Exit.BAD_DATA, f"{parquet.name} is no table of documents: {error}.") from None


def write_shard(target: Path, batches: Iterable[Batch], tokenizer: Tokenizer, borders: Borders) -> None:
    """Fills the folder `target`, batch by batch to the disk, so memory does not grow with the documents."""
    os.environ["TOKENIZERS_PARALLELISM"] = "true"
    end = documents = 0
    known: dict[str, int] = {}
    with ExitStack() as files:
        tokens, offsets, codes = (
            files.enter_context((target / name).open("wb")) for name in ("tokens.bin", "offsets.bin", "domains.bin")
        )
        offsets.write(np.int64(0).tobytes())
        for batch in batches:
            rows = [
                [borders.bos, *found.ids, borders.eos]
                for found in tokenizer.encode_batch_fast(batch.texts, add_special_tokens=False)
            ]
            ends = end + np.cumsum([len(row) for row in rows], dtype="<i8")
            tokens.write(np.concatenate(rows).astype("<u2").tobytes())
            offsets.write(ends.tobytes())
            codes.write(np.array([known.setdefault(name, len(known)) for name in batch.domains], "<u2").tobytes())
            end, documents = int(ends[-1]), documents + len(rows)
    meta = {"format": FORMAT, "documents": documents, "tokens": end, "domains": list(known)}
    (target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


def _until_stopped(batches: Iterable[Batch], should_stop: Callable[[], bool]) -> Iterator[Batch]:
    for batch in batches:
        if should_stop():
            raise InterruptedError
        yield batch


def build_shard(
    folder: Path,
    parquet: Path,
    tokenizer: Tokenizer,
    borders: Borders,
    should_stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Writes the cache folder unless it is there; false if it was, or if `should_stop` said so on the way."""
    if (folder / "meta.json").exists():
        return False
    try:
        with atomic.folder(folder) as draft:
            write_shard(draft, _until_stopped(read_documents(parquet), should_stop), tokenizer, borders)
    except InterruptedError:
        return False
    return True


def open_shard(folder: Path) -> TokenShard:
    """Maps a finished cache folder; nothing of the tokens is read yet."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if meta["documents"] == 0:
        return TokenShard(np.empty(0, np.uint16), np.zeros(1, np.int64), np.empty(0, np.uint16), ())
    return TokenShard(
        tokens=np.memmap(folder / "tokens.bin", dtype="<u2", mode="r", shape=(meta["tokens"],)),
        offsets=np.memmap(folder / "offsets.bin", dtype="<i8", mode="r", shape=(meta["documents"] + 1,)),
        domain_codes=_codes(folder, meta["documents"]) if meta["domains"] else np.empty(0, np.uint16),
        domains=tuple(meta["domains"]),
    )


def _codes(folder: Path, documents: int) -> npt.NDArray[np.uint16]:
    return np.memmap(folder / "domains.bin", dtype="<u2", mode="r", shape=(documents,))
