"""A table of figures to compare with: year, area, kind, measure, value, source."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.errors import MissingColumnError, NotTextError
from iro_desktop.domain.limits import limit_problems
from iro_desktop.domain.records import Comparator
from iro_desktop.importers.comparators import comparator_id, read
from iro_desktop.importers.results import ImportRead
from tests.returns import a_file

TODAY = date(2021, 6, 1)
HEADINGS = "year,area,kind,measure,value,source\n"


def read_text(folder: Path, text: str) -> ImportRead:
    return read([a_file(folder, text)], today=TODAY)


def one_row(folder: Path, row: str) -> tuple[Comparator | None, str]:
    """Return the comparator of a single row, and what is said of it."""
    result = read_text(folder, f"{HEADINGS}{row}\n")
    assert result.read == {"Comparator": 1}
    assert len(result.problems) < 2
    record = next((one for one in result.records if isinstance(one, Comparator)), None)
    return record, next((problem.sentence for problem in result.problems), "")


def test_each_row_is_the_figure_of_an_area_in_a_year(tmp_path: Path) -> None:
    result = read_text(
        tmp_path,
        HEADINGS + "2020,England,country,cp_rate_per_10000,42.8,Department for Education\n"
        '2019-20,Our county,Our own area,population_0_17,"251,000",mid-2019 estimate\n'
        "31/03/2020,Next  door,Statistical neighbour,Initial conferences in time,78.4%,\n",
    )
    found = [one for one in result.records if isinstance(one, Comparator)]
    assert [(one.area, one.area_kind, one.measure, one.value, one.source) for one in found] == [
        ("England", "country", "cp_rate_per_10000", 42.8, "Department for Education"),
        ("Our county", "own", "population_0_17", 251_000, "mid-2019 estimate"),
        ("Next door", "neighbour", "icpc_in_time", 78.4, ""),
    ]
    assert {one.year_ending_on for one in found} == {date(2020, 3, 31)}
    assert [one.id for one in found] == [comparator_id(one) for one in found]
    assert [result.places[one.id] for one in found] == [("any.csv", n) for n in (2, 3, 4)]
    assert result.problems == ()


@pytest.mark.parametrize(
    "words",
    ["2020", "2019-20", "2019/20", "2019/2020", "201920", "31/03/2020", "2020-03-31",
     "March 2020", "Year to March 2020", "31 March 2020"],
)  # fmt: skip
def test_a_year_may_be_written_in_several_ways(tmp_path: Path, words: str) -> None:
    record, said = one_row(tmp_path, f"{words},England,country,cp_number,51510,")
    assert record is not None
    assert record.year_ending_on == date(2020, 3, 31)
    assert said == ""


@pytest.mark.parametrize("words", ["2019-21", "30/06/2019", "20", "last year", "3020", "2020-03"])
def test_what_is_no_financial_year_is_left_out_and_said(tmp_path: Path, words: str) -> None:
    record, said = one_row(tmp_path, f"{words},England,country,cp_number,51510,")
    assert record is None
    assert said == (
        f"“{words}” is no year that ends on 31 March, such as 2020, so the row was left out."
    )


@pytest.mark.parametrize(
    "value,why",
    [
        ("c", "Instead of a value there is “c”, which means withheld because so few children"),
        ("z", "Instead of a value there is “z”, which means not applicable there"),
        (".", "Instead of a value there is “.”, which means not available"),
        ("..", "Instead of a value there is “..”, which means not available"),
        ("", "There is no value"),
        ("about 40", "“about 40” is no number such as 1,234 or 43.7"),
        ("-3", "“-3” is no number"),
        ('"1,23"', "“1,23” is no number"),
        ("784%", "“784%” cannot be right: a percentage is 100 or less"),
    ],
)
def test_a_value_that_is_withheld_or_cannot_be_is_left_out_and_said(
    tmp_path: Path, value: str, why: str
) -> None:
    record, said = one_row(tmp_path, f"2020,England,country,icpc_in_time,{value},")
    assert record is None
    assert said.startswith(why)
    assert said.endswith(", so the row was left out.")


def test_a_percent_sign_behind_a_rate_is_read_as_the_rate_and_said(tmp_path: Path) -> None:
    """Council minutes print 83.9 per 10,000 as 83.9%."""
    record, said = one_row(tmp_path, "2021,Next door,neighbour,cla_rate_per_10000,83.9%,")
    assert record is not None
    assert record.value == 83.9
    assert said == "“83.9%” was read as 83.9 per 10,000: it is no percentage."


@pytest.mark.parametrize(
    "row,why",
    [
        (",England,country,cp_number,1,", "There is no year"),
        ("2020,,country,cp_number,1,", "The row names no area"),
        ("2020,England,,cp_number,1,", "The kind of area is missing: it must be one of own"),
        ("2020,England,planet,cp_number,1,", "“planet” is not one of own, neighbour, region and"),
        ("2020,England,country,,1,", "The row names no measure"),
        ("2020,England,country,moon,1,", "There is no measure called “moon”"),
        ("2020,Us,own,population_0_17,0,", "“0” cannot be right: a population is above 0"),
    ],
)
def test_a_row_that_lacks_something_is_left_out_and_said(
    tmp_path: Path, row: str, why: str
) -> None:
    record, said = one_row(tmp_path, row)
    assert record is None
    assert said.startswith(why)


def test_of_two_rows_for_one_figure_the_later_counts_and_both_are_named(tmp_path: Path) -> None:
    result = read_text(
        tmp_path,
        HEADINGS + "2020,England,country,cp_number,1,\n2019-20,ENGLAND,country,cp_number,2,\n",
    )
    (record,) = (one for one in result.records if isinstance(one, Comparator))
    (problem,) = result.problems
    assert record.value == 2
    assert (problem.row, problem.rule, problem.child) == (3, "comparator", "")
    assert problem.sentence == (
        "This year, area and measure are there twice; the later row counts."
    )


def test_headings_may_be_those_of_official_tables(tmp_path: Path) -> None:
    result = read_text(
        tmp_path,
        "time_period;geographic_level;la_name;indicator;value\n"
        "202021;National;England;cp_number;50010\n",
    )
    (record,) = (one for one in result.records if isinstance(one, Comparator))
    assert (record.year_ending_on, record.area_kind) == (date(2021, 3, 31), "country")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match=r"any\.csv has no column “kind”: it needs year"):
        read_text(tmp_path, "year,area,measure,value\n2020,England,cp_number,1\n")


def test_xml_holds_no_comparators(tmp_path: Path) -> None:
    with pytest.raises(NotTextError, match="is XML"):
        read_text(tmp_path, "<comparators/>")


CELLS = st.one_of(
    st.sampled_from(
        ["2020", "2019-20", "England", "own", "country", "icpc_in_time", "cp_number", "43.7%", "c",
         "1,234", "9" * 400, "population_0_17", "0", "", "31/03/2020"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=',;\t"'), max_size=9),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=5))
def test_any_row_is_a_figure_that_can_stand_or_is_said(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = HEADINGS + "".join(",".join(row) + "\n" for row in rows)
    result = read_text(tmp_path_factory.mktemp("any"), text)
    placed = {row for _, row in result.places.values()}
    said = {problem.row for problem in result.problems}
    replaced = sum("there twice" in problem.sentence for problem in result.problems)
    read_rows = result.read.get("Comparator", 0)
    assert read_rows - replaced <= len(placed | said) <= read_rows
    for record in result.records:
        assert isinstance(record, Comparator)
        assert limit_problems(record) == []
        assert record.id == comparator_id(record)
