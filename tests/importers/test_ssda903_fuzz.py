"""Whatever a file holds, it is read or refused with a sentence, the same each time."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import fields_of
from iro_desktop.domain.records.fields import from_json, to_json
from iro_desktop.importers import allocations
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssda903 import read
from tests.returns import COLUMNS, RETURN_2020, as_xml

TODAY = date(2021, 6, 1)
SAMPLES = [path.read_bytes() for path in sorted(RETURN_2020.glob("*.csv"))]
XML = as_xml(sorted(RETURN_2020.glob("*.csv")))


@contextmanager
def a_path(content: bytes) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        path.write_bytes(content)
        yield path


def read_or_refuse(content: bytes) -> ImportRead | str:
    """Return what was read, or the sentence with which the file was refused."""
    with a_path(content) as path:
        try:
            result = read([path], today=TODAY)
        except UserError as error:
            return str(error)
    for record in result.records:
        assert len(record.id) == 32
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            assert from_json(about, to_json(value)) == value
    for problem in result.problems:
        assert problem.sentence.endswith(".")
        assert "\n" not in problem.sentence
    return result


def mangled(content: bytes, seed: int) -> bytes:
    """Return a file with some of its bytes changed, taken out, doubled or put elsewhere."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 40))
        match chance.randrange(5):
            case 0:
                data[at:to] = bytes(chance.choices(range(256), k=chance.randint(0, 9)))
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to]
            case 3:
                data[at:at] = chance.choice(
                    [b'"', b",", b"\n", b"\r", b"/", b"<", b">", b"&", b"0", b"-", b"\xa0", b";"]
                )
            case _:
                data = data[at:] + data[:at]
    return bytes(data)


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf<")
@example(b"PK\x03\x04")
def test_random_bytes_never_raise_anything_else(content: bytes) -> None:
    read_or_refuse(content)
    with a_path(content) as path, suppress(UserError):
        allocations.read([path], today=TODAY)


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
    assert len({record.id for record in first.records}) == len(first.records)
