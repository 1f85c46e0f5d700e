"""All documents of a corpus as tokens, made once for every run that refers to them.

tokens/<key>/
  part-00000/      tokens.bin, offsets.bin of a text part; ordinals.bin (uint32): which document each is; digests.bin
  validation/      tokens.bin, offsets.bin, domains.bin of the documents no selection contains
  corpus.json      {v, fingerprint, documents, bos, eos, parts}
  tokenizer.json
  MANIFEST.json    all of these with their sha256
"""

import dataclasses
import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.parquet as pq
from tokenizers import Tokenizer

from meta_rater_gpu import atomic
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.manifest import MANIFEST, Kind, ListedFile, list_file, read_manifest, write_manifest
from meta_rater_gpu.token_cache import Batch, Borders, load_tokenizer, open_shard, read_documents, write_shard

FACTS, TOKENIZER, VALIDATION, TOKENS = "corpus.json", "tokenizer.json", "validation", "tokens.bin"
ORDINALS, DIGESTS = "ordinals.bin", "digests.bin"
DIGEST_BYTES = 8
_BATCH_IDS = 1 << 16

Watch = Callable[[int, int, int], None]
"""Told how many documents of how many are done, and how many parts are made and stay; InterruptedError stops."""

_PART = Kind("token cache", "Remove its folder and start the run again.")
_IMPORT_AGAIN = "Import the corpus again; the same documents give the same fingerprint."


@dataclass(frozen=True)
class CorpusSource:
    """corpora/<fingerprint>, and how its texts become tokens."""

    folder: Path
    tokenizer: Path
    borders: Borders


def document_digest(tokens: npt.NDArray[np.uint16]) -> bytes:
    """blake2b of 8 bytes over the little-endian tokens of a document: what a run checks of the documents it reads."""
    return hashlib.blake2b(np.ascontiguousarray(tokens, dtype="<u2").data, digest_size=DIGEST_BYTES).digest()


def build_corpus_tokens(source: CorpusSource, target: Path, watch: Watch) -> None:
    """Makes the folder `target`, with the parts that an earlier call finished before it was cut off.

    The caller holds the lock of the target. Raises TrainerError 65 for texts that are not those of the score table.
    """
    if (target / MANIFEST).exists():
        return
    draft = target.with_name(f".{target.name}.tmp")
    draft.mkdir(parents=True, exist_ok=True)
    numbers, ids = _parts(source.folder / "scores.parquet")
    builder = _Builder(source, draft, numbers, ids, load_tokenizer(source.tokenizer), watch)
    parts = [builder.part(int(number)) for number in np.unique(numbers)]
    builder.validation()
    shutil.copyfile(source.tokenizer, draft / TOKENIZER)
    facts = {"v": 1, "fingerprint": source.folder.name, "documents": len(numbers), "parts": parts}
    atomic.write_json(draft / FACTS, facts | dataclasses.asdict(source.borders))
    listed = [list_file(draft, name) for name in (FACTS, TOKENIZER)]
    write_manifest(draft, [*listed, *(file for name in (*parts, VALIDATION) for file in _listed(draft, name))])
    atomic.sync_tree(draft)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    atomic.sync_path(target.parent)


def _id_hash() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=16)


def _parts(scores: Path) -> tuple[npt.NDArray[np.uint16], dict[int, bytes]]:
    """Number of the text part of each document by ordinal, and by part a hash over its documents' ids in that order.

    2 bytes a document in memory.
    """
    numbers: list[npt.NDArray[np.uint16]] = [np.empty(0, np.uint16)]
    ids: defaultdict[int, hashlib.blake2b] = defaultdict(_id_hash)
    try:
        with pq.ParquetFile(scores) as file:
            for batch in file.iter_batches(_BATCH_IDS, columns=["part", "doc_id"]):
                parts = batch.column("part").to_numpy()
                numbers.append(parts.astype(np.uint16))
                for part, name in zip(parts.tolist(), batch.column("doc_id").to_pylist(), strict=True):
                    ids[part].update(f"{name}\0".encode())
    except (pyarrow.ArrowException, KeyError, OSError) as error:
        raise TrainerError(Exit.BAD_DATA, f"{scores} is no score table: {error}. {_IMPORT_AGAIN}") from None
    return np.concatenate(numbers), {part: found.digest() for part, found in ids.items()}


