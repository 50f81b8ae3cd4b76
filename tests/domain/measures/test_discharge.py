from datetime import date

import pytest

from iro_desktop.domain.measures import Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_discharge_plan,
    a_practice,
    an_allocation,
    care,
    figures_for,
    legal_status,
    placement,
)
from tests.figures import counts

DISCHARGED = "care_orders_discharged"
PIPELINE = "discharge_pipeline"
NEEDED = "discharge_decision_needed"
STARTED, ENDED = "2018-01-08", "2019-10-07"


def reasons(measure_id: str, case: CaseFile, as_of: str = "2020-03-31") -> list[str]:
    behind = figures_for(case, as_of=as_of).result(measure_id).cases()
    return [say_reason(one, a_practice()) for one in (*behind.met, *behind.not_met)]


def discharged(*cases: CaseFile, as_of: str = "2020-03-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(DISCHARGED).figure)


def left(
    reason: str = "E4A", *more: ChildRecord, status: str = "C2", born: str = "2010-06-15"
) -> CaseFile:
    return a_case(
        care(STARTED, ENDED, end_reason=reason), legal_status(status, STARTED), *more, born=born
    )


def test_15_of_20_orders_that_ended_were_discharged() -> None:
    cases = [left() for _ in range(15)] + [left("E8") for _ in range(5)]
    assert discharged(*cases) == (15, 20)
    assert say_value(figures_for(*cases).result(DISCHARGED).figure) == "75%"


@pytest.mark.parametrize("reason", ["E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48"])
def test_going_home_and_orders_to_others_are_a_discharge(reason: str) -> None:
    assert discharged(left(reason)) == (1, 1)


@pytest.mark.parametrize("reason", ["E5", "E6", "E7", "E8", "E9", "E14", "E16", "", "E99"])
def test_other_ways_out_of_care_under_18_are_none(reason: str) -> None:
    assert discharged(left(reason)) == (0, 1)


@pytest.mark.parametrize("reason", ["E2", "E3", "E15", "E17"])
def test_death_other_authorities_and_being_18_are_not_in_it(reason: str) -> None:
    assert discharged(left(reason)) == (0, 0)


def test_turning_18_is_no_discharge_whatever_reason_is_recorded() -> None:
    assert discharged(left("E4A", born="2001-10-07")) == (0, 0)
    assert discharged(left("E4A", born="2001-10-06")) == (0, 0)
    assert discharged(left("E4A", born="2001-10-08")) == (1, 1)
    assert discharged(a_case(care(STARTED), legal_status("C2", STARTED), born="2001-10-07")) == (
        0,
        0,
    )


def test_a_child_who_died_is_not_in_it_without_that_reason_either() -> None:
    died = a_case(care(STARTED, ENDED), legal_status("C2", STARTED), died_on=ENDED)
    assert discharged(died) == (0, 0)


def test_adoption_stands_beside_it_as_a_share_of_all_who_left() -> None:
    result = figures_for(left(), left("E8"), left("E11"), left("E12")).result(DISCHARGED)
    assert counts(result.figure) == (1, 2)
    assert counts(result.parts["adopted"]) == (2, 4)


@pytest.mark.parametrize("status", ["V2", "C1", "E1", "J1"])
def test_counting_every_way_out_of_care_would_count_those_without_a_care_order(status: str) -> None:
    assert discharged(left("E4A", status=status)) == (0, 0)


def test_the_latest_legal_status_decides() -> None:
    interim_first = left("E4A", legal_status("C2", "2018-06-04"), status="C1")
    assert discharged(interim_first) == (1, 1)
    no_longer = left("E4A", legal_status("V2", "2019-06-03"))
    assert discharged(no_longer) == (0, 0)
    after = left("E4A", legal_status("V2", "2019-11-04"))
    assert discharged(after) == (1, 1)


def test_short_breaks_and_care_that_has_not_ended_are_not_in_it() -> None:
    breaks = a_case(
        care(STARTED, ENDED, end_reason="E4A", short_breaks=True), legal_status("C2", STARTED)
    )
    open_care = a_case(care(STARTED), legal_status("C2", STARTED))
    assert discharged(breaks, open_care) == (0, 0)
    assert discharged(left(), as_of="2019-10-06") == (0, 0)
    assert discharged(left(), as_of=ENDED) == (1, 1)


def at_home(*more: ChildRecord, born: str = "2010-06-15") -> CaseFile:
    return a_case(
        care("2017-01-09"),
        legal_status("C2", "2017-06-05"),
        placement("P1", "2018-03-05"),
        *more,
        born=born,
    )


def granted(day: str) -> ChildRecord:
    return a_discharge_plan("2019-01-07", "pursue", granted_on=day)


def test_a_granted_discharge_counts_before_the_end_of_care_is_on_file() -> None:
    case = at_home(granted("2019-09-02"))
    assert discharged(case) == (1, 1)
    assert discharged(case, as_of="2019-09-01") == (0, 0)
    assert discharged(at_home(granted("2019-09-02"), born="2001-09-02")) == (0, 0)


@pytest.mark.parametrize(
    "day,cases,filed_on",
    [
        ("2019-09-06", 1, date(2019, 9, 6)),  # 31 days before the end of care
        ("2019-09-05", 2, date(2019, 9, 5)),
        (ENDED, 1, date(2019, 10, 7)),
        ("2019-11-07", 1, date(2019, 10, 7)),  # 31 days after it
        ("2019-11-08", 2, date(2019, 10, 7)),
    ],
)
def test_a_discharge_and_the_end_of_care_within_31_days_are_one_case(
    day: str, cases: int, filed_on: date
) -> None:
    figures = figures_for(left("E4A", granted(day)))
    result = figures.result(DISCHARGED)
    assert counts(result.figure) == (cases, cases)
    assert result.cases().met[0].on == filed_on


def test_a_granted_discharge_is_one_whatever_reason_care_ended_for() -> None:
    assert discharged(left("E8", granted("2019-10-01"))) == (1, 1)


def test_two_records_of_one_period_of_care_are_one_child() -> None:
    twice = care(STARTED, ENDED, end_reason="E4A")
    assert discharged(left("E4A", twice)) == (1, 1)


def test_two_records_of_one_discharge_count_once() -> None:
    assert discharged(at_home(granted("2019-09-02"), granted("2019-09-20"))) == (1, 1)
    assert discharged(left("E4A", granted("2019-10-01"), granted("2019-10-10"))) == (1, 1)
    assert discharged(at_home(granted("2019-01-07"), granted("2019-09-20"))) == (2, 2)


def test_an_adopted_child_is_no_discharge_also_where_one_is_recorded() -> None:
    result = figures_for(left("E12", granted(ENDED))).result(DISCHARGED)
    assert counts(result.figure) == (0, 0)
    assert counts(result.parts["adopted"]) == (1, 1)


def test_the_discharge_of_a_child_whose_status_has_changed_since_counts() -> None:
    case = left("E4A", granted("2019-09-20"), legal_status("V2", "2019-09-20"))
    assert discharged(case) == (1, 1)


def test_a_discharge_belongs_to_the_iro_of_its_day() -> None:
    case = left("E4A", an_allocation("A", STARTED, ENDED))
    figures = figures_for(case)
    assert counts(figures.result(DISCHARGED, officer_id="A").figure) == (1, 1)
    october = Period(date(2019, 10, 1), date(2019, 10, 31))
    assert counts(figures.result(DISCHARGED, october).figure) == (1, 1)


def test_the_end_of_an_order_says_how_it_came() -> None:
    assert reasons(DISCHARGED, left()) == [
        "left care 7 October 2019: returned home with parental responsibility, planned"
    ]
    assert reasons(DISCHARGED, left("")) == ["left care 7 October 2019: no reason recorded"]
    assert reasons(DISCHARGED, left("E8", granted("2019-10-01"))) == [
        "discharge of the care order granted 1 October 2019, left care 7 October"
    ]
    assert reasons(DISCHARGED, at_home(granted("2019-09-02"))) == [
        "discharge of the care order granted 2 September 2019"
    ]


# At home under a care order, for 12 months from 5 March 2019


def stock(measure_id: str, *cases: CaseFile, day: str) -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=day).result(measure_id).figure)


