"""Progress: one line of JSON on standard output."""

import json
import sys
from collections.abc import Callable

Report = Callable[[str, int, int, str], None]
"""Phase, how many are done, of how many, and what they are."""


def to_stdout(phase: str, done: int, total: int, unit: str) -> None:
    sys.stdout.write(json.dumps({"phase": phase, "done": done, "total": total, "unit": unit}) + "\n")
    sys.stdout.flush()
