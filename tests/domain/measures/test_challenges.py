from datetime import date

from iro_desktop.domain.measures import Mode, Period, rounded
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_step,
    an_allocation,
    care,
    figures_for,
)
from tests.figures import counts

INFORMAL = "challenges_informal"
FORMAL = "resolutions_formal"
SHARE = "challenge_informal_share"
CONVERSION = "challenge_conversion"
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))


def informal(opened: str = "2019-10-01", **fields: object) -> list[ChildRecord]:
    challenge = a_challenge(opened, **fields)
    return [challenge, a_step(challenge, "informal", opened)]


def moved_on(
    opened: str = "2019-10-01", formal: str = "2019-10-10", **fields: object
) -> list[ChildRecord]:
    challenge = a_challenge(opened, **fields)
    return [
        challenge,
        a_step(challenge, "informal", opened),
        a_step(challenge, "stage1", formal),
        a_step(challenge, "stage2", "2019-12-01"),
    ]


def formal(opened: str = "2019-10-01") -> list[ChildRecord]:
    challenge = a_challenge(opened)
    return [challenge, a_step(challenge, "stage2", opened)]


def in_care(*records: ChildRecord, started: str = "2015-01-05") -> CaseFile:
    return a_case(care(started), *records)


def test_24_and_96_on_1400_children_are_1_7_and_6_9_per_100_and_a_share_of_80_percent() -> None:
    cases = [in_care(*formal()) for _ in range(24)]
    cases += [in_care(*informal()) for _ in range(96)]
    cases += [in_care() for _ in range(1400 - len(cases))]
    figures = figures_for(*cases)
    results = {one: figures.result(one, YEAR) for one in (INFORMAL, FORMAL, SHARE)}
    assert counts(results[FORMAL].figure) == (24, 1400)
    assert counts(results[INFORMAL].figure) == (96, 1400)
    assert counts(results[SHARE].figure) == (96, 120)
    shown = [rounded(results[one].figure.value or 0) for one in (FORMAL, INFORMAL, SHARE)]
    assert shown == ["1.7", "6.9", "80"]


def test_12_of_90_completed_challenges_became_formal() -> None:
    cases = [in_care(*moved_on()) for _ in range(12)]
    cases += [in_care(*informal(closed_on="2019-11-01", outcome="achieved")) for _ in range(78)]
    cases += [in_care(*informal()), in_care(*formal())]  # still open; never informal
    figure = figures_for(*cases).result(CONVERSION, YEAR).figure
    assert counts(figure) == (12, 90)
    assert rounded(figure.value or 0) == "13.3"


def test_one_issue_that_moves_through_stages_is_one_case() -> None:
    figures = figures_for(in_care(*moved_on()))
    assert figures.result(INFORMAL, YEAR).figure.numerator == 0
    assert figures.result(FORMAL, YEAR).figure.numerator == 1
    assert counts(figures.result(SHARE, YEAR).figure) == (0, 1)


def test_a_case_is_informal_until_the_day_of_its_first_formal_stage() -> None:
    case = in_care(*moved_on(formal="2019-11-05"))
    before = figures_for(case, as_of="2019-11-04")
    assert before.result(INFORMAL).figure.numerator == 1
    assert before.result(FORMAL).figure.numerator == 0
    after = figures_for(case, as_of="2019-11-05").result(FORMAL)
    assert [one.on for one in after.cases().met] == [date(2019, 11, 5)]


def test_a_case_about_several_children_is_counted_once() -> None:
    sister = in_care()
    brother = in_care(*informal(other_child_ids=(sister.child.id,)))
    assert figures_for(brother, sister).result(INFORMAL, YEAR).figure.numerator == 1


def test_a_note_of_good_practice_is_no_challenge() -> None:
    figures = figures_for(in_care(*informal(good_practice=True)))
    assert figures.result(INFORMAL, YEAR).figure.numerator == 0
    assert counts(figures.result(SHARE, YEAR).figure) == (0, 0)


