"""The page of what can leave: what is due of whom, and when each was made last."""

from datetime import date

import pytest

from iro_desktop.domain.records import AccessEvent, Officer, Record
from iro_desktop.domain.snapshot import Snapshot, Stored, build
from iro_desktop.services.reports_page import ReportLine, ReportsPage, reports_page
from tests.builders import a_child, an_id
from tests.stores import OFFICER_ID, TODAY

MADE = "The summary of March 2020 has not been made yet"


def holding(*records: Record) -> Snapshot:
    """Return what a store of these records holds."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 1)


def page(*records: Record, whole_service: bool = False, today: date = TODAY) -> ReportsPage:
    officer = Officer(id=OFFICER_ID, name="Kit Moor")
    snapshot = holding(officer, a_child("AB12", "2010-08-02"), *records)
    return reports_page(snapshot, today, OFFICER_ID, whole_service=whole_service)


def noted(words: str, on: date = TODAY, what: str = "export") -> AccessEvent:
    return AccessEvent(id=an_id(), what=what, on=on, note=words)


def line(found: ReportsPage, key: str) -> ReportLine:
    return next(one for one in found.lines if one.key == key)


@pytest.mark.parametrize(
    "noted_words, headline",
    [
        ("", MADE),
        ("summary, 24 months up to February 2020", MADE),
        ("figures as CSV, the 12 months to March 2020", MADE),
        (
            "summary, 24 months up to March 2020",
            "Nothing is due: the summary of March 2020 is made",
        ),
    ],
)
def test_the_summary_of_the_last_finished_month_is_due_of_an_iro(
    noted_words: str, headline: str
) -> None:
    found = page(noted(noted_words))
    assert found.headline == headline
    is_due = headline == MADE
    assert (found.act == "export_summary") is is_due
    assert bool(line(found, "export_summary").due) is is_due


def test_a_month_that_is_running_is_not_due() -> None:
    found = page(today=date(2020, 4, 29))
    assert found.headline == MADE


def test_of_a_whole_service_the_report_of_the_last_year_is_due() -> None:
    found = page(whole_service=True)
    assert found.headline == "The report of the year to 31 March 2020 has not been made yet"
    assert found.act == "yearly_report"
    made = noted("yearly report up to 31 March 2020, PDF")
    assert page(made, whole_service=True).act == ""


def test_without_children_or_a_name_it_says_what_to_do_first() -> None:
    nobody = reports_page(holding(), TODAY, "", whole_service=False)
    assert nobody.headline == "There is nothing to report yet"
    assert "add or import children first" in nobody.note
    child = holding(a_child("AB12", "2010-08-02"))
    nameless = reports_page(child, TODAY, "", whole_service=False)
    assert "enter your name" in nameless.note
    assert nameless.act == ""


def test_each_line_says_when_it_was_made_last() -> None:
    found = page(
        noted("caseload list", date(2020, 3, 2), "print"),
        noted("caseload list", date(2020, 2, 3), "print"),
        noted("charts, 40 charts as SVG and CSV", date(2019, 6, 3)),
        noted("diary, 12 entries", date(2020, 3, 9), "child_page"),
    )
    assert line(found, "print_caseload").last == "Last made on 2 Mar."
    assert line(found, "export_charts").last == "Last made on 3 Jun 2019."
    assert line(found, "export_diary").last == "Not made lately."
    assert len({one.key for one in found.lines}) == len(found.lines) == 9