def both(case: CaseFile, day: str = "2020-03-31") -> tuple[float, float, float | None]:
    """Whether a discharge is under way, whether a decision is needed, and of how many children."""
    under_way, needed = stock(PIPELINE, case, day=day), stock(NEEDED, case, day=day)
    assert under_way[1] == needed[1]
    return under_way[0], needed[0], needed[1]


def test_of_40_children_12_are_under_way_and_28_need_a_decision() -> None:
    cases = [at_home(a_discharge_plan("2019-06-03", "pursue")) for _ in range(12)]
    cases += [at_home() for _ in range(28)]
    figures = figures_for(*cases)
    assert counts(figures.result(PIPELINE).figure) == (12, 40)
    assert say_value(figures.result(PIPELINE).figure) == "30%"
    assert counts(figures.result(NEEDED).figure) == (28, 40)
    assert say_value(figures.result(NEEDED).figure) == "70%"


def test_a_child_counts_from_12_months_at_home_under_the_order() -> None:
    case = at_home()
    assert both(case, "2019-03-04") == (0, 0, 0)
    assert both(case, "2019-03-05") == (0, 1, 1)
    order_later = a_case(
        care("2017-01-09"), placement("P1", "2017-01-09"), legal_status("C2", "2018-06-04")
    )
    assert both(order_later, "2019-06-03") == (0, 0, 0)
    assert both(order_later, "2019-06-04") == (0, 1, 1)


