"""`python -m meta_rater_learn.fit REQUEST ANSWER`: one JSON file in, one out, which is wholly there or not at all."""

import sys
from pathlib import Path

from threadpoolctl import threadpool_limits

from meta_rater_learn.answer import answer
from meta_rater_learn.atomic import write_json
from meta_rater_learn.progress import to_stdout
from meta_rater_learn.request import read_request

if __name__ == "__main__":
    request, target = sys.argv[1:]
    # The models are small: threads would wait for each other, and sums in another order give other last digits.
    with threadpool_limits(1):
        write_json(Path(target), answer(read_request(Path(request)), to_stdout))
