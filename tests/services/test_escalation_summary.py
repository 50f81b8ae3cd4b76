"""Challenges stage by stage: what is open and for how long, what ended there in a year."""

from datetime import date
from typing import Any

from iro_desktop.domain.escalation import Progress, progress
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.services.escalation_summary import StageSummary, escalation_summary
from tests.builders import a_challenge, a_practice, a_step

TODAY = date(2020, 3, 31)  # a Tuesday
PRACTICE = a_practice()


def at(
    opened: str, *stages: tuple[str, str], replied: str | None = None, **fields: Any
) -> Progress:
    challenge = a_challenge(opened, **fields)
    steps = [a_step(challenge, stage, on) for stage, on in stages[:-1]]
    stage, on = stages[-1] if stages else ("informal", opened)
    steps.append(a_step(challenge, stage, on, replied))
    return progress(challenge, tuple(steps), PRACTICE, TODAY)


def summary(*cases: Progress) -> dict[str, StageSummary]:
    return {line.key: line for line in escalation_summary(cases, DEFAULT_STANDARDS, TODAY)}


def test_every_local_stage_has_its_line_in_order_with_or_without_cases() -> None:
    found = summary()
    assert list(found) == ["informal", "stage1", "stage2", "stage3", "stage4"]
    line = found["stage3"]
    assert (line.name, line.role) == ("Problem Resolution stage 3", "Head of service")
    assert (line.open, line.longest, line.late, line.closed, line.median) == (0, "", 0, 0, "")


def test_open_cases_count_at_the_stage_that_they_have_reached_with_the_age_of_the_oldest() -> None:
    found = summary(
        at("2020-03-30"),
        at("2020-03-16"),
        at("2020-03-02", ("informal", "2020-03-02"), ("stage1", "2020-03-09")),
        at("2020-03-16", replied="2020-03-18"),
    )
    informal = found["informal"]
    assert (informal.open, informal.longest, informal.late) == (3, "11 working days", 1)
    assert (found["stage1"].open, found["stage1"].longest_days, found["stage1"].late) == (1, 21, 1)


def test_a_case_counts_once_and_the_children_it_names_beside() -> None:
    line = summary(
        at("2020-03-30", child_id="a", other_child_ids=("b", "c")),
        at("2020-03-30", child_id="b"),
    )["informal"]
    assert (line.open, line.children, line.children_named) == (2, 3, "3 children")
    alone = summary(at("2020-03-30", child_id="a"))["informal"]
    assert (alone.open, alone.children_named) == (1, "")


def test_what_ended_in_the_last_twelve_months_counts_where_it_ended_with_its_median() -> None:
    found = summary(
        at("2020-03-02", closed_on="2020-03-09", outcome="achieved"),
        at("2020-03-02", closed_on="2020-03-12", outcome="no"),
        at("2019-03-01", closed_on="2019-03-31", outcome="achieved"),
        at("2019-03-01", closed_on="2019-04-01", outcome="achieved"),
        at(
            "2020-02-03",
            ("informal", "2020-02-03"),
            ("stage1", "2020-02-10"),
            closed_on="2020-02-14",
            outcome="part",
        ),
    )
    assert (found["informal"].closed, found["informal"].median) == (3, "8 working days")
    assert (found["stage1"].closed, found["stage1"].median) == (1, "9 working days")
    two = summary(
        at("2020-03-02", closed_on="2020-03-09", outcome="achieved"),
        at("2020-03-02", closed_on="2020-03-12", outcome="no"),
    )
    assert two["informal"].median == "6.5 working days"


def test_what_was_opened_again_counts_once_and_praise_nowhere() -> None:
    found = summary(
        at("2020-03-16", reopened_on="2020-03-30", reopened_why="It stopped"),
        at("2019-01-07", reopened_on="2019-03-31", reopened_why="It stopped"),
        at("2020-03-16", good_practice=True),
    )
    assert (found["informal"].open, found["informal"].reopened) == (2, 1)


def test_a_stage_that_is_no_longer_local_keeps_a_line_while_a_case_is_at_it() -> None:
    found = summary(at("2020-03-16", ("panel", "2020-03-16")))
    assert list(found)[-1] == "panel"
    assert found["panel"].open == 1
