"""The order of training data: an endless stream of passes, each a permutation of all documents of its own."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.token_cache import TokenShard

Order = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def permutation(seed: int, epoch: int, documents: int) -> npt.NDArray[np.int64]:
    """Order of the documents in a pass: a function of seed and pass alone, never of scores."""
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, epoch])))
    return generator.permutation(documents).astype(np.int64)


class PackedStream:
    """Documents end to end, pass after pass; position p lies in pass p // pass_tokens.

    Reading is a pure function of the position, so a resumed training needs no state of the data but its step.
    """

    def __init__(self, shards: Sequence[TokenShard], seed: int) -> None:
        self._shards = [shard for shard in shards if shard.documents > 0]
        if not self._shards:
            raise TrainerError(Exit.BAD_DATA, "The selection holds no document; choose a larger token budget.")
        self._seed = seed
        self._first = np.cumsum([0, *(shard.documents for shard in self._shards)])
        self._lengths = np.concatenate([np.diff(shard.offsets) for shard in self._shards]).astype(np.int64)
        self.documents = len(self._lengths)
        self.pass_tokens = int(self._lengths.sum())
        self._order = lru_cache(maxsize=2)(self._order_of)

    def _order_of(self, epoch: int) -> Order:
        order = permutation(self._seed, epoch, self.documents)
        return order, np.cumsum(self._lengths[order])

    def _document(self, index: int) -> npt.NDArray[np.uint16]:
        number = int(np.searchsorted(self._first, index, side="right")) - 1
        shard = self._shards[number]
        local = index - int(self._first[number])
        return shard.tokens[int(shard.offsets[local]) : int(shard.offsets[local + 1])]

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
