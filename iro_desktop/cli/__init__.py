"""The command line: everything that does not need a window also runs without one.

Nothing is imported here but the standard library, so that the window's first paint waits for
nothing; each command imports what it uses.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

_OPENED: Final = (".irosync", ".irosummary")
"""How the names of the files end that open the window on what they hold."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done; 1: one sentence on standard error says what is wrong and what to do; 2: usage.
    """
    from iro_desktop.domain.errors import UserError

    _write_utf8()
    given = sys.argv[1:] if arguments is None else list(arguments)
    # A click on a file hands over its path alone; no command is called like that.
    is_click = all(one.casefold().endswith(_OPENED) and one[0] != "-" for one in given)
    run = partial(_open_window, given) if is_click else _command(given)
    try:
        status = run()
    except UserError as error:
        print(f"iro-desktop: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone, as with head(1)
        return 1
    except KeyboardInterrupt:
        print(
            "iro-desktop: Stopped; nothing was changed by what was not finished.", file=sys.stderr
        )
        return 1
    except Exception as error:  # noqa: BLE001 - a traceback could quote what was read or written
        _print_fault(error)
        return 1
    return status


def _open_window(files: Sequence[str]) -> int:
    """Open the window without reading commands: the way in from the desktop, and the quickest."""
    import gc
    from pathlib import Path

    gc.disable()  # nothing is garbage before the first paint; the window sees to it then
    from iro_desktop.app import open_window

    return open_window(None, files=tuple(Path(file).absolute() for file in files))


def _command(given: Sequence[str]) -> Callable[[], int]:
    from iro_desktop.cli.parser import options_of
    from iro_desktop.cli.places import check_places

    options = options_of(given)

    def run() -> int:
        check_places(options)
        return int(options.run(options))

    return run


def _print_fault(error: BaseException) -> None:
    from iro_desktop.services.fault_report import report_of

    print(
        "iro-desktop: Something in this program went wrong, and what was not finished was not "
        "saved: send the lines below to whoever looks after it; they hold nobody’s data.",
        report_of(error),
        sep="\n",
        file=sys.stderr,
    )


def _write_utf8() -> None:
    """Write marks such as ▲ whatever the console's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8", errors="replace")
