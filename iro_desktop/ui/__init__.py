"""The window: the only layer that knows Qt; it shows domain values and calls services."""

import ctypes
import sys

# PySide6 6.12.0 is built as if None, True and False could not run out of references, which is so
# from Python 3.12 on. On 3.11 every call that returns nothing takes one from None, and after some
# thousand calls the interpreter stops: "deallocating None". (PySide6 6.11.3 does not do that.) So
# they get references enough for any session, before the first call into Qt.
_ENOUGH = 2**48

if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    for _single in (None, True, False, Ellipsis, NotImplemented):
        _references = ctypes.c_ssize_t.from_address(id(_single))
        if _references.value < _ENOUGH:
            _references.value += _ENOUGH
