"""Exit codes of the training contract and the error that carries one."""

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of an attempt says; 65, 66 and 78 are never retried, 75 always is."""

    SUCCEEDED = 0
    FAILED = 1
    BAD_DATA = 65
    NON_FINITE = 66
    PREEMPTED = 75
    BAD_CONFIGURATION = 78


class TrainerError(Exception):
    """A failure a person can act on; the message names the thing, the place and the way out."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
