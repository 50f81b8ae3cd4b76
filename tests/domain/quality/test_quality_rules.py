"""Each rule on the records of a store: what just passes it, and what fails it by one day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desktop.domain.measures import MEASURES, Figures, Period
from iro_desktop.domain.quality import RULES, Finding, effect_by_measure, findings, say_effects
from iro_desktop.domain.records import ChildRecord, LegalStatus, Officer, Participation, Record
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from tests.builders import (
    Day,
    a_case,
    a_check,
    a_contact,
    a_health_assessment,
    a_meeting,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    an_enquiry,
    an_officer,
    care,
    figures_for,
    legal_status,
    placement,
    the_day,
    took_part,
    working_time,
)

TODAY = "2020-03-31"


def found(*cases: CaseFile, others: tuple[Record, ...] = (), **known: Any) -> list[Finding]:
    """Return the findings of some children on 31 March 2020, with records about no child."""
    kinds: dict[type[Record], list[Record]] = {}
    for one in others:
        kinds.setdefault(type(one), []).append(one)
    by_child = {case.child.id: case for case in cases}
    snapshot = Snapshot(0, by_child, {kind: tuple(ones) for kind, ones in kinds.items()})
    return list(findings(snapshot, figures_for(*cases, as_of=TODAY, **known)))


def rules(*records: ChildRecord, **child: Any) -> set[str]:
    """Return the rules that one child's records break."""
    return {one.rule for one in found(a_case(*records, **child))}


def reviewed(code: str, held: Day, **fields: Any) -> tuple[ChildRecord, ...]:
    review = a_review(held, **fields)
    return (review, took_part(review, code)) if code else (review,)


CARE = care("2019-05-06")
FIRST = reviewed("PN1", "2019-05-20")  # so that the next one is due some day


@pytest.mark.parametrize(
    "born, held, code, rule",
    [
        ("2015-06-15", "2019-06-15", "PN0", None),  # the fourth birthday passes both
        ("2015-06-15", "2019-06-15", "PN1", None),
        ("2015-06-15", "2019-06-16", "PN0", "440"),
        ("2015-06-15", "2019-06-14", "PN7", "441"),
        ("2015-06-15", "2019-06-14", "PN0", None),
        ("2016-02-29", "2020-02-29", "PN0", None),
        ("2016-02-29", "2020-03-01", "PN0", "440"),
        ("2016-02-29", "2020-02-28", "PN2", "441"),
        ("2015-06-15", "2019-06-15", "PN8", "167"),
        ("2015-06-15", "2019-06-15", "", "167"),
        (None, "2019-06-16", "PN0", None),
    ],
)
def test_the_code_of_a_review_goes_with_the_age(
    born: Day, held: str, code: str, rule: str | None
) -> None:
    broken = rules(CARE, *reviewed(code, held), born=born) & {"440", "441", "167"}
    assert broken == ({rule} if rule else set())


def test_a_code_is_not_asked_of_short_breaks_nor_of_reviews_to_come() -> None:
    breaks = care("2019-05-06", short_breaks=True)
    assert "167" not in rules(breaks, a_review("2019-07-01"))
    assert "167" not in rules(CARE, a_review("2020-04-01"))
    assert "167" in rules(CARE, a_review("2020-03-31"))


def test_participation_needs_a_day_of_the_review() -> None:
    assert "166" in rules(CARE, *FIRST, *reviewed("PN1", None))
    assert "166" not in rules(CARE, *FIRST, a_review(None))


@pytest.mark.parametrize(
    "start, end, held, breaks",
    [
        ("2019-05-06", "2019-12-02", "2019-05-06", False),
        ("2019-05-06", "2019-12-02", "2019-12-02", False),
        ("2019-05-06", "2019-12-02", "2019-05-05", True),
        ("2019-05-06", "2019-12-02", "2019-12-03", True),
        ("2019-05-06", None, "2020-03-31", False),
        ("2019-05-06", None, "2020-04-01", False),  # to come: it is a day ahead, not outside
    ],
)
def test_a_review_belongs_to_a_period_of_care(
    start: str, end: Day, held: str, breaks: bool
) -> None:
    broken = rules(care(start, end), *reviewed("PN1", held))
    assert ("review_outside_care" in broken) is breaks


