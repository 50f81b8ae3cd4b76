"""Summary files read again: what was written comes back, and what cannot be is refused."""

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.documents import checksum
from iro_desktop.domain.errors import (
    FileDamagedError,
    FileNotReadError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    NotTextError,
    UserError,
)
from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.summary_file import FORMAT
from iro_desktop.importers.summary_file import LARGEST, read_summary
from iro_desktop.reports.summary_file import summary_file
from tests.builders import an_officer
from tests.domain.measures import test_kept as kept
from tests.domain.measures.caseloads.drawn import OFFICERS, Drawn
from tests.fuzz import mangled, paths_of
from tests.summaries import PROGRAM, a_sample_summary, a_summary, figures_by_hand

LONG: Final = os.environ.get("IRO_LONG") == "1"
NUMBER = "cla_number"
Change = Callable[[dict[str, Any]], object]


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "Kit.irosummary"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def changed(summary: Summary, change: Change) -> str:
    """The file of a summary with a change that its checksum allows."""
    found = json.loads(summary_file(summary))
    change(found)
    return json.dumps(found | {"sha256": checksum(found)})


def measure(found: dict[str, Any], measure_id: str) -> dict[str, Any]:
    entry: dict[str, Any] = next(one for one in found["measures"] if one["id"] == measure_id)
    return entry


@pytest.mark.parametrize("months", [1, 3, 24])
def test_what_was_written_comes_back(tmp_path: Path, months: int) -> None:
    for summary in (a_summary(months), a_sample_summary(months)):
        read = read_summary(written(tmp_path, summary_file(summary)))
        assert read.summary == summary
        assert read.problems == ()


def test_laid_out_by_another_program_it_is_the_same(tmp_path: Path) -> None:
    found = json.loads(summary_file(a_summary()))
    laid_out = json.dumps(found, indent=3, ensure_ascii=False)
    assert read_summary(written(tmp_path, laid_out)).summary == a_summary()


def test_a_summary_of_the_sample_says_so(tmp_path: Path) -> None:
    summary = replace(a_summary(), is_sample=True)
    assert read_summary(written(tmp_path, summary_file(summary))).summary.is_sample


@pytest.mark.parametrize(
    "content,error,words",
    [
        (b"", UserError, "empty"),
        (b"not a summary", NotOurFileError, "is no summary"),
        (b'{"format": "iro-desktop-standards"}', NotOurFileError, "is no summary"),
        (b"[1, 2]", NotOurFileError, "is no summary"),
        (b"\xff\xfe\x00", NotTextError, "not UTF-8 text"),
        (b"[" * 200_000, NotOurFileError, "is no summary"),
        (b'{"format": "' + FORMAT.encode() + b'", "months": ' + b"[" * 90_000, FileDamagedError,
         "not whole"),
        (b'{"format": "' + FORMAT.encode() + b'", "version": 1' + b"0" * 6000 + b"}",
         FileDamagedError, "damaged"),
        (b"x" * (LARGEST + 1), FileTooLargeError, "larger than any summary"),
    ],
    ids=["empty", "text", "standards", "list", "utf16", "deep", "deep ours", "huge", "large"],
)  # fmt: skip
def test_what_is_no_summary_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, error: type[UserError], words: str
) -> None:
    with pytest.raises(error, match=words) as refused:
        read_summary(written(tmp_path, content))
    assert str(refused.value).endswith(".")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadError):
        read_summary(tmp_path / "none.irosummary")


def test_a_summary_that_was_altered_or_cut_is_refused(tmp_path: Path) -> None:
    content = summary_file(a_summary())
    for spoiled in (content.replace(b'"all":[', b'"all":[9', 1), content[:-40]):
        with pytest.raises(FileDamagedError, match="damaged or was altered"):
            read_summary(written(tmp_path, spoiled))


def test_a_newer_form_is_refused(tmp_path: Path) -> None:
    newer = changed(a_summary(), lambda found: found.update(version=2))
    with pytest.raises(NewerVersionError, match="newer version of IRO Desktop"):
        read_summary(written(tmp_path, newer))


def test_a_measure_that_is_not_known_here_is_left_out_and_said(tmp_path: Path) -> None:
    def change(found: dict[str, Any]) -> None:
        found["measures"].append({"id": "later", "counts": "events", "cells": [{"odd": 1}]})

    read = read_summary(written(tmp_path, changed(a_summary(), change)))
    assert read.summary == a_summary()
    assert read.problems == (
        "Kit.irosummary was made by another version: 1 measure is not known here and left out.",
    )


def set_cell(**columns: Any) -> Change:
    return lambda found: measure(found, NUMBER)["cells"][0].update(columns)


def set_histogram(*bars: Any) -> Change:
    days = "escalation_days_to_outcome"
    return lambda found: measure(found, days)["cells"][0].update(histogram=list(bars))


def set_month(name: str, value: Any) -> Change:
    return lambda found: found["caseload"].update({name: value})


