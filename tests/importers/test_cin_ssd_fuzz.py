"""Whatever a census or a table of the SSD holds, it is read or refused with a sentence."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial

from hypothesis import example, given, settings
from hypothesis import strategies as st

from iro_desktop.importers import cin_census, ssd
from iro_desktop.importers.results import ImportRead
from tests import fuzz
from tests.censuses import SSD, census, child, details, enquiry, plan
from tests.fuzz import mangled

TODAY = date(2021, 6, 1)
CASES = settings(max_examples=max(80, settings().max_examples))  # 2,000 in the long run
CENSUS = census(
    child(
        "AB12",
        details(
            enquiry("2019-01-07", "2019-01-28", target="2019-01-28"),
            plan("2019-01-28", "2019-04-15", "2019-10-14", previous="2"),
            initial="2019-02-28",
        ),
        more="<UPN>A123456789123</UPN><UPNunknown>UN3</UPNunknown>stray",
    ),
    child("CD34", details(plan("2019-02-04", end="2019-11-04"), closed="2019-12-02")),
)


def read_or_refuse(read: Callable[..., ImportRead], *contents: bytes) -> ImportRead | str:
    """Return what was read, each record about a child that was named; or why it was refused."""
    result = fuzz.read_or_refuse(partial(read, today=TODAY), *contents)
    if isinstance(result, str):
        return result
    for record in result.records:
        owner = getattr(record, "child_id", record.id)
        assert type(record).__name__ == "Officer" or owner in result.references
    return result


def reworded(text: str, chance: random.Random) -> str:
    """Return XML that is still sound: some values and names changed, parts moved or doubled."""
    parts = text.replace("><", ">\0<").split("\0")
    values = ["", "0", "1", "true", "2019-02-29", "31/03/2019", "9999-12-31", "X" * 60, "é", "٣٣"]
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(2, len(parts) - 1)
        part = parts[at]
        if part.count("<") == 2:  # an element with a text
            name = part[1 : part.index(">")]
            new = chance.choice([name, name.upper(), "Other", "CPPreviewDate", "LAchildID"])
            parts[at] = f"<{new}>{chance.choice(values)}</{new}>" * chance.randint(0, 3)
    return "".join(parts)


@CASES
@given(st.integers(0, 2**32))
def test_mangled_censuses_never_raise_anything_else(seed: int) -> None:
    read_or_refuse(cin_census.read, mangled(CENSUS.encode(), seed))


@CASES
@given(st.integers(0, 2**32))
def test_sound_xml_of_any_values_is_read(seed: int) -> None:
    content = reworded(CENSUS, random.Random(seed)).encode()
    first = read_or_refuse(cin_census.read, content)
    assert first == read_or_refuse(cin_census.read, content)
    assert isinstance(first, ImportRead) or "none of" in first.lower()


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf<")
@example(b"<Message/>")
@example(b"PK\x03\x04")
def test_random_bytes_never_raise_anything_else(content: bytes) -> None:
    read_or_refuse(cin_census.read, content)
    read_or_refuse(ssd.read, content)


CELLS = st.one_of(
    st.sampled_from(
        [
            "", "AB12", "ab12", "CD34", "CP1", "P1", "S", "L", "C2", "V4 - short breaks", "X1",
            "E4A", "PN0", "Y", "N", "IRO", "Social Worker", "Neglect", "NULL", "1.0", "Completed",
            "Initial Health Assessment", '"{""ADOPTION"": ""Y""}"', '"[[[["', "[" * 3000,
            "2019-05-01 10:00:00.000",
        ]
    ),
    st.dates(date(1899, 1, 1), date(2101, 1, 1)).map(str),
    st.text("|\\'<>&\u00a0\u200b01/é٣", max_size=12),
)  # fmt: skip


@CASES
@given(st.data())
def test_tables_of_any_cells_are_read_and_read_the_same_again(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(SSD)), min_size=1, max_size=4, unique=True))
    contents = []
    for name in names:
        width = SSD[name].count(",") + 1
        rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
        lines = [SSD[name], *(",".join(row) for row in rows)]
        contents.append("\n".join(lines).encode())
    first = read_or_refuse(ssd.read, *contents)
    assert isinstance(first, ImportRead)
    assert first == read_or_refuse(ssd.read, *contents)


@CASES
@given(st.sampled_from(sorted(SSD)), st.integers(0, 2**32))
def test_mangled_tables_never_raise_anything_else(name: str, seed: int) -> None:
    width = SSD[name].count(",") + 1
    cells = ["AB12", "2019-05-06", "S", "Y", "CP1", "", "2019-09-02", "IRO", "P1", "NEG", "C2"]
    rows = [",".join((cells[n:] + cells[:n])[:width]) for n in range(len(cells))]
    content = "\r\n".join([SSD[name], *rows]).encode()
    read_or_refuse(ssd.read, mangled(content, seed))