def test_a_child_with_reviews_and_no_care_is_one_finding() -> None:
    case = a_case(*reviewed("PN1", "2019-06-03"), *reviewed("PN1", "2019-09-02"))
    (one,) = found(case)
    assert (one.rule, one.kind, one.mends) == ("1012", "Child", "add CarePeriod")
    assert one.sentence.startswith("2 reviews on file but no period of care")


@pytest.mark.parametrize(
    "held, rule",
    [
        ("2019-06-03", "8841"),
        ("2019-06-04", None),
        ("2019-06-02", "conference_outside_plan"),
        ("2019-12-02", None),
        ("2019-12-03", "conference_outside_plan"),
    ],
)
def test_a_review_conference_lies_after_the_start_of_its_plan(held: str, rule: str | None) -> None:
    broken = rules(a_plan("2019-06-03", "2019-12-02"), a_review(held, "rcpc"))
    assert broken & {"8841", "conference_outside_plan"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    "other, rule",
    [("2019-06-03", "duplicate_review"), ("2019-06-10", "near_review"), ("2019-06-11", None)],
)
def test_reviews_that_may_be_one(other: str, rule: str | None) -> None:
    broken = rules(CARE, *reviewed("PN1", "2019-06-03"), *reviewed("PN1", other))
    assert broken & {"duplicate_review", "near_review"} == ({rule} if rule else set())


def test_a_review_and_a_conference_of_one_day_are_two() -> None:
    both = a_review("2019-09-02", "rcpc"), *reviewed("PN1", "2019-09-02")
    assert not rules(CARE, a_plan("2019-06-03", "2019-09-03"), *both) & {"duplicate_review"}


@pytest.mark.parametrize(
    "held, reason, breaks",
    [
        ("2019-06-05", "", False),  # the 20th working day: 27 May was a bank holiday
        ("2019-06-06", "", True),
        ("2019-06-06", "The carer was in hospital", False),
    ],
)
def test_a_late_review_asks_for_its_reason(held: str, reason: str, breaks: bool) -> None:
    period = care("2019-05-07")
    broken = rules(period, *reviewed("PN1", held, late_reason=reason))
    assert ("late_review" in broken) is breaks


def test_the_reason_is_asked_for_of_the_last_twelve_months() -> None:
    period = care("2018-12-03")
    late = reviewed("PN1", "2019-03-31"), reviewed("PN1", "2019-03-30")
    assert "late_review" in rules(period, *late[0])
    assert "late_review" not in rules(period, *late[1])


@pytest.mark.parametrize("held, breaks", [("2019-06-14", False), ("2019-06-15", True)])
def test_an_initial_conference_is_on_a_weekday(held: str, breaks: bool) -> None:
    conference = a_review(held, "icpc", strategy_on="2019-06-03")
    assert ("8875" in rules(conference)) is breaks


@pytest.mark.parametrize(
    "strategy, rule",
    [("2019-06-14", None), ("2019-06-15", "8615"), (None, "no_strategy_date")],
)
def test_the_strategy_discussion_comes_before_the_conference(
    strategy: Day, rule: str | None
) -> None:
    broken = rules(a_review("2019-06-14", "icpc", strategy_on=strategy))
    assert broken & {"8615", "no_strategy_date"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    "start, end, rule",
    [
        ("2019-06-03", "2019-06-04", None),
        ("2019-06-03", "2019-06-03", "8840"),
        ("2019-06-03", "2019-06-02", "8925"),
        ("2020-03-31", None, None),
        ("2020-04-01", None, "8720"),
        (None, None, "8720"),
    ],
)
def test_the_days_of_a_plan(start: Day, end: Day, rule: str | None) -> None:
    assert rules(a_plan(start, end)) == ({rule} if rule else set())


@pytest.mark.parametrize(
    "held, breaks",
    [("2019-06-03", False), ("2019-06-04", True), ("2019-07-04", True), ("2019-07-05", False)],
)
def test_a_plan_starts_on_the_day_of_its_conference(held: str, breaks: bool) -> None:
    conference = a_review(held, "icpc", strategy_on="2019-05-20")
    assert ("2885" in rules(a_plan("2019-06-03"), conference)) is breaks


def test_a_plan_without_a_conference_on_file_says_nothing() -> None:
    assert "2885" not in rules(a_plan("2019-06-03"))


