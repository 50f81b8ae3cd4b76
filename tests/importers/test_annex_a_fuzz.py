"""Whatever a workbook holds, it is read or refused with a sentence, and never anything else."""

import random
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.domain.errors import UserError
from iro_desktop.importers.annex_a import read
from iro_desktop.importers.results import ImportRead
from iro_desktop.services.imports import run_import
from tests import fuzz
from tests.annexes import HEADINGS, an_annex
from tests.stores import a_workspace
from tests.workbooks import Cell, as_xls, as_xlsx, parts_of, zipped

TODAY = date(2021, 6, 1)
XLSX = as_xlsx(an_annex())
XLS = as_xls(an_annex())
PARTS = parts_of(an_annex())
MANY = settings(max_examples=max(80, settings().max_examples))


def read_or_refuse(content: bytes) -> ImportRead | str:
    """Return what was read, or the sentence with which the file was refused."""
    return fuzz.read_or_refuse(partial(read, today=TODAY), content)


def mangled(content: bytes, seed: int, *, most: int = 12) -> bytes:
    """Return bytes with some of them changed, taken out, doubled or put elsewhere."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 30))
        match chance.randrange(5):
            case 0:
                data[at:to] = bytes(chance.choices(range(256), k=to - at))
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to]
            case 3:
                data[at:to] = chance.choice([b"<", b">", b'"', b"&", b"9999999", b"/>", b"\xff"])
            case _:
                if data:
                    data[at % len(data)] ^= 1 << chance.randrange(8)
    return bytes(data)


@MANY
@given(st.integers(0, 2**32))
def test_mangled_archives_never_raise_anything_else(seed: int) -> None:
    read_or_refuse(mangled(XLSX, seed))


@MANY
@given(st.sampled_from(sorted(PARTS)), st.integers(0, 2**32))
def test_mangled_parts_never_raise_anything_else(name: str, seed: int) -> None:
    part = mangled(PARTS[name].encode(), seed)
    read_or_refuse(zipped(dict[str, str | bytes](PARTS) | {name: part}))


def in_place(content: bytes, seed: int) -> bytes:
    """Return an old workbook with single bytes of its directory and records changed."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.choice([0, 1, 0x7F, 0xFE, 0xFF])
    return bytes(data)


@MANY
@given(st.integers(0, 2**32))
def test_mangled_old_workbooks_never_raise_anything_else(seed: int) -> None:
    read_or_refuse(in_place(XLS, seed) if seed % 2 else mangled(XLS, seed))


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(
        ["AB12", "ab12 ", "a) Yes", "b) No", "C2: FCO", "U4", "h) Children’s Homes", "-1",
         "Unborn", "#N/A", "Physical; Neglect", "PR4", "N1", "01/02/2020", "31/02/2020"]
    ),
    st.integers(-5, 99999),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(2040, 1, 1)),
    st.text("|\\'<>&\u00a0\u200b01/é=+-@", max_size=12),
)  # fmt: skip


@st.composite
def annexes(draw: st.DrawFn) -> dict[str, list[list[Cell]]]:
    """Return sheets of any cells under the headings of lists."""
    sheets: dict[str, list[list[Cell]]] = {}
    for name in draw(st.lists(st.sampled_from(sorted(HEADINGS)), min_size=1, unique=True)):
        headings: list[Cell] = list(HEADINGS[name])
        width = len(headings)
        rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
        sheets[name] = [headings, *rows]
    return sheets


@MANY
@given(annexes())
def test_rows_of_any_cells_are_read_and_read_the_same_again(
    sheets: dict[str, list[list[Cell]]],
) -> None:
    content = as_xlsx(sheets)
    first = read_or_refuse(content)
    assert isinstance(first, ImportRead)
    assert first == read_or_refuse(content)


@pytest.mark.parametrize("seed", range(3))
def test_an_import_is_whole_or_nothing(tmp_path: Path, seed: int, long_run: bool) -> None:
    workspace = a_workspace(tmp_path / "store", today=TODAY, whole_service=True)
    path = tmp_path / "any.xlsx"
    for number in range(100 if long_run else 10):
        chance = seed * 1000 + number
        path.write_bytes(mangled(XLSX if number % 2 else XLS, chance, most=2))
        before = workspace.snapshot.position
        acts = len(workspace.store.latest_acts(10_000))
        try:
            result = run_import(workspace, "annex-a", [path])
        except UserError:
            assert workspace.snapshot.position == before
        else:
            new = workspace.snapshot.position > before
            assert new == bool(sum(result.new.values()) + sum(result.changed.values()))
            written = len(workspace.store.latest_acts(10_000)) - acts
            assert written == (2 if new else 0)  # the import, and the note that it was made
    workspace.close()
