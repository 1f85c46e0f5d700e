"""Loading libraries: what a block of imports finds, and what it leaves behind."""

import gc
import importlib
import importlib.util
import sys

import pytest

from meta_rater_gpu.loading import loading

UNUSED = "xmlrpc"
"""A package of the standard library that nothing here loads."""


def test_a_package_is_not_found_in_the_block_and_can_be_loaded_after_it() -> None:
    with loading(without=UNUSED):
        assert importlib.util.find_spec(UNUSED) is None
        with pytest.raises(ImportError):
            importlib.import_module(UNUSED)
    assert importlib.import_module(UNUSED).__name__ == UNUSED
    del sys.modules[UNUSED]


def test_a_package_that_is_loaded_already_stays() -> None:
    with loading(without="json"):
        assert importlib.import_module("json") is sys.modules["json"]


def test_garbage_is_looked_for_again_after_a_block_that_fails() -> None:
    with pytest.raises(ValueError, match="stops"), loading(without=UNUSED):
        assert not gc.isenabled()
        raise ValueError("stops")
    assert gc.isenabled()
    assert importlib.util.find_spec(UNUSED) is not None
