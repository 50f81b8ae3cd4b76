"""Whatever a table and a mapping hold: records and problems, or one sentence, and all of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import limit_problems
from iro_desktop.domain.mapping_file import shared_form
from iro_desktop.domain.mappings import DATE_ORDERS, MAPPABLE, fields_for
from iro_desktop.domain.records import ImportMapping, fields_of
from iro_desktop.domain.records.fields import from_json, to_json
from iro_desktop.importers.mapped import check, read
from iro_desktop.importers.mapping_file import read_mapping
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.sources import Sheet
from iro_desktop.importers.tables import Table
from iro_desktop.reports.mapping_file import mapping_file
from iro_desktop.services import mapping_look
from iro_desktop.services.imports import Through, run_import
from iro_desktop.services.mapping_guess import guess
from tests.stores import TODAY, a_workspace
from tests.tables import as_csv, as_xlsx

T = TypeVar("T")

WORDS = sorted({words for table in CODES.values() for pair in table.items() for words in pair})
CELLS = st.one_of(
    st.sampled_from(["", " ", "AB12", "ab12 ", "CD34", "yes", "N", "1", "0", "2.0", "NULL"]),
    st.sampled_from(WORDS),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y")),
    st.sampled_from(["03/25/2020", "2020-02-30", "1/1/1", "9999-12-31", "31.3.20", "12:61", "2pm"]),
    st.text("|\\'\"<>&\u00a0\u200b\x00\n;,01/é٣²=+-@", max_size=12),
    st.text(max_size=6),
)


@st.composite
def mappings(draw: st.DrawFn) -> ImportMapping:
    kind = draw(st.sampled_from([*MAPPABLE, "Telepathy", "Officer", ""]))
    names = [*fields_for(kind), "Review.aura", ""]
    needed = [name for name, one in fields_for(kind).items() if one.is_needed]
    chosen = needed if draw(st.integers(0, 3)) else []
    chosen += draw(st.lists(st.sampled_from(names), max_size=8))
    heading = st.one_of(st.sampled_from(chosen or names), st.text(max_size=4))
    columns = tuple((name if draw(st.integers(0, 9)) else draw(heading), name) for name in chosen)
    meanings = st.sampled_from([*WORDS[:60], "cla", "yes", "no", "", "PN1"])
    spelling = st.tuples(st.sampled_from(names), CELLS, meanings)
    return ImportMapping(
        id="m",
        name="Any",
        kind=kind,
        columns=columns,
        spellings=tuple(draw(st.lists(spelling, max_size=4))),
        date_order=draw(st.sampled_from([*DATE_ORDERS, "", "ydm"])),
    )


DAYS = st.dates(date(2009, 1, 1), date(2020, 6, 1)).map(lambda day: day.strftime("%d/%m/%Y"))


def fitting(through: ImportMapping, name: str) -> st.SearchStrategy[str]:
    """Return cells that mostly fit a field."""
    one = fields_for(through.kind).get(name)
    if one is None:
        return CELLS
    if name == "Child.reference":
        return st.sampled_from(["AB12", "CD34", "ef56"])
    if one.about.type == "day":
        return DAYS
    words = sorted(one.meanings.values())
    return st.sampled_from(words) if words else st.sampled_from(["Pat Low", "2", "10:30", ""])


@st.composite
def tables(draw: st.DrawFn, through: ImportMapping) -> list[list[str]]:
    columns = [*through.columns, *((one, "") for one in draw(st.lists(CELLS, max_size=3)))]
    columns = draw(st.permutations(columns))
    fits = [fitting(through, name) for _, name in columns]
    any_row = st.lists(CELLS, min_size=0, max_size=len(columns) + 1)
    mixed = st.tuples(*(st.one_of(one, one, one, one, CELLS) for one in fits)).map(list)
    rows = st.lists(st.one_of(st.tuples(*fits).map(list), mixed, any_row), max_size=6)
    return [[heading for heading, _ in columns], *draw(rows)]


def looked_at(found: ImportRead) -> None:
    assert len({one.id for one in found.records}) == len(found.records)
    for record in found.records:
        assert len(record.id) == 32
        assert limit_problems(record) == []
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            assert from_json(about, to_json(value)) == value
            if about.type == "code" and value:
                assert value in CODES[about.codes]
    for problem in found.problems:
        assert problem.sentence.endswith(".")
        assert "\n" not in problem.sentence
        assert problem.row > 0
        assert len(problem.child) <= 40


def refused(work: Callable[[], T]) -> tuple[T | None, str]:
    """Return what comes of it, or the sentence with which it is refused."""
    try:
        return work(), ""
    except UserError as error:
        return None, str(error)


@settings(max_examples=settings().max_examples * (1 if settings().max_examples > 200 else 2))
@given(st.data())
def test_any_rows_through_any_mapping_are_records_and_problems(data: st.DataObject) -> None:
    through = data.draw(mappings())
    rows = data.draw(tables(through))
    table = Table("any.csv", "", Sheet(tuple(rows[0]), rows[1:]))
    seen = mapping_look.look(table, through, TODAY) if through.kind in MAPPABLE else None
    guess(table)
    found, refusal = refused(lambda: check([table], through, today=TODAY))
    if found is None:
        assert refusal.endswith(".")
        assert seen is None or seen.lacks == refusal
        return
    looked_at(found.read)
    assert seen is not None
    assert (seen.good, seen.rows) == (found.good, found.rows)
    left_out = {one.row for one in found.read.problems if "so the row was left out" in one.sentence}
    assert found.good == found.rows - len(left_out)
    assert found == check([table], through, today=TODAY)


@settings(max_examples=settings().max_examples // 2)
@given(st.data())
def test_any_table_is_the_same_in_a_workbook(data: st.DataObject) -> None:
    through = data.draw(mappings())
    rows = [[_writable(cell) for cell in row] for row in data.draw(tables(through))]
    rows = [row[: len(rows[0])] for row in rows]  # a comma too many is only a slip in a CSV file
    with TemporaryDirectory() as folder:
        found: list[object] = []
        for name, content in (
            ("a", as_csv(rows).encode()),
            ("b", as_xlsx({"Sheet1": rows}, dates=False)),
        ):
            path = Path(folder) / name
            path.write_bytes(content)
            result, _ = refused(partial(read, [path], mapping=through, today=TODAY))
            found.append(result and result.records)
    assert found[0] == found[1]


def _writable(cell: str) -> str:
    """Return a cell as both forms can hold it: XML has no control signs, and no CR.

    What begins with < is taken for XML.
    """
    kept = "".join(sign for sign in cell if sign == "\n" or sign.isprintable()).lstrip("<\n ")
    return kept if kept.strip() else ""


@given(mappings())
def test_any_mapping_that_can_be_written_is_read_again(through: ImportMapping) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.iromapping"
        try:
            content = mapping_file(through)
        except UnicodeEncodeError:
            return  # half a sign, which no record can hold either
        path.write_bytes(content)
        found, refusal = refused(lambda: read_mapping(path))
        assert found == (None if refusal else shared_form(through))
        assert not refusal or refusal.startswith("m.iromapping ")


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_in_the_place_of_a_mapping_file_are_refused(content: bytes, at: int) -> None:
    whole = mapping_file(ImportMapping(id="", name="n", kind="Review", date_order="dmy"))
    with TemporaryDirectory() as folder:
        for one in (content, whole[:at], whole[:at] + content + whole[at:]):
            path = Path(folder) / "m.iromapping"
            path.write_bytes(one)
            found, _ = refused(partial(read_mapping, path))
            assert found is None or found.kind == "Review"


def test_any_import_is_whole_or_nothing_and_adds_nothing_the_second_time(
    tmp_path: Path, long_run: bool
) -> None:
    workspace = a_workspace(tmp_path / "s.iro")
    number = written = 0
    examples = 500 if long_run else 60

    @settings(max_examples=examples)
    @given(st.data())
    def imported(data: st.DataObject) -> None:
        nonlocal number, written
        number += 1
        through = data.draw(mappings())
        path = tmp_path / f"{number}.csv"
        path.write_bytes(as_csv(data.draw(tables(through))).encode("utf-8", "replace"))
        before = workspace.snapshot.position
        named: dict[str, Any] = {"through": Through(through)}
        dry, _ = refused(lambda: run_import(workspace, "table", [path], dry_run=True, **named))
        assert workspace.snapshot.position == before
        if dry is None:
            return
        done = run_import(workspace, "table", [path], **named)
        assert replace(done, dry_run=True) == dry
        again = run_import(workspace, "table", [path], **named)
        assert (again.new, again.changed) == ({}, {})
        written += sum(done.new.values())

    imported()
    assert written > 5  # most of what comes later is on file already
    workspace.close()
