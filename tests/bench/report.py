"""How long a yearly report over 36 months takes: figures and sentences, Word file, PDF, slides.

    python -m tests.bench.report

The caseload is the sample's, of one IRO and of a whole authority (2,535 children on file). The
clock starts once everything is loaded, and counts the processor's time: that of other programs is
not in it. The report for sharing is made of the same figures, listed already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from time import process_time
from typing import TypeVar

from docx import Document

from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.yearly_report import YearlyReport, yearly_report
from iro_desktop.importers.sample import sample
from iro_desktop.reports.pdf import pdf_of
from iro_desktop.reports.word import word_of
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.yearly_report import document_of
from tests.bench.caseload import AS_OF, Caseload, snapshot_of
from tests.bench.timing import Timed, in_turns, seconds

YEARS = Period(date(2017, 4, 1), AS_OF)
AT = datetime(2020, 4, 2, tzinfo=UTC)
SCALES = (1, 10)
HIDDEN_BELOW = 6
GOAL_SECONDS = 5.0

Answer = TypeVar("Answer")


def timed(act: Callable[[], Answer]) -> tuple[float, Answer]:
    """Return the seconds of the processor that something takes, and its answer."""
    found: list[Answer] = []
    return seconds(lambda: found.append(act()), process_time), found[0]


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


def whole_report(sources: Sources) -> bytes:
    """Count all figures and return the Word file of the report."""
    return word_file(report_of(Figures(sources)))


def plain_word(words: list[str]) -> None:
    """Put the same words into a Word file, a plain paragraph each."""
    document = Document()
    for one in words:
        document.add_paragraph(one)
    document.save(BytesIO())


def report(caseload: Caseload, rounds: int) -> Timed:
    """The yearly report and its Word file, beside a plain Word file of the same words."""
    made = Document(BytesIO(whole_report(caseload.sources)))
    words = [one.text for one in made.paragraphs]
    words += [cell.text for table in made.tables for cell in table._cells]
    return in_turns(
        len(caseload.records),
        partial(seconds, partial(whole_report, caseload.sources), process_time),
        partial(seconds, partial(plain_word, words), process_time),
        rounds,
    )


def main() -> None:
    """Measure each size and print what was found beside what is wanted."""
    calendar = shipped_calendar()
    for scale in SCALES:
        records = sample(AS_OF, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
        snapshot = snapshot_of(records)
        sources = Sources.of(snapshot, Practice(calendar), AS_OF, shipped_comparators())
        listed = Figures(sources)
        figures, made = timed(partial(report_of, listed))
        sharing, _ = timed(partial(report_of, listed, HIDDEN_BELOW))
        word, _ = timed(partial(word_file, made))
        pdf, _ = timed(partial(pdf_file, made))
        slides, _ = timed(partial(pdf_file, made, slides=True))
        children = len(sources.cases)
        print(
            f"{children:>6} children: report {figures:.2f} s, Word {word:.2f} s, PDF {pdf:.2f} s, "
            f"slides {slides:.2f} s, for sharing {sharing:.2f} s more; "
            f"with its file at most {figures + max(word, pdf):.2f} s "
            f"(goal {GOAL_SECONDS:g} s)"
        )


if __name__ == "__main__":
    main()
