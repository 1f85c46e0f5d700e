"""The order of training data: an endless stream of passes, each a permutation of all documents of its own."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from meta_rater_gpu.exits import Exit, TrainerError

Order = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


class Documents(Protocol):
    """Documents as tokens, numbered from 0."""

    @property
    def lengths(self) -> npt.NDArray[np.int64]: ...

    def document(self, index: int) -> npt.NDArray[np.uint16]: ...


def permutation(seed: int, epoch: int, documents: int) -> npt.NDArray[np.int64]:
    """Order of the documents in a pass: a function of seed and pass alone, never of scores."""
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, epoch])))
    return generator.permutation(documents).astype(np.int64)


class PackedStream:
    """Documents end to end, pass after pass; position p lies in pass p // pass_tokens.

    Reading is a pure function of the position, so a resumed training needs no state of the data but its step.
    """

    def __init__(self, shards: Sequence[Documents], seed: int) -> None:
        self._shards = shards
        lengths = [shard.lengths for shard in shards]
        if sum(map(len, lengths)) == 0:
            raise TrainerError(Exit.BAD_DATA, "The selection holds no document; choose a larger token budget.")
        self._seed = seed
        self._first = np.cumsum([0, *map(len, lengths)])
        self._lengths = np.concatenate(lengths).astype(np.int64)
        self.documents = len(self._lengths)
        self.pass_tokens = int(self._lengths.sum())
        self._order = lru_cache(maxsize=2)(self._order_of)

    def _order_of(self, epoch: int) -> Order:
        order = permutation(self._seed, epoch, self.documents)
        return order, np.cumsum(self._lengths[order])

    def _document(self, index: int) -> npt.NDArray[np.uint16]:
        number = int(np.searchsorted(self._first, index, side="right")) - 1
        return self._shards[number].document(index - int(self._first[number]))

    def read(self, start: int, count: int) -> npt.NDArray[np.int64]:
        """Tokens [start, start + count) of the stream, shape (count,)."""
        out = np.empty(count, dtype=np.int64)
        done = 0
        while done < count:
            epoch, offset = divmod(start + done, self.pass_tokens)
            order, ends = self._order(epoch)
            place = int(np.searchsorted(ends, offset, side="right"))
            document = self._document(int(order[place]))
            within = offset - (int(ends[place]) - len(document))
            part = document[within : within + count - done]
            out[done : done + len(part)] = part
            done += len(part)
        return out

    def sequences(self, first: int, count: int, context: int) -> npt.NDArray[np.int64]:
        """Sequences number first … first + count - 1, shape (count, context + 1).

        The last token of a row is only predicted; it is the first one the next row reads. So n sequences read exactly
        n · context tokens of the stream, none twice.
        """
        flat = self.read(first * context, count * context + 1)
        rows = np.lib.stride_tricks.sliding_window_view(flat, context + 1)[::context]
        return np.ascontiguousarray(rows)