def moved(*placements: ChildRecord) -> CaseFile:
    return a_case(care("2017-01-09"), legal_status("C2", "2017-06-05"), *placements)


def test_a_placement_that_follows_on_the_same_day_continues_and_a_break_starts_anew() -> None:
    same_day = moved(placement("P1", "2018-03-05", "2019-09-02"), placement("P1", "2019-09-02"))
    assert both(same_day) == (0, 1, 1)
    a_day_later = moved(placement("P1", "2018-03-05", "2019-09-02"), placement("P1", "2019-09-03"))
    assert both(a_day_later) == (0, 0, 0)
    away = moved(placement("P1", "2018-03-05"), placement("U6", "2019-06-03", "2019-06-10"))
    assert both(away, "2019-06-02") == (0, 1, 1)
    assert both(away) == (0, 0, 0)
    assert both(away, "2020-06-10") == (0, 1, 1)


def test_the_order_may_not_be_broken_either() -> None:
    case = a_case(
        care("2017-01-09"),
        placement("P1", "2017-01-09"),
        legal_status("C2", "2017-06-05"),
        legal_status("V2", "2019-06-03", "2019-07-01"),
    )
    assert both(case) == (0, 0, 0)
    renewed = a_case(
        care("2017-01-09"),
        placement("P1", "2017-01-09"),
        legal_status("C2", "2017-06-05", "2019-06-03"),
        legal_status("C2", "2019-06-03"),
    )
    assert both(renewed) == (0, 1, 1)


def test_children_elsewhere_under_other_orders_or_no_longer_in_care_are_not_in_it() -> None:
    cases = [
        moved(placement("U4", "2018-03-05")),
        a_case(care("2017-01-09"), legal_status("C1", "2017-06-05"), placement("P1", "2018-03-05")),
        a_case(
            care("2017-01-09", "2020-03-31"),
            legal_status("C2", "2017-06-05"),
            placement("P1", "2018-03-05"),
        ),
        a_case(
            care("2017-01-09", short_breaks=True),
            legal_status("C2", "2017-06-05"),
            placement("P1", "2018-03-05"),
        ),
        at_home(born="2002-03-31"),
    ]
    assert [both(case) for case in cases] == [(0, 0, 0)] * 5
    assert both(cases[2], "2020-03-30") == both(cases[4], "2020-03-30") == (0, 1, 1)


def test_a_decision_counts_from_the_day_it_was_considered() -> None:
    pursued = at_home(a_discharge_plan("2020-01-06", "pursue"))
    assert both(pursued, "2020-01-05") == (0, 1, 1)
    assert both(pursued, "2020-01-06") == (1, 0, 1)
    not_now = at_home(a_discharge_plan("2020-01-06", "not_now"))
    assert both(not_now, "2020-01-05") == (0, 1, 1)
    assert both(not_now, "2020-01-06") == (0, 0, 1)
    assert both(at_home(a_discharge_plan("2020-01-06", "no"))) == (0, 0, 1)


