"""What findings say of figures is so: each claim beside the cases that the measure lists."""

from datetime import date

from iro_desktop.domain.measures import Period
from iro_desktop.domain.quality import Finding, findings
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from tests.builders import a_case, a_plan, a_review, care, figures_for, took_part

TODAY = "2020-03-31"
SO_FAR = Period(None, date(2020, 3, 31))


def the_finding(case: CaseFile, rule: str) -> Finding:
    snapshot = Snapshot(0, {case.child.id: case})
    (one,) = [one for one in findings(snapshot, figures_for(case, as_of=TODAY)) if one.rule == rule]
    return one


def says(one: Finding, words: str) -> tuple[str, ...]:
    """Return the measures of which a finding says something."""
    return next(effect.measures for effect in one.effects if effect.words == words)


def sides(case: CaseFile, measure: str) -> tuple[int, int]:
    """Return how many of a child's cases a measure has as met and as not met."""
    found = figures_for(case, as_of=TODAY).cases(measure, SO_FAR)
    return len(found.met), len(found.not_met)


def standing(case: CaseFile, measure: str, day: str = TODAY) -> float:
    return figures_for(case, as_of=day).result(measure).figure.numerator


def reviews(*days: str, code: str = "PN1") -> list[ChildRecord]:
    held = [a_review(day) for day in days]
    return [*held, *(took_part(one, code) for one in held)]


def test_a_child_too_young_for_the_code_counts_all_the_same() -> None:
    case = a_case(care("2019-05-06"), *reviews("2019-05-20"), born="2019-01-07")
    for measure in says(the_finding(case, "441"), "This review counts, although the child was too "
                        "young, in"):  # fmt: skip
        assert sum(sides(case, measure)) == 1


def test_two_of_one_day_count_as_one_and_two_of_a_week_as_two() -> None:
    same = a_case(care("2019-05-06"), *reviews("2019-05-20", "2019-05-20"))
    near = a_case(care("2019-05-06"), *reviews("2019-05-20", "2019-05-24"))
    held = "cla_reviews_in_time_held"
    assert held in says(the_finding(same, "duplicate_review"), "The two count as one in")
    assert sum(sides(same, held)) == 1
    assert held in says(the_finding(near, "near_review"), "Both count in")
    assert sum(sides(near, held)) == 2


def test_a_late_review_counts_as_late() -> None:
    case = a_case(care("2019-05-07"), *reviews("2019-06-06"))
    measures = says(the_finding(case, "late_review"), "Counts as late in")
    assert measures == ("cla_reviews_in_time", "cla_reviews_in_time_held")
    assert sides(case, "cla_reviews_in_time_held") == (0, 1)


def test_a_review_where_periods_of_care_overlap_counts_in_both_and_the_child_once() -> None:
    periods = care("2019-05-06", "2019-12-02"), care("2019-09-02", "2020-03-30")
    case = a_case(*periods, *reviews("2019-10-01"))
    one = the_finding(case, "overlap")
    held = "cla_reviews_in_time_held"
    assert held in says(one, "A review on the days that overlap counts in both periods in")
    assert sum(sides(case, held)) == 2
    assert "cla_number" in says(one, "The child counts once in")
    assert standing(case, "cla_number", "2019-10-01") == 1


def test_a_new_period_after_few_days_has_a_first_review_of_its_own() -> None:
    periods = care("2019-05-06", "2019-09-02"), care("2019-09-05")
    case = a_case(*periods, *reviews("2019-05-20", "2019-09-20"))
    words = "The second period has a first review of its own in"
    assert "cla_reviews_in_time_held" in says(the_finding(case, "short_gap"), words)
    met = figures_for(case, as_of=TODAY).cases("cla_reviews_in_time_held", SO_FAR).met
    assert [one.part for one in met] == ["first", "first"]


def test_a_conference_in_two_plans_counts_twice_and_the_child_once() -> None:
    conference = a_review("2019-09-02", "rcpc")
    for rule, end in (("8940", "2019-12-02"), ("second_open_plan", None)):
        case = a_case(a_plan("2019-06-03"), a_plan("2019-07-01", end), conference)
        one = the_finding(case, rule)
        held = "cp_reviews_in_time_held"
        assert held in says(one, "Conferences in both plans count twice in")
        assert sum(sides(case, held)) == 2
        assert "cp_number" in says(one, "The child counts once in")
        assert standing(case, "cp_number", "2019-10-01") == 1


def test_a_plan_that_cannot_be_counts_on_no_day() -> None:
    words = "The child does not count with this plan in"
    for rule, plan in (
        ("8840", a_plan("2019-06-03", "2019-06-03")),
        ("8925", a_plan("2019-06-03", "2019-06-02")),
        ("8720", a_plan(None)),
    ):
        case = a_case(plan)
        assert "cp_number" in says(the_finding(case, rule), words)
        assert standing(case, "cp_number", "2019-06-03") == 0
        assert standing(case, "cp_number") == 0


def test_a_period_of_care_that_cannot_be_counts_on_no_day() -> None:
    words = "The child does not count with this period in"
    for rule, period in (
        ("ends_before_start", care("2019-06-03", "2019-06-02")),
        ("care_without_start", care(None)),
    ):
        case = a_case(period)
        assert "cla_number" in says(the_finding(case, rule), words)
        assert standing(case, "cla_number", "2019-06-03") == 0


def test_the_first_review_conference_is_due_from_the_conference_and_not_from_the_plan() -> None:
    """Held three months after the plan began, it is late by three months from the conference."""
    early = a_review("2019-05-27", "icpc", strategy_on="2019-05-20")
    case = a_case(early, a_plan("2019-06-03"), a_review("2019-09-03", "rcpc"))
    words = "The first review conference is due from the conference, not from the plan, in"
    assert says(the_finding(case, "2885"), words) == ("cp_reviews_in_time",)
    assert sides(case, "cp_reviews_in_time_held") == (0, 1)
    alone = a_case(a_plan("2019-06-03"), a_review("2019-09-03", "rcpc"))
    assert sides(alone, "cp_reviews_in_time_held") == (1, 0)
