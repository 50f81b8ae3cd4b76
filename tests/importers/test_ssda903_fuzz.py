"""Whatever a file holds, it is read or refused with a sentence, the same each time."""

from contextlib import suppress
from datetime import date
from functools import partial

from hypothesis import example, given
from hypothesis import strategies as st

from iro_desktop.domain.errors import UserError
from iro_desktop.importers import allocations
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssda903 import read
from tests import fuzz
from tests.fuzz import mangled, paths_of
from tests.returns import COLUMNS, RETURN_2020, as_xml

TODAY = date(2021, 6, 1)
SAMPLES = [path.read_bytes() for path in sorted(RETURN_2020.glob("*.csv"))]
XML = as_xml(sorted(RETURN_2020.glob("*.csv")))


def read_or_refuse(content: bytes) -> ImportRead | str:
    """Return what was read, or the sentence with which the file was refused."""
    return fuzz.read_or_refuse(partial(read, today=TODAY), content)


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf<")
@example(b"PK\x03\x04")
def test_random_bytes_never_raise_anything_else(content: bytes) -> None:
    read_or_refuse(content)
    with paths_of([content]) as paths, suppress(UserError):
        allocations.read(paths, today=TODAY)


@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_mangled_tables_never_raise_anything_else(content: bytes, seed: int) -> None:
    read_or_refuse(mangled(content, seed))


@given(st.integers(0, 2**32))
def test_mangled_xml_never_raises_anything_else(seed: int) -> None:
    read_or_refuse(mangled(XML, seed))


CELLS = st.one_of(
    st.sampled_from(
        ["", "AB12", "ab12", "CD34", "S", "L", "P", "C2", "V3", "V4", "X1", "E4A", "PN0", "PN1"]
    ),
    st.dates(date(2009, 1, 1), date(2031, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y")),
    st.text("|\\'<>&\u00a0\u200b01/é", max_size=12),
)


@given(st.data())
def test_rows_of_any_cells_are_read_and_read_the_same_again(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(COLUMNS)))
    width = COLUMNS[name].count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    lines = [COLUMNS[name], *(",".join(row) for row in rows)]
    first = read_or_refuse("\n".join(lines).encode())
    assert isinstance(first, ImportRead)
    assert first == read_or_refuse("\n".join(lines).encode())
