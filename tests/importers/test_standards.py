"""Settings files: what was written is read again, and what is not whole is refused whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.documents import checksum
from iro_desktop.domain.errors import FileDamagedError, FileNotReadError, NotOurFileError, UserError
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.standards_file import document
from iro_desktop.importers.standards import read_standards
from iro_desktop.reports.standards import standards_file
from tests.builders import local_standards


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "council.irostandards"


def sealed(found: dict[str, Any]) -> str:
    return json.dumps(found | {"sha256": checksum(found)})


def test_what_was_exported_is_read_again_field_by_field(path: Path) -> None:
    sets = (
        local_standards("2019-04-01", count_trigger_day=True, themes=("Délai: café", "–")),
        local_standards("2020-04-01", monitoring_before_days=0, terms=(("A", "", ""),)),
    )
    path.write_bytes(standards_file(sets))
    assert read_standards(path).sets == sets
    assert read_standards(path).notes == ()


def test_the_file_names_every_field_and_nothing_else() -> None:
    found = json.loads(standards_file([DEFAULT_STANDARDS]))
    assert list(found) == ["format", "version", "sets", "sha256"]
    (one,) = found["sets"]
    assert set(one) == {"id", *(about.name for about in fields_of(Standards))}
    assert one["terms"] is None
    assert (one["from_on"], one["caseload_low"]) == ("2000-01-01", 50)
    assert standards_file([DEFAULT_STANDARDS]) == standards_file([DEFAULT_STANDARDS])


def test_the_checksum_is_of_what_the_file_says_and_not_of_how_it_is_laid_out(path: Path) -> None:
    path.write_text(json.dumps(document([DEFAULT_STANDARDS])), encoding="utf-8-sig")
    assert read_standards(path).sets == (DEFAULT_STANDARDS,)


def test_fields_of_a_newer_version_are_said_and_left_out(path: Path) -> None:
    found = document([local_standards("2020-04-01", caseload_high=65)])
    found["sets"][0] |= {"team_colour": "red", "lunch": [1]}
    found["version"] = 2
    path.write_text(sealed(found), encoding="utf-8")
    read = read_standards(path)
    assert read.sets[0].caseload_high == 65
    (note,) = read.notes
    assert note.startswith("The file was made by a newer version of IRO Desktop. 2 fields are not")
    assert note.endswith("left out: “lunch”, “team_colour”.")


def test_a_field_that_the_file_does_not_know_is_empty(path: Path) -> None:
    found = document([local_standards("2020-04-01")])
    del found["sets"][0]["midpoint_label"]
    path.write_text(sealed(found), encoding="utf-8")
    assert read_standards(path).sets[0].midpoint_label == ""


def with_sets(sets: object) -> str:
    return sealed({"format": "iro-desktop-standards", "version": 1, "sets": sets})


def with_field(name: str, value: object) -> Callable[[], str]:
    def text() -> str:
        found = document([local_standards("2020-04-01")])
        found["sets"][0][name] = value
        return sealed(found)

    return text


def altered() -> str:
    return standards_file([DEFAULT_STANDARDS]).decode().replace("50", "40")


def cut_off() -> str:
    return standards_file([DEFAULT_STANDARDS]).decode()[:-200]


@pytest.mark.parametrize(
    "text,error,words",
    [
        (altered, FileDamagedError, "damaged or was altered"),
        (cut_off, FileDamagedError, "not whole"),
        (lambda: "not json", NotOurFileError, "no settings file"),
        (lambda: "[1, 2]", NotOurFileError, "no settings file"),
        (lambda: '{"format": "something"}', NotOurFileError, "no settings file"),
        (lambda: "[" * 100_000, NotOurFileError, "no settings file"),
        (lambda: '{"format": "iro-desktop-standards"}', FileDamagedError, "damaged"),
        (lambda: with_sets([]), FileDamagedError, "holds no standards"),
        (lambda: with_sets({"a": 1}), FileDamagedError, "holds no standards"),
        (lambda: with_sets(["x"]), FileDamagedError, "has no id"),
        (lambda: with_sets([{"id": "../x"}]), FileDamagedError, "has no id"),
        (lambda: with_sets([{"id": "1"}, {"id": "1"}]), FileDamagedError, "twice"),
        (with_field("caseload_low", "fifty"), FileDamagedError, "“Caseload range, from” holds"),
        (with_field("from_on", "1/4/2020"), FileDamagedError, "“In force from” holds"),
        (with_field("stages", [["a", 5]]), FileDamagedError, "“Stages” holds"),
        (with_field("count_trigger_day", "yes"), FileDamagedError, "holds what it cannot"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    path: Path, text: Callable[[], str], error: type[UserError], words: str
) -> None:
    path.write_text(text(), encoding="utf-8")
    with pytest.raises(error) as caught:
        read_standards(path)
    said = str(caught.value)
    assert words in said
    assert said.startswith("council.irostandards ")
    assert said.endswith(".")
    assert said.count(". ") == 0


def test_a_file_that_is_not_there_or_is_a_folder_is_said(path: Path) -> None:
    with pytest.raises(FileNotReadError):
        read_standards(path)
    with pytest.raises(FileNotReadError):
        read_standards(path.parent)
