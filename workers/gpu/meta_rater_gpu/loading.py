"""Loading libraries of thousands of modules in less time."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading(*, without: str | None = None) -> Iterator[None]:
    """For a block of imports: what is loaded stays, so no garbage is looked for in it, then or later.

    `without` is a package that the block is not to find, for those that load it only where it is installed; it can be
    loaded afterwards.
    """
    hides = without is not None and without not in sys.modules
    if without is not None and hides:
        sys.modules[without] = None  # type: ignore[assignment]
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        if without is not None and hides:
            del sys.modules[without]
