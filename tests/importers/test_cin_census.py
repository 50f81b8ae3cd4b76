"""A children in need census becomes children, enquiries, conferences and plans."""

import dataclasses
import tracemalloc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from iro_desktop.domain.errors import (
    CancelledError,
    FileTooLargeError,
    NotTextError,
    UnsafeXmlError,
    UserError,
)
from iro_desktop.domain.records import Child, ProtectionPlan, Record, Review, Section47
from iro_desktop.importers import cin_census_xml
from iro_desktop.importers.cin_census import read
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead
from tests.bombs import BOMBS
from tests.censuses import (
    a_census,
    census,
    child,
    details,
    element,
    enquiry,
    plan,
    shared_census,
)
from tests.returns import a_file

AnyRecord = TypeVar("AnyRecord", bound=Record)
TODAY = date(2021, 6, 1)


def read_one(folder: Path, *parts: str, **facts: Any) -> ImportRead:
    """Read the census of one child."""
    return read([a_census(folder, child("AB12", *parts, **facts))], today=TODAY)


def of(result: ImportRead, kind: type[AnyRecord]) -> list[AnyRecord]:
    return [record for record in result.records if isinstance(record, kind)]


def reviews(result: ImportRead) -> list[tuple[str, date | None]]:
    return sorted((one.review_type, one.held_on) for one in of(result, Review))


def rules(result: ImportRead) -> list[tuple[int, str, str]]:
    return [(one.row, one.child, one.rule) for one in result.problems]


def same(first: ImportRead, second: ImportRead) -> bool:
    """Return whether two files say the same, whatever they are called."""
    bare = [dataclasses.replace(one, places={}, problems=()) for one in (first, second)]
    problems = [[(p.row, p.child, p.rule, p.sentence) for p in r.problems] for r in (first, second)]
    return bare[0] == bare[1] and problems[0] == problems[1]


def test_every_review_of_a_plan_is_taken(tmp_path: Path) -> None:
    days = ("2019-05-01", "2019-10-28", "2020-03-30")
    result = read_one(tmp_path, details(plan("2019-02-04", *days)))
    assert reviews(result) == [("rcpc", date.fromisoformat(day)) for day in days]
    (found,) = of(result, ProtectionPlan)
    assert (found.started_on, found.ended_on) == (date(2019, 2, 4), None)
    assert (found.initial_category, found.latest_category, found.previous_plans) == (
        "NEG",
        "NEG",
        0,
    )
    assert (result.problems, result.year) == ((), 2020)


def test_the_ids_are_those_of_every_other_import(tmp_path: Path) -> None:
    result = read_one(tmp_path, details(enquiry("2019-01-07", "2019-01-28"), plan("2019-01-28")))
    assert {record.id for record in result.records} == {
        record_id("Child", "AB12"),
        record_id("Section47", "AB12", "2019-01-07"),
        record_id("Review", "AB12", "icpc", "2019-01-28"),
        record_id("ProtectionPlan", "AB12", "2019-01-28"),
    }


def test_an_initial_conference_at_both_levels_is_one_and_knows_its_enquiry(tmp_path: Path) -> None:
    found = details(enquiry("2019-01-07", "2019-01-28"), initial="2019-01-28")
    (review,) = of(read_one(tmp_path, found), Review)
    assert (review.review_type, review.held_on) == ("icpc", date(2019, 1, 28))
    assert review.strategy_on == date(2019, 1, 7)


def test_initial_conferences_at_either_level_are_taken(tmp_path: Path) -> None:
    found = details(
        enquiry("2019-01-07", "2019-01-28"), enquiry("2019-05-07", "2019-05-20"),
        initial="2019-09-02",
    )  # fmt: skip
    by_day = {one.held_on: one.strategy_on for one in of(read_one(tmp_path, found), Review)}
    assert by_day == {
        date(2019, 1, 28): date(2019, 1, 7),
        date(2019, 5, 20): date(2019, 5, 7),
        date(2019, 9, 2): None,
    }


