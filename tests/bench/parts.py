"""The lines of the benchmark: what is timed, beside which yardstick, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.caseload import Caseload
from tests.bench.charts import charts
from tests.bench.finding import find_words
from tests.bench.importing import import_return
from tests.bench.measuring import measures
from tests.bench.pages import child_page, filter_keystroke
from tests.bench.report import report
from tests.bench.sharing import sync
from tests.bench.startup import full_window, memory, unlock_to_today, unlock_window
from tests.bench.team import team
from tests.bench.timing import Timed
from tests.bench.workbooks import import_workbook

Measure = Callable[[Caseload, int], Timed]


@dataclass(frozen=True, slots=True)
class Part:
    """One line: its name on the command line, its words, its yardstick in words, how it is timed.

    ``rounds`` are the turns of a whole run; a quick one takes fewer. ``unit`` is "s" or "MiB".
    """

    name: str
    words: str
    yardstick: str
    measure: Measure
    rounds: int = 5
    unit: str = "s"


PARTS = (
    Part("unlock-window", "Start to unlock window", "an empty PySide6 window", unlock_window),
    Part(
        "full-window",
        "Start to full window, key given",
        "a table with the same libraries",
        full_window,
        3,
    ),
    Part("today", "Unlock to Today", "an empty PySide6 window", unlock_to_today, 3),
    Part("filter", "Filter keystroke", "Qt’s own table and filter", filter_keystroke),
    Part("find", "Keystroke in Find", "a plain search of the same texts", find_words),
    Part("child-page", "A child’s page", "a plain page of labels", child_page),
    Part(
        "measures",
        "All measures, 36 months",
        "a plain loop over the same rows",
        measures,
    ),
    Part("import", "Import of a return", "Python’s csv reading it", import_return, 3),
    Part(
        "workbook",
        "Import of an Annex A",
        "Python’s own zip and XML reading it",
        import_workbook,
        3,
    ),
    Part("sync", "Send and receive all", "a raw copy of the same bytes", sync, 3),
    Part("report", "Yearly report in Word", "a plain Word file of the same words", report, 3),
    Part("team", "Team of many IROs", "the same files read as JSON", team),
    Part("charts", "Every chart drawn again", "as many plots of pyqtgraph", charts, 15),
    Part(
        "memory",
        "Memory of the full window",
        "a table with the same libraries",
        memory,
        3,
        "MiB",
    ),
)
