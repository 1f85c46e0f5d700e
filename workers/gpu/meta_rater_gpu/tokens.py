"""`python -m meta_rater_gpu.tokens <corpus> <target> --tokenizer FILE --bos N --eos N`: a corpus' token cache.

Prints progress as lines {phase, done, total, unit, made}, of which `made` counts the parts it has made. Of several
that make the same cache at once one works and the others wait for it. It stops after the batch under way on SIGTERM,
or when whoever started it is gone; parts that are finished stay.
"""

import argparse
import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meta_rater_gpu.corpus_tokens import CorpusSource, Watch, build_corpus_tokens
from meta_rater_gpu.exits import Exit, TrainerError
from meta_rater_gpu.stop_request import StopRequest
from meta_rater_gpu.token_cache import Borders

_PHASE = "turning the corpus into tokens"
_LOOK_AGAIN_SECONDS = 0.2
_TELL_SECONDS = 0.5


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meta_rater_gpu.tokens", description=__doc__)
    parser.add_argument("corpus", type=Path, help="corpora/<fingerprint>")
    parser.add_argument("target", type=Path, help="folder to make")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--bos", type=int, required=True)
    parser.add_argument("--eos", type=int, required=True)
    return parser.parse_args(argv)


def _tell(done: int, total: int, made: int) -> None:
    told = {"phase": _PHASE, "done": done, "total": total, "unit": "documents", "made": made}
    print(json.dumps(told), flush=True)


def _watch(stop: StopRequest) -> Watch:
    starter = os.getppid()
    told = 0.0
    kept = 0

    def watch(done: int, total: int, made: int) -> None:
        nonlocal told, kept
        if stop.asked() or os.getppid() != starter:
            raise InterruptedError
        if time.monotonic() - told >= _TELL_SECONDS or 0 < done == total or made > kept:
            told, kept = time.monotonic(), made
            _tell(done, total, made)

    return watch


@contextmanager
def _sole(lock: Path, watch: Watch) -> Iterator[None]:
    """Holds the lock, which ends with the process that holds it however that ends. `watch` may stop the waiting."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                watch(0, 0, 0)
                time.sleep(_LOOK_AGAIN_SECONDS)
        yield


def main(argv: list[str] | None = None) -> int:
    """0: the cache is there; 75: stopped before it was; 65 with the reason on standard error."""
    stop = StopRequest()
    stop.listen()
    given = _arguments(argv)
    target: Path = given.target.absolute()
    watch = _watch(stop)
    source = CorpusSource(given.corpus.absolute(), given.tokenizer, Borders(given.bos, given.eos))
    try:
        with _sole(target.with_name(f".{target.name}.lock"), watch):
            build_corpus_tokens(source, target, watch)
    except InterruptedError:
        return Exit.PREEMPTED
    except TrainerError as error:
        print(str(error), file=sys.stderr)
        return error.code
    return Exit.SUCCEEDED


if __name__ == "__main__":
    sys.exit(main())