def test_of_several_enquiries_that_led_to_a_conference_the_first_counts(tmp_path: Path) -> None:
    two = (enquiry("2019-01-07", "2019-01-28"), enquiry("2019-01-15", "2019-01-28"))
    for parts in (two, two[::-1]):
        (review,) = of(read_one(tmp_path, details(*parts)), Review)
        assert review.strategy_on == date(2019, 1, 7)


@pytest.mark.parametrize(
    "flag, held, closed, not_needed, ended_on",
    [
        ("1", "", "", True, None),
        ("true", "", "", True, None),
        ("0", "2019-01-28", "", False, None),
        ("false", "2019-01-28", "2019-09-09", False, None),
        ("0", "", "", None, None),
        ("false", "", "2019-09-09", None, date(2019, 9, 9)),
        ("", "", "", None, None),
    ],
)
def test_an_enquiry_says_whether_a_conference_is_needed(
    tmp_path: Path,
    flag: str,
    held: str,
    closed: str,
    not_needed: bool | None,
    ended_on: date | None,
) -> None:
    result = read_one(
        tmp_path, details(enquiry("2019-01-07", held, not_required=flag), closed=closed)
    )
    (found,) = of(result, Section47)
    assert (found.strategy_on, found.started_on) == (date(2019, 1, 7), date(2019, 1, 7))
    assert (found.conference_not_needed, found.ended_on) == (not_needed, ended_on)
    assert result.problems == ()


@pytest.mark.parametrize(
    "written, sex",
    [
        ("<GenderCurrent>1</GenderCurrent>", "M"),
        ("<GenderCurrent>2</GenderCurrent>", "F"),
        ("<GenderCurrent>0</GenderCurrent>", "U"),
        ("<GenderCurrent>9</GenderCurrent>", "U"),
        ("<Sex>M</Sex>", "M"),
        ("<Sex>f</Sex>", "F"),
        ("<Sex>U</Sex>", "U"),
        ("<Sex/>", ""),
        ("", ""),
    ],
)
def test_the_names_of_every_year_are_known(tmp_path: Path, written: str, sex: str) -> None:
    (found,) = of(read_one(tmp_path, details(plan("2019-02-04")), sex=written), Child)
    assert found.sex == sex


def test_who_the_child_is(tmp_path: Path) -> None:
    more = (
        "<UPN>a123456789123</UPN><FormerUPN>X98765432123B</FormerUPN>"
        "<UPNunknown>UN3</UPNunknown>PersonBirthDate "
        "<ExpectedPersonBirthDate>2012-06-20</ExpectedPersonBirthDate>"
        "<PersonDeathDate>2020-02-02</PersonDeathDate>"
    )
    result = read_one(
        tmp_path, details(plan("2019-02-04")), more=more, disabilities=("HAND", "HEAR")
    )
    (found,) = of(result, Child)
    assert found == Child(
        id=record_id("Child", "AB12"),
        reference="AB12",
        born_on=date(2012, 6, 15),
        expected_on=date(2012, 6, 20),
        died_on=date(2020, 2, 2),
        sex="F",
        ethnicity="WBRI",
        upn="A123456789123",
        disability=True,
    )
    assert result.problems == ()


def test_a_child_not_yet_born_has_the_expected_date_only(tmp_path: Path) -> None:
    more = element("ExpectedPersonBirthDate", "2020-06-20")
    (found,) = of(
        read_one(tmp_path, details(plan("2020-02-04")), born="", more=more, disabilities=()), Child
    )
    assert (found.born_on, found.expected_on) == (None, date(2020, 6, 20))
    assert found.disability is None


def test_nobody_is_added_who_is_only_in_need(tmp_path: Path) -> None:
    path = a_census(tmp_path, child("AB12", details()), child("CD34", details(plan("2019-02-04"))))
    result = read([path], today=TODAY)
    assert result.named_only == {record_id("Child", "AB12")}
    assert any("1 child in need" in note for note in result.notes)


