"""Python's search for garbage, left out while tens of thousands of records are made that all stay.

It costs a quarter of the time of such work, as it looks through all of them again and again, and
finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the search out until the end; where it is off already, it stays off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
