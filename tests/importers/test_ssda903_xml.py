"""The XML form of a return gives what its CSV form gives."""

from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.errors import NotTextError, UnsafeXmlError
from iro_desktop.domain.records import Record
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssda903 import read
from tests.bombs import BOMBS
from tests.returns import RETURN_2020, RETURN_2021, a_file, as_xml, shared_return

TODAY = date(2021, 6, 1)


def by_id(result: ImportRead) -> dict[str, Record]:
    found = {record.id: record for record in result.records}
    assert len(found) == len(result.records)
    return found


def a_child(*parts: str, header: str = "<CHILDID>AB12</CHILDID>") -> str:
    return f"<EXPSSDA903><CHILD><HEADER>{header}</HEADER>{''.join(parts)}</CHILD></EXPSSDA903>"


@pytest.mark.parametrize("encoding", ["us-ascii", "utf-8", "utf-16", "iso-8859-1"])
def test_the_same_rows_give_the_same_records(tmp_path: Path, encoding: str) -> None:
    paths = sorted(RETURN_2020.glob("*.csv"))
    xml = a_file(tmp_path, as_xml(paths, encoding=encoding))
    from_csv, from_xml = read(paths, today=TODAY), read([xml], today=TODAY)
    assert by_id(from_xml) == by_id(from_csv)
    assert from_xml.year == from_csv.year
    assert from_xml.read == from_csv.read
    rules = sorted((one.child, one.rule) for one in from_csv.problems if one.rule != "not_ours")
    assert sorted((one.child, one.rule) for one in from_xml.problems) == rules


def test_years_may_come_one_as_csv_and_one_as_xml(tmp_path: Path) -> None:
    older, newer = sorted(RETURN_2020.glob("*.csv")), sorted(RETURN_2021.glob("*.csv"))
    xml = a_file(tmp_path, as_xml(newer), "2021.xml")
    assert by_id(read([*older, xml], today=TODAY)) == by_id(read([*older, *newer], today=TODAY))


def test_the_published_return_is_the_same_in_both_forms(tmp_path: Path) -> None:
    paths = sorted(shared_return().glob("*.csv"))
    xml = a_file(tmp_path, as_xml(paths))
    from_csv, from_xml = by_id(read(paths, today=TODAY)), by_id(read([xml], today=TODAY))
    # Two rows of DoLo and SWEpisodes name a child without a Header, which XML cannot.
    nameless = {one.id for one in from_csv.values() if getattr(one, "reference", "") == "CHILD10"}
    without = {
        key: one
        for key, one in from_csv.items()
        if not nameless & {key, getattr(one, "child_id", "")}
    }
    assert from_xml == without
    assert len(without) == len(from_csv) - 2


def test_tags_are_read_in_any_case_and_with_a_namespace(tmp_path: Path) -> None:
    text = (
        '<d:expSSDA903 xmlns:d="urn:x"><d:child><d:header><d:ChildID> AB12 </d:ChildID>'
        "<d:sex>1</d:sex><d:dob>15/06/2010</d:dob></d:header></d:child></d:expSSDA903>"
    )
    (child,) = read([a_file(tmp_path, text)], today=TODAY).records
    assert (child.reference, child.born_on) == ("AB12", date(2010, 6, 15))  # type: ignore[attr-defined]


def test_a_problem_names_the_child_element(tmp_path: Path) -> None:
    review = "<AREVIEW><REVIEW>soon</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
    text = a_child(header="<CHILDID>AB12</CHILDID>" + review)
    second = text.replace("<EXPSSDA903>", "<EXPSSDA903><CHILD><HEADER/></CHILD>")
    found = read([a_file(tmp_path, second)], today=TODAY, year=2020).problems
    assert [(one.row, one.rule, one.child) for one in found] == [
        (1, "CHILD", ""),
        (2, "166", "AB12"),
    ]


@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_are_refused_before_they_unfold(tmp_path: Path, bomb: str) -> None:
    text = BOMBS[bomb] + a_child(header="<CHILDID>&a;</CHILDID>")
    with pytest.raises(UnsafeXmlError, match=r"^any\.csv defines entities of its own"):
        read([a_file(tmp_path, text)], today=TODAY)


def test_a_plain_doctype_is_no_bomb(tmp_path: Path) -> None:
    text = "<!DOCTYPE EXPSSDA903>" + a_child()
    assert len(read([a_file(tmp_path, text)], today=TODAY).records) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<EXPSSDA903><CHILD>",
        "<EXPSSDA903></CHILD>",
        "<EXPSSDA903>&nbsp;</EXPSSDA903>",
        "<",
        "<?xml version='1.0' encoding='no-such'?><EXPSSDA903/>",
        "<?xml version='1.0' encoding='utf-8'?><EXPSSDA903>\xeb</EXPSSDA903>".encode("latin-1"),
        "<EXPSSDA903>" + "<a>" * 20 + "</a>" * 20 + "</EXPSSDA903>",
    ],
)
def test_what_is_not_sound_xml_is_refused_with_its_line(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(NotTextError, match=r"^any\.csv is not sound XML from line 1 on"):
        read([a_file(tmp_path, text)], today=TODAY)


def test_an_empty_return_holds_nothing(tmp_path: Path) -> None:
    result = read([a_file(tmp_path, "<EXPSSDA903/>")], today=TODAY)
    assert (result.records, result.problems, result.read) == ((), (), {})