@pytest.mark.parametrize(
    "parts, rule, words",
    [
        (plan("soon"), "date", "“soon”"),
        (plan(""), "8720", "no start date"),
        (plan("2019-02-04", end="2019-01-04"), "8925", "ends on 4 January 2019, before"),
        (plan("2019-02-04", end="31/02/2019"), "date", "“31/02/2019”"),
        (plan("2019-02-04", previous="many"), "code", "“many”"),
        (plan("2019-02-04", previous="51"), "code", "“51”"),
        (plan("2019-02-04", "2019-13-01"), "date", "“2019-13-01”"),
        (plan("2019-02-04", ""), "8842Q", "no date"),
        (plan("2019-02-04", "2019-05-01", "2019-05-01"), "repeated", "1 May 2019"),
        (plan("2019-02-04") * 2, "repeated", "4 February 2019"),
        (plan("2019-02-04", "2020-04-01"), "after_year", "31 March 2020"),
        (plan("2019-02-04", "2021-06-02"), "after_today", "2 June 2021"),
        (enquiry("", "2019-01-28"), "date", "no start date"),
        (enquiry("2019-01-07", "28 Jan"), "date", "“28 Jan”"),
        (enquiry("2019-01-07", not_required="maybe"), "code", "“maybe”"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_child(
    tmp_path: Path, parts: str, rule: str, words: str
) -> None:
    path = a_census(
        tmp_path, child("ZZ99", details(plan("2018-05-01"))), child("AB12", details(parts))
    )
    result = read([path], today=TODAY)
    (problem,) = result.problems
    assert (problem.file, problem.row, problem.child, problem.rule) == (path.name, 2, "AB12", rule)
    assert words in problem.sentence


def test_what_is_wrong_with_a_child_is_said(tmp_path: Path) -> None:
    found = details(plan("2019-02-04"))
    path = a_census(
        tmp_path,
        child("", found),
        child("X" * 41, found),
        child("AB12", found, born="yesterday", more="<UPN>12</UPN>"),
        child("AB12", details(plan("2019-08-05"))),
    )
    result = read([path], today=TODAY)
    assert rules(result) == [
        (1, "", "CHILD"),
        (2, "X" * 40, "CHILD"),
        (3, "AB12", "upn"),
        (3, "AB12", "date"),
        (4, "AB12", "repeated"),
    ]
    assert len(of(result, Child)) == 1
    assert len(of(result, ProtectionPlan)) == 2


# The same census, written otherwise


WHOLE = census(
    child("AB12", details(enquiry("2019-01-07", "2019-01-28"), plan("2019-01-28", "2019-04-15"))),
    child("cd34", details(plan("2019-02-04", end="2019-11-04"), closed="2019-12-02")),
)


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.encode("utf-8-sig"),
        WHOLE.replace("utf-8", "utf-16").encode("utf-16"),
        WHOLE.replace(">", ">\r\n").encode(),
        WHOLE.replace("><", ">\n\t <!-- so --> <").encode(),
        WHOLE.replace("<Child>", "stray <Child>text").encode(),
        WHOLE.replace("<Message>", '<Message xmlns="urn:cin">').encode(),
        WHOLE.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:")
        .replace("<c:?", "<?").replace("<c:Message>", '<c:Message xmlns:c="urn:cin">').encode(),
        WHOLE.replace("CPPstartDate", "CPPSTARTDATE").replace("LAchildID", "lachildid").encode(),
        WHOLE.replace("<LAchildID>", "<LAchildID>  ").replace("-15<", "-15 \u00a0<").encode(),
        WHOLE.replace("ICPCnotRequired>0<", "ICPCnotRequired>false<").encode(),
        WHOLE.replace("<Child>", '<Child id="1" note="none">').encode(),
        WHOLE.replace("2019-01-28<", "2019-01-28T00:00:00<").encode(),
        WHOLE.replace("2019-01-28<", "2019-01-28Z<").replace("-04<", "-04+01:00<").encode(),
        WHOLE.replace("<CINdetails>", "<New>x</New><CINdetails><Other><Deep/></Other>").encode(),
        WHOLE.replace("AB12", "<![CDATA[AB12]]>").replace("NEG", "&#78;EG").encode(),
    ],
)  # fmt: skip
def test_how_it_is_written_changes_nothing(tmp_path: Path, content: bytes) -> None:
    plain = read([a_file(tmp_path, WHOLE, "plain.xml")], today=TODAY)
    assert len(of(plain, Child)) == 2
    assert same(read([a_file(tmp_path, content, "other.xml")], today=TODAY), plain)


def test_elements_in_another_order_change_nothing(tmp_path: Path) -> None:
    two = [
        child(
            "AB12", details(plan("2019-01-28", "2019-07-01", "2019-04-15"), enquiry("2019-01-07"))
        ),
        child("CD34", details(plan("2019-02-04"))),
    ]
    other = [
        child("CD34", details(plan("2019-02-04"))),
        child(
            "AB12",
            details(enquiry("2019-01-07")),
            details(plan("2019-01-28", "2019-04-15", "2019-07-01")),
        ),
    ]
    first, second = (
        {one.id: one for one in read([a_census(tmp_path, *ones)], today=TODAY).records}
        for ones in (two, other)
    )
    assert first == second


def test_the_year_is_that_of_the_header_else_of_the_dates(tmp_path: Path) -> None:
    text = WHOLE.replace(element("ReferenceDate", "2020-03-31"), "")
    assert read([a_file(tmp_path, text)], today=TODAY).year == 2020
    text = text.replace(element("Year", "2020"), element("Year"))
    assert read([a_file(tmp_path, text)], today=TODAY).year == 2020
    assert read([a_file(tmp_path, text)], today=TODAY, year=2021).year == 2021
    with pytest.raises(UserError, match="no census year"):
        read([a_file(tmp_path, text)], today=TODAY, year=1850)


def test_several_years_join_and_the_later_one_wins(tmp_path: Path) -> None:
    older = a_census(
        tmp_path, child("AB12", details(plan("2019-02-04", "2019-05-01", previous="1"))), year=2020
    )
    newer = a_census(
        tmp_path,
        child("AB12", details(plan("2019-02-04", "2020-05-01", latest="EMO", end="2020-11-02"))),
        year=2021,
    )
    for paths in ([older, newer], [newer, older]):
        result = read(paths, today=TODAY)
        (found,) = of(result, ProtectionPlan)
        assert (found.latest_category, found.previous_plans) == ("EMO", 0)
        assert found.ended_on == date(2020, 11, 2)
        assert len(of(result, Review)) == 2
        assert result.year == 2021
        assert "Earlier censuses were joined with it: 2020." in result.notes
    with pytest.raises(UserError, match=r"of several years \(2020 and 2021\)"):
        read([older, newer], today=TODAY, year=2021)


# Files that are no census, and hostile ones


@pytest.mark.parametrize(
    "text",
    [
        "<EXPSSDA903/>",
        "<Message/>",
        census(child("AB12"), collection="SC"),
        "<Children><Child/></Children>",
    ],
)
def test_other_xml_is_left_out_and_refused_alone(tmp_path: Path, text: str) -> None:
    other = a_file(tmp_path, text, "other.xml")
    with pytest.raises(UserError, match="None of these files is a children in need census"):
        read([other], today=TODAY)
    result = read([other, a_file(tmp_path, WHOLE)], today=TODAY)
    assert [(one.file, one.rule) for one in result.problems] == [("other.xml", "not_ours")]


@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_are_refused_before_they_unfold(tmp_path: Path, bomb: str) -> None:
    text = BOMBS[bomb] + WHOLE.partition("\n")[2].replace("AB12", "&a;")
    with pytest.raises(UnsafeXmlError, match=r"^any\.csv defines entities of its own"):
        read([a_file(tmp_path, text)], today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("</Message>", ""),
        WHOLE.replace("AB12", "&nbsp;"),
        WHOLE.replace("AB12", "<a>" * 20_000),
        "<Message>" + "<a>" * 40 + "</a>" * 40 + "</Message>",
        WHOLE.replace("utf-8", "no-such"),
        WHOLE.replace("utf-16", "utf-8").replace("AB12", "\xeb").encode("latin-1"),
    ],
)
def test_what_is_not_sound_xml_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(NotTextError, match=r"^any\.csv is not sound XML from line \d+ on"):
        read([a_file(tmp_path, text)], today=TODAY)