def _ids_of(parquet: Path) -> bytes:
    """The hash over the ids of the documents of a text part, in the order of the file."""
    found = _id_hash()
    try:
        with pq.ParquetFile(parquet) as file:
            for batch in file.iter_batches(_BATCH_IDS, columns=["doc_id"]):
                found.update("".join(f"{name}\0" for name in batch.column("doc_id").to_pylist()).encode())
    except (pyarrow.ArrowException, KeyError, OSError) as error:
        raise TrainerError(Exit.BAD_DATA, f"{parquet} does not name its documents: {error}. {_IMPORT_AGAIN}") from None
    return found.digest()


def _listed(draft: Path, name: str) -> Iterator[ListedFile]:
    """The files of a part as the part's own manifest has them: they are hashed once, right after they were written."""
    for file in read_manifest(draft / name, _PART)[1]:
        yield dataclasses.replace(file, path=f"{name}/{file.path}")


@dataclass
class _Builder:
    source: CorpusSource
    draft: Path
    numbers: npt.NDArray[np.uint16]
    ids: dict[int, bytes]
    tokenizer: Tokenizer
    watch: Watch
    done: int = 0
    made: int = 0

    def part(self, number: int) -> str:
        """Makes a part unless it is there; returns its name."""
        name = f"part-{number:05d}"
        ordinals = np.flatnonzero(self.numbers == number).astype("<u4")
        if (self.draft / name).exists():
            self._advance(len(ordinals))
            return name
        parquet = self.source.folder / "text" / f"{name}.parquet"
        with atomic.folder(self.draft / name) as folder:
            self._write(folder, self._watched(read_documents(parquet, labelled=False)))
            (folder / "domains.bin").unlink()
            self._label(folder, ordinals, parquet)
            if _ids_of(parquet) != self.ids[number]:
                raise TrainerError(
                    Exit.BAD_DATA,
                    f"{parquet} holds other documents than the score table, or in another order. {_IMPORT_AGAIN}",
                )
            write_manifest(folder, [list_file(folder, file.name) for file in folder.iterdir()])
        self._keep()
        return name

    def validation(self) -> None:
        if (self.draft / VALIDATION).exists():
            return
        with atomic.folder(self.draft / VALIDATION) as folder:
            self._write(folder, self._stoppable(read_documents(self.source.folder / "validation.parquet")))
            write_manifest(folder, [list_file(folder, file.name) for file in folder.iterdir()])
        self._keep()

    def _write(self, folder: Path, batches: Iterable[Batch]) -> None:
        write_shard(folder, batches, self.tokenizer, self.source.borders)

    def _label(self, folder: Path, ordinals: npt.NDArray[np.uint32], parquet: Path) -> None:
        shard = open_shard(folder)
        if len(shard.lengths) != len(ordinals):
            raise TrainerError(
                Exit.BAD_DATA,
                f"{parquet} holds {len(shard.lengths)} texts, but the score table {len(ordinals)} documents of it. "
                f"{_IMPORT_AGAIN}",
            )
        ordinals.tofile(folder / ORDINALS)
        with (folder / DIGESTS).open("wb") as digests:
            for index in range(len(ordinals)):
                digests.write(document_digest(shard.document(index)))

    def _watched(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        for batch in self._stoppable(batches):
            yield batch
            self._advance(len(batch.texts))

    def _stoppable(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        for batch in batches:
            self._advance(0)
            yield batch

    def _keep(self) -> None:
        self.made += 1
        self._advance(0)

    def _advance(self, documents: int) -> None:
        self.done += documents
        self.watch(self.done, len(self.numbers), self.made)


def read_facts(folder: Path) -> dict[str, object]:
    facts: dict[str, object] = json.loads((folder / FACTS).read_bytes())
    return facts