@pytest.mark.parametrize(
    "first_end, second, second_end, rule",
    [
        ("2019-09-02", "2019-09-03", None, None),
        ("2019-09-02", "2019-09-02", None, "8940"),
        (None, "2019-09-02", "2019-12-02", "8940"),
        (None, "2019-09-02", None, "second_open_plan"),
    ],
)
def test_plans_that_overlap(first_end: Day, second: str, second_end: Day, rule: str | None) -> None:
    broken = rules(a_plan("2019-06-03", first_end), a_plan(second, second_end))
    assert broken & {"8940", "second_open_plan"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    "started, breaks", [("2020-03-10", False), ("2020-03-09", True)]
)  # the 15th working day is 31 March, or the day before
def test_an_enquiry_asks_for_its_conference_after_15_working_days(
    started: str, breaks: bool
) -> None:
    assert ("8675Q" in rules(an_enquiry(started))) is breaks
    assert "8675Q" not in rules(an_enquiry(started, conference_not_needed=True))
    assert "8675Q" not in rules(an_enquiry(started), a_review("2020-03-20", "icpc"))


@pytest.mark.parametrize(
    "first_end, second, rule",
    [
        ("2019-09-02", "2019-09-01", "overlap"),
        ("2019-09-02", "2019-09-02", None),
        ("2019-09-02", "2019-09-03", "short_gap"),
        ("2019-09-02", "2019-09-09", "short_gap"),
        ("2019-09-02", "2019-09-10", None),
        (None, "2019-09-02", "overlap"),
    ],
)
def test_periods_of_care_in_a_row(first_end: Day, second: str, rule: str | None) -> None:
    broken = rules(care("2019-05-06", first_end), care(second))
    assert broken & {"overlap", "short_gap"} == ({rule} if rule else set())


def test_days_of_care_that_cannot_be() -> None:
    assert "care_without_start" in rules(care(None))
    assert "ends_before_start" in rules(care("2019-05-06", "2019-05-05"))
    assert "ends_before_start" not in rules(care("2019-05-06", "2019-05-06"))


@pytest.mark.parametrize("ended, gap", [("2019-09-02", False), ("2019-09-01", True)])
def test_a_legal_status_and_a_placement_hold_all_through_care(ended: str, gap: bool) -> None:
    statuses = legal_status("V2", "2019-05-06", ended), legal_status("C2", "2019-09-02")
    homes = placement("U6", "2019-05-06", ended), placement("U1", "2019-09-02")
    assert ("gap" in rules(CARE, *FIRST, *statuses)) is gap
    assert ("gap" in rules(CARE, *FIRST, *homes)) is gap


def test_there_is_no_gap_between_two_periods_of_care() -> None:
    periods = care("2019-05-06", "2019-09-02"), care("2019-12-02")
    statuses = legal_status("C2", "2019-05-06", "2019-09-02"), legal_status("C2", "2019-12-02")
    assert "gap" not in rules(*periods, *statuses)


def test_a_status_without_an_end_is_over_when_the_next_begins() -> None:
    statuses = legal_status("V2", "2019-05-06"), legal_status("C2", "2019-09-02")
    assert rules(CARE, *FIRST, *statuses) & {"gap", "overlap"} == set()


def test_episodes_that_overlap_are_told_once() -> None:
    records = [
        care("2019-05-06", "2019-09-02"),
        care("2019-08-01"),
        legal_status("C2", "2019-05-06", "2019-09-02"),
        legal_status("C2", "2019-08-01"),
        placement("U1", "2019-05-06", "2019-09-02"),
        placement("U1", "2019-08-01"),
    ]
    overlaps = [one.kind for one in found(a_case(*records)) if one.rule == "overlap"]
    assert overlaps == ["CarePeriod"]


@pytest.mark.parametrize("analysis, breaks", [("Safe", False), ("", True), ("  \n", True)])
def test_a_check_needs_an_analysis(analysis: str, breaks: bool) -> None:
    check = a_check("2020-01-06", analysis)
    assert ("check_without_analysis" in rules(CARE, *FIRST, check)) is breaks


def test_an_analysis_is_asked_for_of_the_last_twelve_months() -> None:
    assert "check_without_analysis" in rules(a_check("2019-03-31", ""))
    assert "check_without_analysis" not in rules(a_check("2019-03-30", ""))