def test_a_file_of_more_bytes_than_allowed_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, WHOLE)
    assert read([path], today=TODAY, largest=path.stat().st_size).records
    with pytest.raises(FileTooLargeError):
        read([path], today=TODAY, largest=path.stat().st_size - 1)


def _memory_of(path: Path) -> int:
    """Return the most bytes of memory that reading a file took, or refusing it."""
    tracemalloc.start()
    try:
        read([path], today=TODAY)
    except UserError:
        pass
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most


def test_a_child_of_a_million_elements_is_refused(tmp_path: Path, long_run: bool) -> None:
    many = "<a/>" * (1_000_000 if long_run else 100_000)
    path = a_census(tmp_path, child("AB12", details(many)))
    with pytest.raises(FileTooLargeError, match="more than any census at line"):
        read([path], today=TODAY)
    assert _memory_of(path) < 40 * 2**20


def test_a_million_children_are_refused_or_read_within_bounds(
    tmp_path: Path, long_run: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not long_run:
        monkeypatch.setattr(cin_census_xml, "_MOST_CHILDREN", 25_000)
    path = a_census(tmp_path, "<Child/>" * (1_000_000 if long_run else 25_001))
    with pytest.raises(FileTooLargeError, match="more than any census"):
        read([path], today=TODAY)
    assert _memory_of(path) < 200 * 2**20


def test_huge_attributes_and_texts_are_read_over(tmp_path: Path) -> None:
    huge = "x" * 2_000_000
    text = WHOLE.replace("<Child>", f'<Child a="{huge}">', 1).replace("AB12", huge)
    result = read([a_file(tmp_path, text)], today=TODAY)
    assert [(row, rule) for row, _, rule in rules(result)] == [(1, "CHILD")]
    assert len(of(result, Child)) == 1


def test_wrong_rows_beyond_counting_do_not_fill_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iro_desktop.importers.gathering._MOST_PROBLEMS", 10)
    problems = read_one(tmp_path, details(plan("2019-02-04", *["soon"] * 50))).problems
    assert len(problems) == 11
    assert sum(one.rule == "many" for one in problems) == 1


def test_reading_can_be_cancelled_within_one_file(tmp_path: Path) -> None:
    path = a_census(tmp_path, *(child(f"C{n}", details(plan("2019-02-04"))) for n in range(500)))
    calls: list[int] = []

    def step() -> None:
        calls.append(1)
        if len(calls) == 5:
            raise CancelledError

    with pytest.raises(CancelledError):
        read([path], today=TODAY, step=step)


# The published samples


def _sample(name: str) -> ImportRead:
    return read([shared_census() / name], today=date(2025, 6, 1))


def _plans(result: ImportRead) -> Sequence[tuple[str, str, str]]:
    return [
        (f"{one.started_on}", f"{one.ended_on}", one.latest_category)
        for one in of(result, ProtectionPlan)
    ]


def test_the_published_census_of_2021() -> None:
    result = _sample("CIN_Census_2021.xml")
    (found,) = of(result, Child)
    assert (found.reference, found.sex, found.died_on) == ("DfEX0000001", "M", date(1980, 10, 8))
    assert _plans(result) == [("1970-02-17", "1971-03-14", "PHY")]
    assert reviews(result) == [
        ("icpc", date(1970, 6, 17)),
        ("icpc", date(1970, 12, 6)),
        ("rcpc", date(1971, 2, 15)),
    ]
    # The expected birth in 1066 is no date that anybody means.
    assert rules(result) == [(1, "DfEX0000001", "date")]


@pytest.mark.parametrize(
    "name, children, wrong", [("CIN_Census_2024.xml", 2, 0), ("CIN2rows.xml", 1, 1)]
)
def test_the_other_published_censuses(name: str, children: int, wrong: int) -> None:
    result = _sample(name)
    assert (len(of(result, Child)), result.year) == (children, 2024)
    assert _plans(result) == [("2022-02-17", "2023-03-14", "PHY")]
    assert [found for kind, found in reviews(result) if kind == "rcpc"] == [date(2023, 2, 15)]
    assert [rule for _, _, rule in rules(result)] == ["repeated"] * wrong
