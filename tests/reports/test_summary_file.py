"""A summary as a file: what stands in it, by its published schema, and that it comes back whole."""

import json
from datetime import date
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it brings no types
import pytest

from iro_desktop.domain.documents import checksum
from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.summary import Summary
from iro_desktop.paths import resource
from iro_desktop.reports.summary_file import summary_file
from tests import samples
from tests.summaries import a_sample_summary, a_summary

SCHEMA = json.loads(resource("schemas/irosummary-1.json").read_text("utf-8"))


def document(summary: Summary) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(summary_file(summary))
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("months", [1, 24])
def test_the_file_is_as_its_schema_says(months: int) -> None:
    found = document(a_sample_summary(months))
    jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(found)
    assert found.keys() == SCHEMA["properties"].keys()


def test_two_years_of_an_iro_take_little_room_and_every_measure_is_there() -> None:
    written = summary_file(a_sample_summary(24))
    assert len(written) < 300_000
    assert {one["id"] for one in json.loads(written)["measures"]} == set(MEASURES)


def test_the_checksum_is_of_the_rest() -> None:
    found = document(a_summary())
    assert found["sha256"] == checksum(found)


def test_no_child_is_in_the_file() -> None:
    """Nothing of a child's records but counts: no id, reference or date of birth."""
    found = document(a_sample_summary(24))
    written = json.dumps({name: part for name, part in found.items() if name != "standards"})
    cases = samples.figures_of(samples.DAY).sources.cases
    for case in cases.values():
        assert case.child.id not in written
        assert case.child.reference not in written
        assert not case.child.born_on or case.child.born_on.isoformat() not in written


def test_the_months_of_a_caseload_are_columns() -> None:
    found = document(a_summary())
    assert found["months"] == ["2020-01", "2020-02", "2020-03"]
    assert found["caseload"]["opening"] == [0, 1, 3]
    assert found["caseload"]["new"] == [1, 1, 0]
    assert found["caseload"]["received"] == [{"name": "Jo Ash", "children": [0, 1, 0]}]
    assert found["caseload"]["passed"] == [{"name": "", "children": [0, 0, 1]}]
    assert found["caseload"]["ended"] == [0, 0, 0]
    assert found["caseload"]["closing"] == [1, 3, 2]
    assert found["caseload"]["fte"] == [0.8, 0.8, None]


def test_the_counts_of_a_measure_are_columns_by_part_and_district() -> None:
    found = document(a_summary())
    by_id = {(one["id"], one["counts"]): one for one in found["measures"]}
    number = by_id["cla_number", "month_ends"]
    assert found["districts"] == ["", "North"]
    assert number["since"] == 0
    assert number["cells"] == [
        {"part": "", "district": 0, "all": [0, 1, 0]},
        {"part": "", "district": 1, "all": [1, 2, 2]},
    ]
    days = by_id["escalation_days_to_outcome", "days"]
    assert days["cells"] == [
        {"part": "informal", "district": 1, "histogram": [[1, 3, 2], [2, 10, 1]]}
    ]


def test_a_definition_says_how_the_council_counts() -> None:
    found = document(a_summary())
    monitoring = [one for one in found["measures"] if one["id"] == "monitoring_between_reviews"]
    assert [one["in_force"] for one in monitoring] == [True, False]
    assert "28 days before" in monitoring[0]["definition"]
    assert "{" not in json.dumps([one["definition"] for one in found["measures"]])
    assert found["as_of"] == date(2020, 4, 15).isoformat()
