"""The eye on one task of an evaluation: how far it is, and whether it should stop."""

import time

from meta_rater_gpu.events import Events
from meta_rater_gpu.exits import Preempted
from meta_rater_gpu.stop_request import StopRequest

_TOLD_EVERY_SECONDS = 1.0


class Watch:
    """Counts what was asked of the model for a task; `total` grows where the task asks in several rounds."""

    def __init__(self, task: str, events: Events, stop: StopRequest) -> None:
        self._task = task
        self._events = events
        self._stop = stop
        self._done = 0
        self._total = 0
        self._told_at = -_TOLD_EVERY_SECONDS

    def expect(self, count: int) -> None:
        self._total += count
        self._tell()

    def advance(self, count: int = 1) -> None:
        self._done += count
        self._tell()

    def check(self) -> None:
        """Raises Preempted once somebody asked for it: the task is begun anew by the next attempt."""
        if self._stop.asked():
            raise Preempted(self._events.step)

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told_at >= _TOLD_EVERY_SECONDS:
            self._told_at = now
            self._events.emit("progress", step=self._events.step, task=self._task, done=self._done, total=self._total)
