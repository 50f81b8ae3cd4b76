"""What a fault of the program says of itself: where it happened, and nothing of anybody's data."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from iro_desktop import __version__


def report_of(error: BaseException, *libraries: str) -> str:
    """Return the types and frames of an error and of what led to it, and nothing else.

    Never a message, which can quote what it was given, and never a path, which can hold the name
    of whoever is logged in. ``libraries`` are named with their versions in its first line.
    """
    import platform  # seldom needed, so not before the first paint

    system = f"{platform.system()} {platform.machine()}"
    python = f"Python {platform.python_version()}"
    lines = [", ".join((f"IRO Desktop {__version__}", python, *libraries, system))]
    for caught in _chain(error):
        lines.append(_name(type(caught)))
        lines.extend(f"  {frame}" for frame in _frames(caught.__traceback__))
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        caught = waiting.pop(0)
        if caught is None or id(caught) in seen:
            continue
        seen.add(id(caught))
        yield caught
        if isinstance(caught, BaseExceptionGroup):
            waiting.extend(caught.exceptions)
        hidden = caught.__suppress_context__
        waiting.append(caught.__cause__ or (None if hidden else caught.__context__))


def _name(kind: type[BaseException]) -> str:
    where = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{where}{kind.__qualname__}"


def _frames(step: TracebackType | None) -> Iterator[str]:
    while step is not None:
        code = step.tb_frame.f_code
        module = step.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{step.tb_lineno} {code.co_name}"
        step = step.tb_next


def report_id(text: str) -> str:
    """Return the id of a report: the same for the same fault, and 12 hexadecimal digits."""
    import hashlib  # seldom needed too

    return hashlib.sha256(text.encode()).hexdigest()[:12]