def test_a_challenge_without_any_stage_on_file_is_informal() -> None:
    assert figures_for(in_care(a_challenge("2019-10-01"))).result(INFORMAL, YEAR).figure.numerator


def test_the_average_caseload_is_that_of_the_days_and_not_of_the_last_one() -> None:
    leaver = a_case(care("2015-01-05", "2020-01-01"))  # 275 of the 366 days
    figures = figures_for(in_care(*informal()), leaver)
    figure = figures.result(INFORMAL, YEAR).figure
    assert figure.denominator == (366 + 275) / 366


def test_without_a_period_the_average_runs_from_the_first_case_of_either_kind() -> None:
    joined = in_care(started="2020-01-01")
    figures = figures_for(in_care(*informal("2020-01-01")), in_care(*formal("2019-10-03")), joined)
    first, days = date(2019, 10, 3), (date(2020, 3, 31) - date(2019, 10, 3)).days + 1
    with_joined = (date(2020, 3, 31) - date(2020, 1, 1)).days + 1
    for one in (INFORMAL, FORMAL):
        figure = figures.result(one).figure
        assert counts(figure) == (1, (2 * days + with_joined) / days), first


def test_no_case_at_all_is_a_rate_of_0_and_no_children_is_not_applicable() -> None:
    assert figures_for(in_care()).result(FORMAL, YEAR).figure.value == 0
    assert figures_for().result(FORMAL, YEAR).figure.value is None


def test_a_case_belongs_to_the_iro_allocated_that_day_else_to_who_raised_it() -> None:
    handed_over = in_care(
        *informal("2019-10-01", officer_id="A"),
        *informal("2020-01-01", officer_id="A"),
        an_allocation("A", None, "2019-12-31"),
        an_allocation("B", "2020-01-01"),
    )
    unallocated = in_care(*informal("2019-10-01", officer_id="A"))
    figures = figures_for(handed_over, unallocated)
    found = {
        officer: figures.result(INFORMAL, YEAR, officer_id=officer).figure.numerator
        for officer in ("A", "B", None)
    }
    assert found == {"A": 2, "B": 1, None: 3}


def test_a_case_outlives_care_and_is_filed_when_it_was_raised() -> None:
    case = a_case(care("2019-01-07", "2019-10-15"), *informal("2019-10-01"))
    result = figures_for(case).result(INFORMAL, mode=Mode.MONTH)
    by_month = {p.period.to_on.month: p.figure.numerator for p in result.series}
    assert by_month[10] == 1
    assert sum(by_month.values()) == 1


def test_conversions_are_filed_on_the_day_the_informal_stage_ended() -> None:
    cases = [
        in_care(*moved_on("2019-10-01", "2019-11-05")),
        in_care(*informal("2019-10-01", closed_on="2019-12-05", outcome="part")),
    ]
    result = figures_for(*cases).result(CONVERSION, mode=Mode.MONTH)
    found = {p.period.to_on.month: counts(p.figure) for p in result.series if p.figure.denominator}
    assert found == {11: (1, 1), 12: (0, 1)}


def test_conversions_are_of_the_informal_cases_that_ended_and_not_of_those_raised() -> None:
    """Of 3 raised one became formal and one was closed: 1 of 2, not of 3."""
    closed = in_care(*informal(closed_on="2019-11-01", outcome="achieved"))
    figures = figures_for(in_care(*moved_on()), closed, in_care(*informal()))
    assert counts(figures.result(CONVERSION, YEAR).figure) == (1, 2)
    assert counts(figures.result(SHARE, YEAR).figure) == (2, 3)


def test_stages_are_not_cases() -> None:
    """Two formal stages of one issue are one resolution; by stage it would be two."""
    assert figures_for(in_care(*moved_on())).result(FORMAL, YEAR).figure.numerator == 1
    both = figures_for(in_care(*moved_on()), in_care(*formal()))
    assert both.result(FORMAL, YEAR).figure.numerator == 2
