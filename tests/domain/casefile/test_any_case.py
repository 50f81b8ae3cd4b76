"""Whatever a case file holds, and whatever it lacks, it can be asked what is due."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.casefile import (
    adoption_stages,
    care_spans,
    days_late,
    dues,
    is_looked_after,
    midpoints,
    plan_spans,
    review_dues,
    status,
)
from iro_desktop.domain.codes import CODES
from iro_desktop.domain.escalation import progress_of
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    ChildRecord,
    EducationPlan,
    Escalation,
    EscalationStep,
    HealthAssessment,
    LegalStatus,
    MonitoringCheck,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
)
from iro_desktop.domain.records.fields import About, field_of
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_practice, local_standards

PRACTICES = (
    a_practice(),
    a_practice(
        local_standards(
            "2018-01-01",
            month_method="91_183",
            count_trigger_day=True,
            terms=(("Spring", "2019-01-07", "2019-04-05"),),
        )
    ),
)
KINDS = (
    Allocation, CarePeriod, EducationPlan, Escalation, EscalationStep, HealthAssessment,
    LegalStatus, MonitoringCheck, PermanencePlan, Placement, ProtectionPlan, Review, ReviewPart,
    Section47,
)  # fmt: skip

DAYS = st.dates(date(2016, 1, 1), date(2021, 12, 31)) | st.sampled_from([date.min, date.max])
LINKS = st.sampled_from(["", "1", "2", "3"])


def values(about: About) -> st.SearchStrategy[Any]:
    """Return values of a field, its empty one among them."""
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "day": st.none() | DAYS,
        "yes_no": st.sampled_from([None, True, False]),
        "code": st.sampled_from(["", "unknown", *CODES.get(about.codes, ())]),
        "link": LINKS,
        "text": st.sampled_from(["", "informal", "stage1", "stage3", "other"]),
        "note": st.sampled_from(["", "words"]),
    }
    return by_type.get(about.type, st.just(about.empty))


def records(kind: type[ChildRecord]) -> st.SearchStrategy[ChildRecord]:
    """Return records of a kind of which any field may be empty."""
    abouts = {field.name: field_of(kind, field.name) for field in fields(kind)}
    return st.builds(
        kind,
        id=st.sampled_from(["1", "2", "3", "4"]),
        **{name: values(about) for name, about in abouts.items() if about is not None},
    )


@st.composite
def case_files(draw: st.DrawFn) -> CaseFile:
    """Return the case file of a child with any records."""
    child = Child(
        id="child",
        born_on=draw(st.none() | st.dates(date(1998, 1, 1), date(2020, 1, 1))),
        died_on=draw(st.none() | DAYS),
    )
    kinds = {
        kind: tuple(draw(st.lists(records(kind), max_size=3)))
        for kind in draw(st.lists(st.sampled_from(KINDS), unique=True))
    }
    return CaseFile(child, {kind: found for kind, found in kinds.items() if found})


@given(case_files(), DAYS, st.sampled_from(PRACTICES))
def test_no_case_file_ever_raises_and_everything_due_explains_itself(
    case: CaseFile, as_of: date, practice: Any
) -> None:
    reviews = review_dues(case, practice, as_of)
    for review in reviews:
        assert review.rule_id in RULES
        assert review.why
        assert review.title
        assert review.counted == (not review.why_not)
        assert review.held_on is None or review.held_on <= as_of
        assert not review.counted or review.due_on is not None
        status(review, as_of)
    for due in dues(case, practice, as_of):
        assert due.rule_id in RULES
        assert due.why
        assert due.source
        assert (due.due_on is None) == (days_late(due, as_of) is None)
        status(due, as_of)
    progress_of(case, practice, as_of)


@given(case_files(), DAYS, st.sampled_from(PRACTICES))
def test_a_midpoint_lies_in_its_interval_and_its_state_fits_its_check(
    case: CaseFile, as_of: date, practice: Any
) -> None:
    for midpoint in midpoints(case, practice, as_of):
        assert midpoint.interval_from < midpoint.on < midpoint.interval_to
        assert (midpoint.state == "met") == (midpoint.checked_on is not None)
        if midpoint.checked_on is not None:
            assert midpoint.window_from <= midpoint.checked_on <= midpoint.window_to
            assert midpoint.checked_on <= as_of
        if midpoint.counted:
            assert midpoint.on <= as_of


@given(case_files(), DAYS)
def test_who_is_looked_after_no_more_and_on_no_plan_has_no_review_open(
    case: CaseFile, as_of: date
) -> None:
    practice = PRACTICES[0]
    looked_after = is_looked_after(case, as_of, short_breaks=True)
    found = review_dues(case, practice, as_of)
    assert looked_after == any(d.open for d in found if d.kind in ("cla", "short_break"))
    if not any(span.open_on(as_of) for span in plan_spans(case, as_of)):
        assert not any(d.open for d in found if d.part.startswith("rcpc"))


@given(case_files(), DAYS)
def test_each_interval_begins_where_the_one_before_ended(case: CaseFile, as_of: date) -> None:
    found = review_dues(case, PRACTICES[0], as_of)
    for span in care_spans(case, as_of):
        chain = [d for d in found if d.span_id == span.period.id and d.kind == "cla"]
        begins = [d.started_on for d in chain[1:]]
        if len({s.period.id for s in care_spans(case, as_of)}) == len(care_spans(case, as_of)):
            assert begins == [d.held_on for d in chain[:-1]]


@given(case_files(), DAYS)
def test_stages_of_adoption_never_overlap(case: CaseFile, as_of: date) -> None:
    for span in care_spans(case, as_of):
        stages = adoption_stages(case, span, as_of)
        assert all(s.to_on is None or s.from_on < s.to_on for s in stages)
        for before, after in pairwise(stages):
            assert before.to_on is not None
            assert before.to_on <= after.from_on
