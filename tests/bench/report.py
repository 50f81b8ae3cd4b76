"""How long a yearly report over 36 months takes: figures and sentences, Word file, PDF, slides.

    python tests/bench/report.py

The caseload is the sample's, of one IRO and of a whole authority (2,535 children on file). The
clock starts once everything is loaded, and counts the processor's time: that of other programs is
not in it. The report for sharing is made of the same figures, listed already.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from time import process_time
from typing import TypeVar

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Record
from iro_desktop.domain.snapshot import Snapshot, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.yearly_report import YearlyReport, yearly_report
from iro_desktop.importers.sample import sample
from iro_desktop.reports.pdf import pdf_of
from iro_desktop.reports.word import word_of
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.yearly_report import document_of

AS_OF = date(2020, 3, 31)
YEARS = Period(date(2017, 4, 1), AS_OF)
AT = datetime(2020, 4, 2, tzinfo=UTC)
SCALES = (1, 10)
HIDDEN_BELOW = 6
GOAL_SECONDS = 5.0

Answer = TypeVar("Answer")


def snapshot_of(records: tuple[Record, ...]) -> Snapshot:
    """Return the snapshot of some records, as a store would load it."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


def timed(act: Callable[[], Answer]) -> tuple[float, Answer]:
    """Return the seconds that something takes, and its answer."""
    gc.collect()
    with without_collecting():  # as the window and the command line have it
        start = process_time()
        answer = act()
        return process_time() - start, answer


def report_of(figures: Figures, hidden_below: int = 0) -> YearlyReport:
    """Return the report of a whole service."""
    return yearly_report(
        figures, YEARS, whose="The service", method="calendar months", hidden_below=hidden_below
    )


def word_file(report: YearlyReport) -> bytes:
    """Return its Word file."""
    return word_of(document_of(report, charts_in_rows=False), AT)


def pdf_file(report: YearlyReport, *, slides: bool = False) -> bytes:
    """Return its PDF, or its slides."""
    return pdf_of(document_of(report, slides=slides), AT)


def main() -> None:
    """Measure each size and print what was found beside what is wanted."""
    calendar = shipped_calendar()
    for scale in SCALES:
        records = sample(AS_OF, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
        snapshot = snapshot_of(tuple(records))
        sources = Sources.of(snapshot, Practice(calendar), AS_OF, shipped_comparators())
        listed = Figures(sources)
        figures, report = timed(partial(report_of, listed))
        sharing, _ = timed(partial(report_of, listed, HIDDEN_BELOW))
        word, _ = timed(partial(word_file, report))
        pdf, _ = timed(partial(pdf_file, report))
        slides, _ = timed(partial(pdf_file, report, slides=True))
        children = len(sources.cases)
        print(
            f"{children:>6} children: report {figures:.2f} s, Word {word:.2f} s, PDF {pdf:.2f} s, "
            f"slides {slides:.2f} s, for sharing {sharing:.2f} s more; "
            f"with its file at most {figures + max(word, pdf):.2f} s "
            f"(goal {GOAL_SECONDS:g} s)"
        )


if __name__ == "__main__":
    main()
