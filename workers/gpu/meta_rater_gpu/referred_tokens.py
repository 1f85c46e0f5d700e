"""The documents of a run that refers to the tokens of its corpus, checked before anything reads them."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.parquet as pq

from meta_rater_gpu.bundle import Bundle
from meta_rater_gpu.config import Reference
from meta_rater_gpu.corpus_tokens import (
    DIGEST_BYTES,
    DIGESTS,
    ORDINALS,
    TOKENIZER,
    TOKENS,
    VALIDATION,
    document_digest,
    read_facts,
)
from meta_rater_gpu.exits import Exit, Preempted, TrainerError
from meta_rater_gpu.manifest import Kind, ListedFile, check_file, check_size, read_manifest
from meta_rater_gpu.token_cache import Borders, TokenShard, open_shard
from meta_rater_gpu.world import World

_CACHE = Kind(
    "corpus' token cache",
    "Train the run again: where the cache is missing the studio makes it anew; one that was changed has to be removed.",
)


@dataclass(frozen=True)
class ChosenDocuments:
    """Documents `rows` of a part, in the order of their ordinals."""

    part: TokenShard
    rows: npt.NDArray[np.int64]
    ordinals: npt.NDArray[np.uint32]
    digests: npt.NDArray[np.uint8]

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        lengths: npt.NDArray[np.int64] = self.part.offsets[self.rows + 1] - self.part.offsets[self.rows]
        return lengths

    def document(self, index: int) -> npt.NDArray[np.uint16]:
        return self.part.document(int(self.rows[index]))

    def check(self, share: range, should_stop: Callable[[], bool]) -> None:
        """Reads those of the documents. Raises TrainerError 65 that names the first whose tokens were changed."""
        for index in share:
            if should_stop():
                raise Preempted(0)
            if document_digest(self.document(index)) != self.digests[self.rows[index]].tobytes():
                ordinal = int(self.ordinals[self.rows[index]])
                raise _CACHE.bad(f"The tokens of document {ordinal} are not those that were written.")


@dataclass(frozen=True)
class ReferredTokens:
    """`chosen`: the documents of the selection, by part; `validation`: those no selection contains."""

    chosen: Sequence[ChosenDocuments]
    validation: TokenShard


def open_referred(
    run_dir: Path, bundle: Bundle, reference: Reference, tokenizer: str, borders: Borders, world: World
) -> ReferredTokens:
    """Opens the documents a run refers to; the first process checks everything but the tokens of documents to train on.

    Raises TrainerError 65 where the cache is missing, or not the one the bundle was made with.
    """
    # By the names alone: either folder may be a link to another disk.
    folder = Path(os.path.normpath(run_dir / reference.tokens))
    if not folder.is_dir():
        raise _CACHE.bad(f"The corpus' token cache {folder} is missing.")
    sha256, files = read_manifest(folder, _CACHE)
    if sha256 != reference.sha256:
        raise _CACHE.bad(f"The corpus' token cache {folder} is not the one the run was confirmed with.")
    if world.leads:
        _check_index(folder, files)
    facts = read_facts(folder)
    fits = {"fingerprint": reference.fingerprint, "bos": borders.bos, "eos": borders.eos}
    made_by = next((file.sha256 for file in files if file.path == TOKENIZER), None)
    if made_by != bundle.files[tokenizer] or any(facts.get(key) != value for key, value in fits.items()):
        raise _CACHE.bad(f"{folder} holds another corpus, or was made with another tokenizer.")
    return ReferredTokens(_choose(folder, facts, bundle.path(reference.ordinals)), open_shard(folder / VALIDATION))


def check_chosen(chosen: Sequence[ChosenDocuments], world: World, should_stop: Callable[[], bool]) -> None:
    """Checks the tokens of every chosen document, each by one of the processes. Raises TrainerError 65."""
    for documents in chosen:
        documents.check(range(world.rank, len(documents.rows), world.size), should_stop)


def _check_index(folder: Path, files: Sequence[ListedFile]) -> None:
    """A run reads a part of a corpus' tokens: only those are hashed, document by document."""
    for file in files:
        of_documents = file.path.endswith(f"/{TOKENS}") and not file.path.startswith(f"{VALIDATION}/")
        (check_size if of_documents else check_file)(folder, file, _CACHE)


def _choose(folder: Path, facts: dict[str, object], ordinals: Path) -> list[ChosenDocuments]:
    match facts:
        case {"documents": int(documents), "parts": list(parts)}:
            wanted = _wanted(ordinals, documents)
            chosen = [_chosen(folder / str(name), wanted) for name in parts]
        case _:
            raise _CACHE.bad(f"{folder} does not say which parts it has.")
    return [documents for documents in chosen if len(documents.rows) > 0]


def _wanted(file: Path, documents: int) -> npt.NDArray[np.bool_]:
    """Whether each document of the corpus was selected, by ordinal."""
    try:
        with pq.ParquetFile(file) as table:
            batches = [b.column("ordinal").to_numpy() for b in table.iter_batches(1 << 20, columns=["ordinal"])]
    except (pyarrow.ArrowException, KeyError, OSError) as error:
        raise TrainerError(Exit.BAD_DATA, f"{file.name} is no list of ordinals: {error}.") from None
    wanted = np.zeros(documents, dtype=np.bool_)
    for batch in batches:
        if batch.max(initial=0) >= documents:
            raise TrainerError(Exit.BAD_DATA, f"{file.name} names a document beyond the {documents} of the corpus.")
        wanted[batch] = True
    return wanted


def _chosen(part: Path, wanted: npt.NDArray[np.bool_]) -> ChosenDocuments:
    ordinals = np.memmap(part / ORDINALS, dtype="<u4", mode="r")
    digests = np.memmap(part / DIGESTS, dtype=np.uint8, mode="r").reshape(-1, DIGEST_BYTES)
    return ChosenDocuments(open_shard(part), np.flatnonzero(wanted[ordinals]), ordinals, digests)
