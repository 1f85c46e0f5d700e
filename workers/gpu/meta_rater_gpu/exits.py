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

    def __reduce__(self) -> tuple[type, tuple[Exit, str]]:
        return TrainerError, (self.code, str(self))


class Preempted(Exception):
    """The training was asked to stop; the checkpoint of `step` is on disk, or nothing was done yet."""

    def __init__(self, step: int) -> None:
        super().__init__(f"stopped at step {step}")
        self.step = step

    def __reduce__(self) -> tuple[type, tuple[int]]:
        return Preempted, (self.step,)