@pytest.mark.parametrize(
    "record",
    [
        a_review("2020-04-01"),
        a_check("2020-04-01"),
        a_contact("2020-04-01"),
        care("2020-04-01"),
        legal_status("C2", "2020-04-01"),
        an_enquiry("2020-04-01"),
        a_health_assessment("2020-04-01"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_has_happened_does_not_lie_ahead(record: ChildRecord) -> None:
    assert "future_date" in rules(record)
    day = next(
        name
        for name in ("held_on", "checked_on", "contact_on", "strategy_on", "assessed_on",
                     "started_on")
        if getattr(record, name, None)
    )  # fmt: skip
    today: Any = {day: the_day(TODAY)}
    assert "future_date" not in rules(replace(record, **today))


def test_a_birth_lies_ahead_only_as_an_expected_one() -> None:
    assert "future_date" in rules(born="2020-04-01")
    assert "future_date" not in rules(born=None, expected_on="2020-06-01")
    assert "future_date" not in rules(born="2020-03-31")


def test_nothing_due_and_nothing_booked_is_a_finding() -> None:
    unknown = care("2019-05-06", start_unknown=True)
    assert "no_next_review" in rules(unknown)
    assert "no_next_review" not in rules(unknown, *reviewed("PN1", "2020-01-06"))
    assert "no_next_review" not in rules(CARE)
    assert "no_next_review" not in rules(care("2019-05-06", "2020-03-02", start_unknown=True))


@pytest.mark.parametrize("booked, breaks", [("2020-03-31", False), ("2020-03-30", True)])
def test_a_booked_review_is_a_next_one(booked: str, breaks: bool) -> None:
    meeting = a_meeting(booked_on=booked)
    case = a_case(
        care("2019-05-06", start_unknown=True), replace(a_review(None), meeting_id=meeting.id)
    )
    broken = {one.rule for one in found(case, others=(meeting,), meetings=(meeting,))}
    assert ("no_next_review" in broken) is breaks


@pytest.mark.parametrize("last_day, breaks", [("2020-03-31", False), ("2020-03-30", True)])
def test_an_iro_with_children_needs_working_time(last_day: str, breaks: bool) -> None:
    case = a_case(CARE, *FIRST, an_allocation("iro-1", "2019-05-06"))
    iro, time = an_officer("iro-1"), working_time("iro-1", 1.0, "2019-01-01", last_day)
    broken = [
        one.rule for one in found(case, others=(iro, time), officers=(iro,), working_times=(time,))
    ]
    assert ("fte_missing" in broken) is breaks


def test_an_iro_without_children_needs_none() -> None:
    iro = an_officer("iro-1")
    assert found(a_case(CARE, *FIRST), others=(iro,), officers=(iro,)) == []


def test_two_children_with_one_reference_or_pupil_number() -> None:
    cases = a_case(reference="AB12"), a_case(reference=" ab12 ")
    (one,) = found(*cases)
    assert (one.rule, one.child_id) == ("duplicate_child", cases[1].child.id)
    pupils = a_case(reference="A", upn="X1"), a_case(reference="B", upn="x1")
    assert [one.rule for one in found(*pupils)] == ["duplicate_child"]
    assert found(a_case(reference="A"), a_case(reference="B")) == []


def test_the_same_record_twice() -> None:
    contact = a_contact("2020-01-06", note="Settled")
    again = a_contact("2020-01-06", note="Settled")
    other = a_contact("2020-01-06", note="Settled, and asks for his brother")
    assert "duplicate" in rules(contact, again)
    assert "duplicate" not in rules(contact, other)


def test_links_that_lead_nowhere_and_codes_that_nobody_knows() -> None:
    review = a_review("2019-05-20")
    lost = Participation(id="p", review_id="gone", participation="PN1")
    broken = found(a_case(CARE, review, took_part(review, "PN1"), lost))
    assert [(one.rule, one.record_id) for one in broken] == [("dangling_link", "p")]
    (one,) = found(a_case(CARE, *FIRST, legal_status("Z9", "2019-05-06")))
    assert one.rule == "unknown_code"
    assert "“Z9” is no code for “Legal status”" in one.sentence


def test_a_link_breaks_though_the_childs_own_records_are_the_same_as_before() -> None:
    case = a_case(CARE, *FIRST, a_check("2019-08-05", officer_id="an iro"))
    figures = figures_for(case, as_of=TODAY)
    here = Snapshot(0, {case.child.id: case}, {Officer: (an_officer("an iro"),)})
    assert not findings(here, figures)
    assert [one.rule for one in findings(replace(here, others={}), figures)] == ["dangling_link"]


def test_what_is_wrong_with_a_child_goes_once_its_records_are_mended() -> None:
    case = a_case(CARE, *FIRST, legal_status("Z9", "2019-05-06"))
    figures = figures_for(case, as_of=TODAY)
    for _ in range(2):
        broken = findings(Snapshot(0, {case.child.id: case}), figures)
        assert [one.rule for one in broken] == ["unknown_code"]
    mended = CaseFile(case.child, {k: v for k, v in case.records.items() if k is not LegalStatus})
    after = Figures(replace(figures.sources, cases={case.child.id: mended}), figures)
    assert not findings(Snapshot(1, {case.child.id: mended}), after)


def test_a_record_of_nobody() -> None:
    orphan = replace(a_contact("2020-01-06"), child_id="gone")
    snapshot = Snapshot(0, {}, {}, (), (orphan,))
    (one,) = findings(snapshot, figures_for(as_of=TODAY))
    assert (one.rule, one.mends) == ("orphan", "do bin")


# What figures make of it


LEFT_OUT = [
    (CARE, *FIRST, *reviewed("PN0", "2019-09-02")),
    (CARE, *FIRST, *reviewed("", "2019-09-02")),
    (CARE, *FIRST, *reviewed("PN1", "2019-05-05")),
    (a_plan("2019-06-03", "2019-12-02"), a_review("2019-12-03", "rcpc")),
    (a_plan("2019-06-03", "2019-12-02"), a_review("2019-06-03", "rcpc")),
    (a_review("2019-06-14", "icpc", strategy_on="2019-06-15"),),
    (a_review("2019-06-14", "icpc"),),
    (CARE, *FIRST, a_check("2019-08-12", "")),
    (CARE, *FIRST, *reviewed("PN1", "2020-04-01")),
]


@pytest.mark.parametrize("records", LEFT_OUT, ids=range(len(LEFT_OUT)))
def test_what_is_said_to_be_left_out_moves_no_figure(records: tuple[ChildRecord, ...]) -> None:
    """Without the record each measure that is said to leave it out says the same."""
    case = a_case(*records)
    (one,) = [
        one
        for one in found(case)
        if one.rule in {"440", "167", "review_outside_care", "conference_outside_plan", "8841",
                        "8615", "no_strategy_date", "check_without_analysis", "future_date"}
    ]  # fmt: skip
    rest = [record for record in records if record.id != one.record_id]
    period = Period(None, date(2020, 3, 31))
    measures = [measure for effect in one.effects for measure in effect.measures]
    assert measures
    for measure in measures:
        sides = [
            figures_for(which, as_of=TODAY).cases(measure, period)
            for which in (case, a_case(*rest, child=case.child))
        ]
        met, not_met = ([len(getattr(side, name)) for side in sides] for name in ("met", "not_met"))
        assert met[0] == met[1], measure
        assert not_met[0] == not_met[1], measure


def test_effects_are_said_with_the_titles_of_the_measures() -> None:
    (one,) = found(a_case(CARE, *FIRST, *reviewed("PN1", "2019-05-05")))
    practice, today = a_practice(), the_day(TODAY)
    said = effect_by_measure(one.effects, practice, today)
    assert said["cla_reviews_in_time"] == (
        "This review is left out of “Reviews of children looked after in time”."
    )
    assert say_effects(one.effects, practice, today).startswith(
        "This review is left out of “Reviews of children looked after in time”, “"
    )


def test_rules_name_measures_that_there_are() -> None:
    for rule in RULES.values():
        assert rule.title
        assert rule.source
        for effect in rule.effects:
            assert set(effect.measures) <= MEASURES.keys(), rule.id


def test_sentences_say_what_to_do_and_name_no_child() -> None:
    day = the_day(TODAY) + timedelta(days=1)
    case = a_case(
        CARE, *reviewed("PN0", "2019-05-05"), a_plan(day), a_plan("2019-06-03"),
        a_plan("2019-07-01"), reference="QZ77", initials="W.W.",
    )  # fmt: skip
    broken = found(case)
    assert len({one.rule for one in broken}) > 3
    for one in broken:
        assert one.sentence.endswith(".")
        assert "QZ77" not in one.sentence
        assert "W.W." not in one.sentence
