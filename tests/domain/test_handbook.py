"""The handbook: shipped as the definitions have it, and in the words of local standards."""

from dataclasses import replace

import pytest

from iro_desktop.domain.handbook import INDEX, as_markdown, handbook_files, page_of
from iro_desktop.domain.measures import MEASURES, Kind, Measure
from iro_desktop.paths import resource
from tests.builders import local_standards

EACH = pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
HOW = "run python packaging/handbook.py"


def entry(measure: Measure, heading: str) -> str:
    page = page_of(measure)
    return next(one.text or "\n".join(one.listed) for one in page.entries if one.heading == heading)


def test_the_shipped_pages_are_those_that_the_definitions_give() -> None:
    folder = resource("guide/measures")
    shipped = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    expected = handbook_files()
    assert set(shipped) == set(expected), HOW
    for name, text in expected.items():
        assert shipped[name] == text, f"{name}: {HOW}"


@EACH
def test_each_page_answers_what_a_reader_asks(measure: Measure) -> None:
    for heading in (
        "Definition", "One case", "Numerator and denominator", "Unit", "Whose it is", "Target",
        "Periods", "Where it comes from", "In the yearly report",
    ):  # fmt: skip
        assert entry(measure, heading), heading
    text = as_markdown(page_of(measure))
    assert "{" not in text
    assert all(one.says in entry(measure, "Worked examples") for one in measure.examples)


def test_the_index_links_every_page_and_no_other() -> None:
    index = handbook_files()[INDEX]
    linked = {part.partition(")")[0] for part in index.split("](")[1:]}
    assert linked == {f"{measure_id}.md" for measure_id in MEASURES}


@pytest.mark.parametrize(
    "measure_id, target",
    [
        ("monitoring_between_reviews", "At least 80%: a local setting"),
        ("caseload_per_fte", "50 to 70: a local setting"),
        ("cla_number", "None to begin with."),
    ],
)
def test_a_target_is_said_with_its_bounds_and_that_it_is_local(
    measure_id: str, target: str
) -> None:
    assert entry(MEASURES[measure_id], "Target").startswith(target)


def test_a_worked_example_shows_its_division() -> None:
    assert entry(MEASURES["icpc_in_time"], "Worked examples") == (
        "25 of 30 initial conferences within 15 working days: 83.3% (25 ÷ 30)"
    )


def test_of_a_median_nothing_is_divided() -> None:
    measure = replace(MEASURES["icpc_in_time"], kind=Kind.MEDIAN)
    assert entry(measure, "Worked examples").endswith("83.3%")
    assert entry(measure, "Numerator and denominator").startswith("The middle one of all initial")


def test_a_page_takes_up_local_words_and_targets_and_none_of_them_is_markup() -> None:
    standards = local_standards(looked_after_label="*in* [care](x)", monitoring_target=75.0)
    page = page_of(MEASURES["cla_number"], standards)
    assert page.title == "Children *in* [care](x)"
    assert as_markdown(page).startswith("# Children \\*in\\* \\[care\\](x)\n")
    texts = [one.text for one in page_of(MEASURES["monitoring_between_reviews"], standards).entries]
    assert any(text.startswith("At least 75%") for text in texts)
