"""The council's own words stand wherever the program speaks of being looked after."""

from dataclasses import fields
from datetime import date

import pytest

from iro_desktop.domain.casefile import dues
from iro_desktop.domain.escalation import why_not_cafcass, why_not_partnership
from iro_desktop.domain.handbook import page_of
from iro_desktop.domain.local_words import (
    local_words,
    say_review_type,
    status_tags,
    status_words,
)
from iro_desktop.domain.measures import MEASURES
from tests.builders import a_case, a_plan, a_practice, care, local_standards

TODAY = date(2020, 3, 31)
STANDARDS = local_standards(
    looked_after_label="in our care",
    looked_after_short="CiC",
    challenge_label="IRO Alert",
    resolution_label="Formal Dispute",
)
FIXED = ("looked after", "IRO Challenge", "Problem Resolution")


@pytest.mark.parametrize(
    "text,said",
    [
        ("Looked after, not on file", "In our care, not on file"),
        ("Child looked after review", "Child in our care review"),
        ("Nothing of the kind", "Nothing of the kind"),
    ],
)
def test_the_local_word_stands_within_a_text_and_at_its_beginning(text: str, said: str) -> None:
    assert local_words(text, STANDARDS) == said


def test_the_types_of_reviews_are_said_in_the_local_words() -> None:
    assert say_review_type("cla", STANDARDS) == "Child in our care review"
    assert say_review_type("icpc", STANDARDS) == "Initial child protection conference"
    assert say_review_type("a newer type", STANDARDS) == "a newer type"


def test_how_a_child_stands_is_said_in_short_and_in_full() -> None:
    both = a_case(care("2019-01-02"), a_plan("2019-11-04"))
    assert status_tags(both, TODAY, STANDARDS) == ("CiC", "CP")
    assert status_words(both, TODAY, STANDARDS) == ("in our care", "child protection plan")
    neither = a_case(care("2019-01-02", "2020-01-02"))
    assert status_tags(neither, TODAY, STANDARDS) == status_words(neither, TODAY, STANDARDS) == ()


def test_what_is_due_on_coming_into_care_gives_its_reason_in_the_local_words() -> None:
    case = a_case(care("2020-03-16"))
    found = dues(case, a_practice(STANDARDS), TODAY)
    whys = [due.why for due in found if "becoming" in due.why]
    assert {due.what for due in found if "becoming" in due.why} == {
        "review",
        "allocation",
        "health",
        "pep",
    }
    assert all("becoming in our care on Mon 16 March 2020" in why for why in whys)


def test_cafcass_and_the_partnership_are_explained_in_the_local_words() -> None:
    for said in (
        why_not_cafcass(STANDARDS, looked_after=False),
        why_not_partnership(STANDARDS, looked_after=True),
    ):
        assert "in our care: " in said


@pytest.mark.parametrize("measure_id", list(MEASURES))
def test_no_page_of_the_handbook_has_a_fixed_word(measure_id: str) -> None:
    page = page_of(MEASURES[measure_id], STANDARDS)
    said = " ".join(str(getattr(page, field.name)) for field in fields(page))
    assert [word for word in FIXED if word.casefold() in said.casefold()] == []