NONSENSE: Final[dict[str, Change]] = {
    "negative": set_cell(all=[1, -2, 3]),
    "not whole": set_cell(all=[1, 2.5, 3]),
    "huge": set_cell(all=[1, 10**30, 3]),
    "a million digits": set_cell(all=[1, 10**4000, 3]),
    "true": set_cell(all=[1, True, 3]),
    "text": set_cell(all=[1, "2", 3]),
    "short": set_cell(all=[1, 2]),
    "no list": set_cell(all={"0": 1}),
    "more met": set_cell(all=[1, 2, 3], met=[1, 3, 3]),
    "twice": lambda found: measure(found, NUMBER)["cells"].append(
        measure(found, NUMBER)["cells"][0]
    ),
    "measure twice": lambda found: found["measures"].append(measure(found, NUMBER)),
    "no district": set_cell(district=7),
    "before the first district": set_cell(district=-1),
    "no cases": set_cell(part="child-days"),
    "since": lambda found: measure(found, NUMBER).update(since=3),
    "two numbers a bar": set_histogram([0, 3]),
    "no days": set_histogram([0, float("nan"), 1]),
    "endless days": set_histogram([0, float("inf"), 1]),
    "negative days": set_histogram([0, -3, 1]),
    "a bomb": set_histogram([0, 3, 10**7]),
    "no FTE": set_month("fte", [0.8, float("nan"), None]),
    "negative FTE": set_month("fte", [0.8, -0.1, None]),
    "an FTE of text": set_month("fte", [0.8, "1", None]),
    "does not add up": set_month("new", [1, 2, 0]),
    "too many at 18": set_month("ended_at_18", [1, 1, 0]),
    "no caseload": lambda found: found.update(caseload=[]),
    "an IRO twice": lambda found: found["caseload"]["passed"].append(
        found["caseload"]["passed"][0]
    ),
    "months out of order": lambda found: found["months"].reverse(),
    "a month left out": lambda found: found.update(months=["2020-01", "2020-02", "2020-04"]),
    "no months": lambda found: found.update(months=[]),
    "no month": lambda found: found.update(months=["2020-01", "2020-02", "2020-13"]),
    "not over": lambda found: found.update(as_of="2020-03-30"),
    "no day": lambda found: found.update(as_of="31.3.2020"),
    "no moment": lambda found: found.update(made_at="yesterday"),
    "no zone": lambda found: found.update(made_at="2020-04-16T09:30:00"),
    "no officer": lambda found: found.update(officer="Kit"),
    "no id": lambda found: found["officer"].update(id="../../etc"),
    "a name of lines": lambda found: found["officer"].update(name="Kit\nMoor"),
    "a long name": lambda found: found["officer"].update(name="K" * 300),
    "sample or so": lambda found: found.update(sample=1),
    "no standards": lambda found: found.update(standards=[]),
    "standards of nothing": lambda found: found.update(standards=[{}]),
    "standards that cannot stand": lambda found: found["standards"][0].update(caseload_low=-5),
    "a row of nothing": lambda found: found["standards"][0].update(targets=[[]]),
    "standards of text": lambda found: found["standards"][0].update(caseload_low="many"),
    "cells of text": lambda found: measure(found, NUMBER).update(cells="none"),
    "coverage of numbers": lambda found: found.update(coverage=[1]),
    "no measures": lambda found: found.update(measures={}),
}  # fmt: skip


@pytest.mark.parametrize("change", NONSENSE.values(), ids=NONSENSE)
def test_what_cannot_be_is_refused(tmp_path: Path, change: Change) -> None:
    with pytest.raises(FileDamagedError, match="damaged or was altered") as refused:
        read_summary(written(tmp_path, changed(a_summary(), change)))
    assert str(refused.value).startswith("Kit.irosummary ")


def read_or_refused(content: bytes) -> Summary | str:
    with paths_of([content]) as paths:
        try:
            return read_summary(paths[0]).summary
        except UserError as error:
            return str(error)


def test_a_file_that_was_spoiled_on_its_way_is_refused_and_never_more() -> None:
    content = summary_file(a_summary())
    for seed in range(2000 if LONG else 40):
        spoiled = mangled(content, seed)
        read = read_or_refused(spoiled)
        assert isinstance(read, str) or read == a_summary()


def leaves(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(found, dict | list):
        items = found.items() if isinstance(found, dict) else enumerate(found)
        inner = [leaf for name, one in items for leaf in leaves(one, (*path, name))]
        return [path, *inner] if path else inner
    return [path]


ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    0,
    10**40,
    1e308,
    float("nan"),
    "",
    "x",
    [],
    {},
    [[]],
    "\ud800",
)


def test_whatever_one_part_of_a_file_is_it_is_read_or_refused() -> None:
    """With a checksum that fits, as somebody would make it who means harm."""
    plain = json.loads(summary_file(a_summary()))
    places = leaves(plain)
    chance = random.Random(7)
    for _ in range(6000 if LONG else 100):
        found = json.loads(json.dumps(plain))
        *way, last = chance.choice(places)
        at = found
        for name in way:
            at = at[name]
        at[last] = chance.choice(ODD)
        content = json.dumps(found | {"sha256": checksum(found)}).encode("utf-8", "surrogatepass")
        read = read_or_refused(content)
        assert isinstance(read, Summary) or (read.endswith(".") and len(read) < 300)


@settings(
    max_examples=200 if LONG else 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(kept.CASELOADS, st.integers(1, 36))
def test_whatever_is_counted_comes_back(drawn: Drawn, months: int) -> None:
    figures = Figures(kept.sources_of(drawn, drawn.as_of))
    summary = summary_of(
        figures,
        an_officer(OFFICERS[0], name="Zoë O’Neill"),
        months=months,
        made_at=datetime(2020, 4, 16, 9, 30, tzinfo=UTC),
        program=PROGRAM,
    )
    assert read_or_refused(summary_file(summary)) == summary


def test_the_sum_of_a_month_is_of_that_month(tmp_path: Path) -> None:
    """The same by hand: what stands in the file is what the figures say."""
    read = read_summary(written(tmp_path, summary_file(a_summary()))).summary
    figures = figures_by_hand()
    for month in read.caseload:
        ends_on = date(2020, month.month_on.month, {1: 31, 2: 29, 3: 31}[month.month_on.month])
        period = Period(month.month_on, ends_on)
        assert figures.result("cla_number", period, None, "kit").figure.numerator == month.closing
