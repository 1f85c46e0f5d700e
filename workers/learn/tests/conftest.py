from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """As `fit` does; threads would wait for the other processes of the machine."""
    with threadpool_limits(1):
        yield
