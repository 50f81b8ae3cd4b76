"""The steps of a yearly report: what is offered, what is named, and keeping what was typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import Priority
from iro_desktop.domain.yearly_report import SectionKey
from iro_desktop.services.commentaries import keep_commentary
from iro_desktop.services.comparators import enter_comparator, shipped_comparators
from iro_desktop.services.priorities import keep_list, keep_states, priorities_for
from iro_desktop.services.report_wizard import (
    TEAM,
    ReportChoice,
    choice_of,
    choice_text,
    chosen_report,
    compared_with,
    headings_of,
    is_written,
    keep_written,
    spans_of,
    whose_offered,
    with_words,
    written_words,
)
from iro_desktop.services.team_sample import sample_team
from iro_desktop.services.workspace import Workspace
from tests.builders import a_comparator
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
BEFORE = Period(date(2018, 4, 1), date(2019, 3, 31))
MEASURE = "cla_reviews_in_time"
WORDS = {SectionKey.OVERSIGHT: "Two posts were vacant."}
NEW = Priority(id="", words="A book for every child")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = a_workspace(tmp_path / "store")
    yield found
    found.close()


@pytest.mark.parametrize(
    "today, words",
    [
        ("2020-03-31", ["Financial year 2019–20", "Financial year 2018–19"]),
        (
            "2020-07-10",
            [
                "Financial year 2019–20",
                "Financial year 2020–21, up to June 2020",
                "Financial year 2018–19",
                "The 12 months to June 2020",
            ],
        ),
        ("2020-04-20", ["Financial year 2019–20", "Financial year 2018–19"]),
    ],
)
def test_the_last_year_that_is_over_is_offered_first(today: str, words: list[str]) -> None:
    assert [one.words for one in spans_of(date.fromisoformat(today))] == words


def test_the_team_is_offered_where_its_summaries_are_open(workspace: Workspace) -> None:
    team = sample_team(TODAY)
    own, of_team = whose_offered(workspace.snapshot, OFFICER_ID, whole_service=False, team=team)
    assert own.words == "Mine alone, IRO 1"
    assert of_team.more.startswith("Summaries of 8 of 9 IROs up to February 2020")
    alone = whose_offered(workspace.snapshot, OFFICER_ID, whole_service=True, team=None)
    assert [one.name for one in alone] == ["The whole service"]


def test_the_report_of_a_team_says_how_far_its_summaries_cover_it(workspace: Workspace) -> None:
    choice = ReportChoice(Period(date(2019, 3, 1), date(2020, 2, 29)), TEAM)
    report = chosen_report(workspace, choice, sample_team(TODAY))
    assert report.whose == "The team"
    assert report.notes[0].startswith("The figures rest on the summaries of 8 of 9 IROs")


def test_only_what_is_ticked_is_named(workspace: Workspace) -> None:
    fill(workspace, 30)
    for area, kind in (("Next door", "neighbour"), ("Up the hill", "neighbour"), ("W", "region")):
        comparator = a_comparator(2020, area, kind, MEASURE, 70)
        enter_comparator(workspace, comparator)
    enter_comparator(workspace, a_comparator(2021, "Too late", "region", MEASURE, 70))
    found = compared_with(workspace.snapshot, shipped_comparators(), YEAR)
    assert [one.words for one in found] == [
        "Average of 2 statistical neighbours",
        "W, region",
        "England",
    ]

    def said(*unnamed: str) -> str:
        report = chosen_report(workspace, ReportChoice(YEAR, unnamed=frozenset(unnamed)), None)
        return " ".join(one.words for part in report.sections for one in part.bullets)

    assert "statistical neighbours" in said()
    without = said("neighbour", "country:england", "region:w")
    assert "statistical neighbours" not in without
    assert "W figure" not in without


def test_an_iro_is_not_named_in_a_report_for_sharing(workspace: Workspace) -> None:
    assert chosen_report(workspace, ReportChoice(YEAR), None).whose == "IRO 1"
    assert chosen_report(workspace, ReportChoice(YEAR, share=True), None).whose == "One IRO"


def test_last_years_words_are_beside_and_not_in_the_report(workspace: Workspace) -> None:
    keep_commentary(workspace, SectionKey.OVERSIGHT, BEFORE, "It was a hard year.")
    found = written_words(workspace.snapshot, YEAR)[SectionKey.OVERSIGHT]
    assert (found.words, found.last_year) == ("", "It was a hard year.")


def test_what_was_typed_is_kept_once_and_comes_into_the_report(workspace: Workspace) -> None:
    report = chosen_report(workspace, ReportChoice(YEAR), None)
    assert not is_written(workspace.snapshot, YEAR, WORDS, (), (NEW,))
    assert keep_written(workspace, YEAR, WORDS, (), (NEW,)) == 2
    kept = priorities_for(workspace, YEAR)
    assert is_written(workspace.snapshot, YEAR, WORDS, (), kept)
    assert keep_written(workspace, YEAR, WORDS, (), kept) == 0
    now = with_words(workspace.snapshot, report)
    commentary = now.section(SectionKey.OVERSIGHT).commentary
    assert commentary is not None
    assert commentary.words == "Two posts were vacant."
    assert [one.words for one in now.next_year] == ["A book for every child"]


def test_a_list_is_kept_in_its_order_and_what_is_not_in_it_is_deleted(
    workspace: Workspace,
) -> None:
    keep_list(workspace, YEAR, [NEW, replace(NEW, words="Two")], today=TODAY)
    one, two = priorities_for(workspace, YEAR)
    keep_list(workspace, YEAR, [two, replace(NEW, words="Three"), one], today=TODAY)
    assert [p.words for p in priorities_for(workspace, YEAR)] == ["Two", "Three", NEW.words]
    keep_list(workspace, YEAR, [two], today=TODAY)
    assert [p.words for p in priorities_for(workspace, YEAR)] == ["Two"]
    with pytest.raises(RefusedError):
        keep_list(workspace, YEAR, [two, replace(NEW, words="")], today=TODAY)


def test_how_far_last_years_are_is_as_on_today_where_it_changed(workspace: Workspace) -> None:
    keep_list(workspace, BEFORE, [NEW, replace(NEW, words="Two")], today=TODAY)
    one, two = priorities_for(workspace, BEFORE)
    done = replace(one, state="done", progress="All have one. ")
    gone = replace(NEW, id="9" * 32, state="done")
    assert keep_states(workspace, [done, two, gone], today=TODAY) == 1
    assert keep_states(workspace, [done, two], today=TODAY) == 0
    now, other = priorities_for(workspace, BEFORE)
    assert (now.state, now.state_on, now.progress) == ("done", TODAY, "All have one.")
    assert other.state_on is None


def test_a_choice_is_remembered_and_nonsense_is_none() -> None:
    choice = ReportChoice(YEAR, TEAM, share=True, unnamed=frozenset({"neighbour"}))
    assert choice_of(choice_text(choice)) == choice
    for text in ("", "{}", "[1]", '{"from": "x", "to": "y", "unnamed": []}'):
        assert choice_of(text) is None


def test_the_steps_are_called_as_the_sections_are(workspace: Workspace) -> None:
    assert headings_of(workspace.practice.on(TODAY))[0] == "Children Looked After"
