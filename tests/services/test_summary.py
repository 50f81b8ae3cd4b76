"""What a summary will hold is said before it leaves; then it is a file, and noted."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.errors import FileNotWrittenError, UserError
from iro_desktop.domain.measures import MEASURES, Period
from iro_desktop.domain.records import AccessEvent, Allocation, WorkingTime
from iro_desktop.importers.summary_file import read_summary
from iro_desktop.services.measures import PeriodBackwardsError, figures_of
from iro_desktop.services.summary import (
    NoFinishedMonthError,
    NotWholeMonthsError,
    SummaryContents,
    TooManyMonthsError,
    export_summary,
    said_of,
    summary_contents,
    summary_spans,
)
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

AT = datetime(2020, 3, 31, 16, 5, 0, 123456, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path_factory.mktemp("summary") / "s")
    fill(workspace, 12)
    yield workspace
    workspace.close()


def contents(workspace: Workspace, **asked: Any) -> SummaryContents:
    return summary_contents(workspace, at=AT, **asked)


def test_it_covers_the_last_two_years_of_whole_months(workspace: Workspace) -> None:
    found = contents(workspace)
    assert (found.summary.first_on, found.summary.last_on) == (date(2018, 4, 1), date(2020, 3, 31))
    assert dict(found.facts)["Months"] == "April 2018 to March 2020 (24 months)"
    assert found.file_name == f"Summary of {found.summary.officer_name} to 2020-03.irosummary"
    assert found.summary.made_at == AT.replace(microsecond=0)


def test_what_is_shown_is_what_the_figures_say(workspace: Workspace) -> None:
    found = contents(workspace)
    figures = figures_of(workspace.snapshot, workspace.practice, TODAY)
    march, both_years = Period(date(2020, 3, 1), TODAY), Period(date(2018, 4, 1), TODAY)
    shown = {line.measure_id: line for line in found.lines}
    assert set(shown) == set(MEASURES)
    for measure_id in ("monitoring_between_reviews", "cla_participation"):
        for period, words in (
            (march, shown[measure_id].latest), (both_years, shown[measure_id].whole),
        ):  # fmt: skip
            figure = figures.result(measure_id, period, None, OFFICER_ID).figure
            assert words == f"{figure.numerator:g} of {figure.denominator:g}"
    children = figures.result("cla_number", march, None, OFFICER_ID).figure.numerator
    assert shown["cla_number"].latest == f"{children:g} children"
    assert shown["cla_number"].whole == "at each month’s end"


def test_it_is_written_and_noted_and_read_again(workspace: Workspace, tmp_path: Path) -> None:
    found = contents(workspace, from_on=date(2020, 1, 1), to_on=date(2020, 2, 29))
    written = export_summary(workspace, tmp_path / "Kit.irosummary", found)
    assert read_summary(written).summary == found.summary
    event, *_ = [one for one in workspace.snapshot.of(AccessEvent) if one.what == "export"]
    assert (event.note, event.about_child_id) == ("summary, 2 months up to February 2020", "")
    assert "small counts are in it" in said_of(found, written)
    assert "2 months up to February 2020, counts alone and no child" in said_of(found, written)


def test_what_cannot_be_written_is_said_and_the_earlier_file_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(FileNotWrittenError):
        export_summary(workspace, tmp_path / "none" / "Kit.irosummary", contents(workspace))


@pytest.mark.parametrize(
    "from_on,to_on,error,words",
    [
        ("2020-01-05", "2020-02-29", NotWholeMonthsError,
         "begins on 5 January 2020: choose 1 January 2020 to 29 February 2020."),
        ("2020-01-01", "2020-02-28", NotWholeMonthsError,
         "ends on 28 February 2020: choose 1 January 2020 to 29 February 2020."),
        ("2020-01-05", "2020-02-28", NotWholeMonthsError,
         "begins on 5 January 2020 and ends on 28 February 2020: choose"),
        ("2020-01-01", "2020-04-30", NoFinishedMonthError, "the last of them is March 2020"),
        ("2021-01-01", "2021-01-31", NoFinishedMonthError, "the last of them is March 2020"),
        ("2020-03-01", "2020-01-31", PeriodBackwardsError, "ends before that"),
        ("2009-01-01", "2019-12-31", TooManyMonthsError, "120 months at most"),
    ],
)  # fmt: skip
def test_what_is_no_period_of_a_summary_is_refused(
    workspace: Workspace, from_on: str, to_on: str, error: type[UserError], words: str
) -> None:
    with pytest.raises(error, match=words):
        contents(workspace, from_on=date.fromisoformat(from_on), to_on=date.fromisoformat(to_on))


def test_of_a_month_that_runs_nothing_is_counted(workspace: Workspace) -> None:
    workspace.today = lambda: TODAY + timedelta(days=16)
    try:
        assert contents(workspace).summary.last_on == TODAY
        assert contents(workspace).summary.as_of == TODAY + timedelta(days=16)
    finally:
        workspace.today = lambda: TODAY


def test_periods_that_are_offered_are_whole_and_over() -> None:
    for today in (TODAY, TODAY + timedelta(days=1), date(2020, 4, 30), date(2021, 1, 1)):
        spans = summary_spans(today)
        assert spans[0].words == "Last 24 months"
        assert len({span.words for span in spans}) == len(spans)
        for span in spans:
            assert span.period.from_on is not None
            assert span.period.from_on.day == 1
            assert (span.period.to_on + timedelta(days=1)).day == 1
            assert span.period.to_on <= today


def test_what_the_figures_rest_on_is_said_in_numbers(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s")
    snapshot = fill(workspace, 6)
    with workspace.write("assume") as write:
        case = next(iter(snapshot.cases.values()))
        for one in case.of(Allocation):
            write.put(Allocation(id=one.id, child_id=one.child_id, officer_id=OFFICER_ID,
                                 from_on=one.from_on, assumed=True))  # fmt: skip
        for time in snapshot.of(WorkingTime):
            write.put(replace(time, fte=None))
    said = contents(workspace).coverage
    assert said[0] == "As known on 31 March 2020."
    assert said[3] == "No FTE is entered for 24 months, the last of them March 2020."
    assert "For 1 child it is assumed, and not read from a list, whose child it is." in said
    assert "No import is noted in the last 12 months." in said
    assert not any("LC-" in one for one in said)
    workspace.close()


def test_of_the_sample_it_says_so(workspace: Workspace, tmp_path: Path) -> None:
    workspace.is_sample = True
    try:
        found = contents(workspace)
        assert found.file_name.startswith("Sample summary of ")
        export_summary(workspace, tmp_path / "sample.irosummary", found)
        assert json.loads((tmp_path / "sample.irosummary").read_bytes())["sample"] is True
    finally:
        workspace.is_sample = False
