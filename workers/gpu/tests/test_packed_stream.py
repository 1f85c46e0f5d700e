"""Whole passes in a seeded order, read exactly once each."""

from collections import Counter

import numpy as np
import pytest

from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.packed_stream import PackedStream, permutation
from meta_rater_gpu.token_cache import TokenShard

RANDOM = np.random.default_rng(11)


def shard(lengths: list[int], first: int) -> TokenShard:
    """A shard whose tokens are all different and tell their place."""
    offsets = np.cumsum([0, *lengths]).astype(np.int64)
    tokens = np.arange(first, first + offsets[-1]).astype(np.uint16)
    return TokenShard(tokens, offsets, np.zeros(len(lengths), np.uint16), ("C4",))


def documents(shards: list[TokenShard]) -> list[list[int]]:
    return [s.tokens[int(s.offsets[i]) : int(s.offsets[i + 1])].tolist() for s in shards for i in range(len(s.lengths))]


def passes(shards: list[TokenShard], seed: int, count: int) -> list[int]:
    """The stream the slow way: every pass written out."""
    texts = documents(shards)
    return [t for epoch in range(count) for d in permutation(seed, epoch, len(texts)) for t in texts[d]]


SHARDS = [shard([3, 1, 7, 2], 0), shard([5, 5, 40, 1, 9], 100)]
PASS = 73


def test_any_window_of_the_stream_equals_the_passes_written_out() -> None:
    stream = PackedStream(SHARDS, seed=5)
    expected = passes(SHARDS, 5, 4)
    assert stream.pass_tokens == PASS
    for _ in range(300):
        start = int(RANDOM.integers(0, 3 * PASS))
        count = int(RANDOM.integers(1, PASS))
        assert stream.read(start, count).tolist() == expected[start : start + count]


def test_a_window_may_span_more_than_two_passes() -> None:
    assert PackedStream(SHARDS, seed=5).read(10, 3 * PASS).tolist() == passes(SHARDS, 5, 4)[10 : 10 + 3 * PASS]


def test_a_pass_is_a_permutation_of_all_documents_and_differs_from_the_next() -> None:
    stream = PackedStream(SHARDS, seed=5)
    first, second = stream.read(0, PASS).tolist(), stream.read(PASS, PASS).tolist()
    assert Counter(first) == Counter(second) == Counter(t for d in documents(SHARDS) for t in d)
    assert first != second


def test_the_order_depends_on_the_seed_and_nothing_else() -> None:
    assert permutation(1, 0, 1000).tolist() == permutation(1, 0, 1000).tolist()
    assert permutation(1, 0, 1000).tolist() != permutation(2, 0, 1000).tolist()
    assert permutation(1, 0, 1000).tolist() != permutation(1, 1, 1000).tolist()
    assert sorted(permutation(1, 0, 1000).tolist()) == list(range(1000))


def test_sequences_read_each_token_of_the_last_cut_pass_exactly_once() -> None:
    stream = PackedStream(SHARDS, seed=5)
    context, count = 8, 23
    rows = stream.sequences(0, count, context)
    assert rows.shape == (count, context + 1)
    read = rows[:, :-1].reshape(-1).tolist()
    assert read == passes(SHARDS, 5, 3)[: count * context]
    assert rows[:-1, -1].tolist() == rows[1:, 0].tolist()
    whole, cut = divmod(count * context, PASS)
    assert (whole, cut) == (2, 38)
    assert Counter(read[whole * PASS :]).most_common(1)[0][1] == 1


def test_sequences_may_be_asked_for_in_any_portions() -> None:
    stream = PackedStream(SHARDS, seed=9)
    parts = [stream.sequences(first, 3, 8) for first in (6, 0, 3)]
    assert np.array_equal(np.concatenate([parts[1], parts[2], parts[0]]), stream.sequences(0, 9, 8))


def test_a_selection_without_documents_is_bad_data() -> None:
    empty = TokenShard(np.empty(0, np.uint16), np.zeros(1, np.int64), np.empty(0, np.uint16), ())
    with pytest.raises(TrainerError, match="holds no document") as raised:
        PackedStream([empty], seed=1)
    assert raised.value.code is Exit.BAD_DATA
