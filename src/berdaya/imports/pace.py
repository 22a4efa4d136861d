"""What makes the difference between a minute and two while a large file is taken in."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Leave Python's search for dead cycles until the end.

    Hundreds of thousands of rows are alive at once, and each search walks them all to find
    nothing: 38 % of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