def test_considering_alone_decides_nothing() -> None:
    assert both(at_home(a_discharge_plan("2020-01-06"))) == (0, 1, 1)


@pytest.mark.parametrize("step", ["agreed_on", "application_on"])
def test_without_a_recorded_decision_the_first_step_tells(step: str) -> None:
    case = at_home(a_discharge_plan("2020-01-06", **{step: "2020-02-03"}))
    assert both(case, "2020-02-02") == (0, 1, 1)
    assert both(case, "2020-02-03") == (1, 0, 1)
    undated = at_home(a_discharge_plan(None, **{step: "2020-02-03"}))
    assert both(undated, "2020-02-02") == (0, 1, 1)
    assert both(undated, "2020-02-03") == (1, 0, 1)


def test_on_earlier_days_a_step_that_has_come_since_was_not_there_yet() -> None:
    figures = figures_for(at_home(a_discharge_plan("2020-01-06", application_on="2020-02-03")))
    found = {
        day.isoformat(): [
            counts(figures.result(one, Period(None, day)).figure)[0] for one in (PIPELINE, NEEDED)
        ]
        for day in (date(2020, 1, 6), date(2020, 2, 2), date(2020, 2, 3))
    }
    assert found == {"2020-01-06": [0, 1], "2020-02-02": [0, 1], "2020-02-03": [1, 0]}


def test_a_step_after_the_refusal_puts_nothing_under_way() -> None:
    refused_first = a_discharge_plan(
        "2019-06-03", refused_on="2019-09-02", application_on="2020-01-06"
    )
    assert both(at_home(refused_first)) == (0, 0, 1)


def test_an_application_against_a_decision_not_to_is_not_under_way() -> None:
    case = at_home(a_discharge_plan("2020-01-06", "no", application_on="2020-02-03"))
    assert both(case) == (0, 0, 1)


@pytest.mark.parametrize("end", ["granted_on", "refused_on"])
def test_once_granted_or_refused_it_is_under_way_no_more_and_still_decided(end: str) -> None:
    case = at_home(a_discharge_plan("2020-01-06", "pursue", **{end: "2020-03-02"}))
    assert both(case, "2020-03-01") == (1, 0, 1)
    assert both(case, "2020-03-02") == (0, 0, 1)


def test_a_second_plan_after_a_refusal_is_under_way_again() -> None:
    case = at_home(
        a_discharge_plan("2019-06-03", "pursue", refused_on="2019-09-02"),
        a_discharge_plan("2020-03-09", "pursue"),
    )
    assert both(case, "2020-03-08") == (0, 0, 1)
    assert both(case, "2020-03-09") == (1, 0, 1)


def test_steps_after_the_day_of_the_figure_are_not_there_yet() -> None:
    case = at_home(a_discharge_plan("2020-01-06", application_on="2020-04-01"))
    assert both(case) == (0, 1, 1)
    ahead = at_home(a_discharge_plan("2020-01-06", "pursue", refused_on="2020-04-01"))
    assert both(ahead) == (1, 0, 1)


def test_an_iro_answers_for_the_children_at_home_of_the_day() -> None:
    case = at_home(an_allocation("A", None, "2020-03-30"), an_allocation("B", "2020-03-31"))
    figures = figures_for(case)
    assert counts(figures.result(NEEDED, officer_id="A").figure) == (0, 0)
    assert counts(figures.result(NEEDED, officer_id="B").figure) == (1, 1)


def test_children_at_home_say_where_their_discharge_stands() -> None:
    refused = a_discharge_plan("2020-01-06", "pursue", refused_on="2020-03-02")
    said = {
        "no decision on discharge": at_home(),
        "discharge considered 6 January 2020: not now, with reasons": at_home(
            a_discharge_plan("2020-01-06", "not_now")
        ),
        "discharge refused 2 March 2020": at_home(refused),
        "discharge pursued since 6 January 2020": at_home(a_discharge_plan("2020-01-06", "pursue")),
    }
    assert [reasons(PIPELINE, case) for case in said.values()] == [[words] for words in said]
    assert reasons(NEEDED, at_home()) == ["no decision on discharge"]
    applied = at_home(a_discharge_plan("2020-01-06", application_on="2020-02-03"))
    assert reasons(NEEDED, applied) == ["discharge applied for 3 February 2020"]
