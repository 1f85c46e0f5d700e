"""The wish to stop: SIGTERM or SIGINT ask for a checkpoint after the step under way."""

import signal
import threading


class StopRequest:
    def __init__(self) -> None:
        self._asked = threading.Event()

    def listen(self) -> None:
        """Replaces the handlers of SIGTERM and SIGINT; to be called from the main thread before anything slow."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._asked.set())

    def asked(self) -> bool:
        return self._asked.is_set()
