"""An SSDA903 return in CSV: what its rows become, and the oddities it may have."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from iro_desktop.domain.errors import MissingColumnError, UserError
from iro_desktop.domain.records import (
    CarePeriod,
    Child,
    LegalStatus,
    Participation,
    PermanencePlan,
    Placement,
    Record,
    Review,
    SocialWorker,
)
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssda903 import read
from tests.returns import RETURN_2020, RETURN_2021, a_file, a_return, episode, table

AnyRecord = TypeVar("AnyRecord", bound=Record)

TODAY = date(2021, 6, 1)
BORN = "AB12,1,15/06/2010,WBRI,A1,,"


def read_tables(folder: Path, *, year: int | None = 2020, **tables: list[str]) -> ImportRead:
    return read(a_return(folder, **tables), today=TODAY, year=year)


def read_rows(folder: Path, *tables: dict[str, list[str]]) -> ImportRead:
    merged = {name: rows for part in tables for name, rows in part.items()}
    return read(a_return(folder, **merged), today=TODAY, year=2020)


def only(result: ImportRead, kind: type[AnyRecord]) -> AnyRecord:
    """Return the one record of a kind that was read."""
    (found,) = [record for record in result.records if isinstance(record, kind)]
    return found


def rules(result: ImportRead) -> list[str]:
    return [problem.rule for problem in result.problems]


def all_of(result: ImportRead, kind: type[AnyRecord]) -> list[AnyRecord]:
    return [record for record in result.records if isinstance(record, kind)]


def test_a_child_comes_from_the_header(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=["AB12,2,15/06/2010,mwbc,a801234567890,,"],
        UASC=["AB12,2,15/06/2010,15/06/2028"],
        PrevPerm=["AB12,15/06/2010,P2,,2014-03-02"],
    )
    child = only(result, Child)
    assert asdict(child) == asdict(
        Child(
            id=child.id,
            reference="AB12",
            born_on=date(2010, 6, 15),
            sex="F",
            ethnicity="MWBC",
            upn="A801234567890",
            uasc_until=date(2028, 6, 15),
            previous_permanence="P2",
            previous_permanence_on=date(2014, 3, 2),
        )
    )
    assert result.problems == ()


@pytest.mark.parametrize(
    "code, sex", [("1", "M"), ("2", "F"), ("M", "M"), ("F", "F"), ("u", "U"), ("9", "9"), ("", "")]
)
def test_the_sex_is_read_in_the_codes_of_every_year(tmp_path: Path, code: str, sex: str) -> None:
    assert only(read_tables(tmp_path, Header=[f"AB12,{code},,,,,"]), Child).sex == sex


def test_episodes_become_care_legal_status_and_placement(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[
            episode("AB12", "06/05/2019", "S", "V2", "20/06/2019", "X1"),
            episode("AB12", "20/06/2019", "L", "C1", "02/09/2019", "E45", reason="CREQB"),
        ],
    )
    period = only(result, CarePeriod)
    assert (period.started_on, period.start_unknown) == (date(2019, 5, 6), False)
    assert (period.ended_on, period.end_reason) == (date(2019, 9, 2), "E45")
    assert (period.need, period.short_breaks) == ("N1", False)
    assert [(one.status, one.started_on, one.ended_on) for one in all_of(result, LegalStatus)] == [
        ("V2", date(2019, 5, 6), date(2019, 6, 20)),
        ("C1", date(2019, 6, 20), date(2019, 9, 2)),
    ]
    home = only(result, Placement)
    assert (home.placement_type, home.provider, home.urn) == ("U6", "PR1", "SC900001")
    assert (home.started_on, home.ended_on) == (date(2019, 5, 6), date(2019, 9, 2))
    assert home.change_reason == "CREQB"
    assert result.problems == ()


def test_rows_come_in_any_order(tmp_path: Path) -> None:
    rows = [
        episode("AB12", "20/06/2019", "P"),
        episode("AB12", "06/05/2019", "S", dec="20/06/2019", rec="X1"),
    ]
    assert only(read_tables(tmp_path, Header=[BORN], Episodes=rows), CarePeriod).ended_on is None


def test_a_review_has_a_record_and_its_participation_another(tmp_path: Path) -> None:
    rows = ["AB12,15/06/2010,01/11/2019,pn5"]
    result = read_tables(
        tmp_path, Header=[BORN], Episodes=[episode("AB12", "06/05/2019")], Reviews=rows
    )
    review, part = only(result, Review), only(result, Participation)
    assert (review.review_type, review.held_on) == ("cla", date(2019, 11, 1))
    assert (part.review_id, part.participation) == (review.id, "PN5")
    assert result.problems == ()


def test_the_same_date_twice_is_one_review(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[episode("AB12", "06/05/2019")],
        Reviews=["AB12,15/06/2010,01/11/2019,", "AB12,15/06/2010,01/11/2019,PN1"],
    )
    assert only(result, Review)
    assert only(result, Participation).participation == "PN1"
    assert rules(result) == ["167", "repeated"]


def test_a_review_after_the_year_or_after_today_is_kept_and_flagged(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[episode("AB12", "06/05/2019")],
        Reviews=["AB12,,31/03/2020,PN1", "AB12,,01/04/2020,PN1", "AB12,,02/06/2021,PN1"],
    )
    assert len(all_of(result, Review)) == 3
    assert [(one.row, one.rule) for one in result.problems] == [
        (3, "after_year"),
        (4, "after_today"),
    ]


def test_a_decision_for_adoption_and_a_match_are_one_permanence_plan(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[episode("AB12", "06/05/2019")],
        PlacedAdoption=["AB12,,18/12/2019,,"],
        AD1=["AB12,,18/12/2019,09/01/2020,0,2,MF,L0"],
    )
    plan = only(result, PermanencePlan)
    assert (plan.plan, plan.planned_on) == ("adoption", date(2019, 12, 18))
    assert (plan.matched_on, plan.ended_on) == (date(2020, 1, 9), None)
    assert result.problems == ()


def test_a_match_without_its_decision_goes_with_the_one_before_it(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[episode("AB12", "06/05/2019")],
        PlacedAdoption=["AB12,,18/12/2018,01/02/2019,RD1", "AB12,,18/12/2019,,"],
        AD1=["AB12,,soon,09/01/2020,0,2,MF,L0"],
    )
    assert [(one.ended_on, one.matched_on) for one in all_of(result, PermanencePlan)] == [
        (date(2019, 2, 1), None),
        (None, date(2020, 1, 9)),
    ]
    assert rules(result) == ["112"]


def test_social_workers_are_read_with_a_mark_and_windows_line_ends(tmp_path: Path) -> None:
    text = table("SWEpisodes", "AB12,,SW01,06/05/2019,,CHCHIL").replace("\n", "\r\n")
    paths = [
        *a_return(tmp_path, Header=[BORN], Episodes=[episode("AB12", "06/05/2019")]),
        a_file(tmp_path, text.encode("utf-8-sig"), "sw.csv"),
    ]
    worker = only(read(paths, today=TODAY, year=2020), SocialWorker)
    assert (worker.worker, worker.from_on, worker.to_on) == ("SW01", date(2019, 5, 6), None)
    assert worker.change_reason == "CHCHIL"


def test_a_table_in_utf_16_is_read_like_any_other(tmp_path: Path) -> None:
    text = table("Header", BORN).replace(",", "\t")
    path = a_file(tmp_path, text.encode("utf-16"))
    assert only(read([path], today=TODAY, year=2020), Child).born_on == date(2010, 6, 15)


def test_iso_dates_extra_columns_and_stand_ins_for_nothing_are_read(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "LA,CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,YEAR,TEST_COLUMN\n"
        "Anyshire,AB12,*DUMMY*,2010-06-15,NULL,\u00a0A1,1.0,,2020,x\n",
    )
    child = only(read([path], today=TODAY), Child)
    assert (child.born_on, child.sex, child.ethnicity) == (date(2010, 6, 15), "", "")
    assert child.upn == "A1"


def test_one_child_written_in_two_ways_is_one_child(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path, Header=["Ab12,1,15/06/2010,,,,"], Episodes=[episode("AB12 ", "06/05/2019")]
    )
    assert only(result, Child).reference == "Ab12"
    assert only(result, CarePeriod).child_id == only(result, Child).id


@pytest.mark.parametrize(
    "rows, rule, kept",
    [
        ({"Header": ["AB12,1,unknown,,,,"]}, "102", {"Child"}),
        ({"Header": [",1,15/06/2010,,,,"]}, "CHILD", set()),
        ({"Header": ["x" * 41 + ",1,15/06/2010,,,,"]}, "CHILD", set()),
        ({"Episodes": [episode("AB12", "soon")]}, "141", set()),
        ({"Episodes": [episode("AB12", "")]}, "141", set()),
        ({"Reviews": ["AB12,,soon,PN1"]}, "166", set()),
        ({"Reviews": ["AB12,,,PN1"]}, "166", set()),
        ({"Reviews": ["AB12,,,"]}, "166", set()),
        ({"Reviews": ["AB12,,43770,PN1"]}, "166", set()),
    ],
)
def test_text_in_a_date_is_a_problem_and_never_an_error(
    tmp_path: Path, rows: dict[str, list[str]], rule: str, kept: set[str]
) -> None:
    result = read_rows(tmp_path, rows)
    assert rules(result) == [rule]
    assert {type(one).__name__ for one in result.records if one.id not in result.named_only} == kept


@pytest.mark.parametrize(
    "rows, rule",
    [
        ({"UASC": ["AB12,1,,soon"]}, "104"),
        ({"PrevPerm": ["AB12,,P2,,soon"]}, "DATE_PERM"),
        ({"PlacedAdoption": ["AB12,,soon,,"]}, "115"),
        ({"PlacedAdoption": ["AB12,,,,"]}, "115"),
        ({"PlacedAdoption": ["AB12,,18/12/2019,soon,"]}, "116"),
        ({"AD1": ["AB12,,18/12/2019,soon,,,,"]}, "113"),
        ({"AD1": ["AB12,,,09/01/2020,,,,"]}, "112"),
        ({"SWEpisodes": ["AB12,,SW01,soon,,"]}, "SW04STG1"),
        ({"SWEpisodes": ["AB12,,SW01,,,"]}, "SW04STG1"),
        ({"SWEpisodes": ["AB12,,SW01,06/05/2019,soon,"]}, "SW05STG1"),
    ],
)
def test_so_it_is_in_the_tables_beside(
    tmp_path: Path, rows: dict[str, list[str]], rule: str
) -> None:
    good = {"Header": [BORN], "Episodes": [episode("AB12", "06/05/2019")]}
    assert rules(read_rows(tmp_path, good, rows)) == [rule]


def test_a_day_that_is_not_known_is_no_problem(tmp_path: Path) -> None:
    rows = {"Header": [BORN], "Episodes": [episode("AB12", "06/05/2019")]}
    result = read_rows(tmp_path, rows, {"PrevPerm": ["AB12,,P2,,zz/zz/2015"]})
    assert only(result, Child).previous_permanence == "P2"
    assert result.problems == ()


@pytest.mark.parametrize(
    "rows, rule",
    [
        ([episode("AB12", "06/05/2019", dec="soon", rec="X1")], "147"),
        ([episode("AB12", "06/05/2019", rec="E4A")], "148"),
        ([episode("AB12", "06/05/2019", dec="06/06/2019")], "148"),
        ([episode("AB12", "06/05/2019", dec="01/05/2019", rec="E4A")], "order"),
        ([episode("AB12", "06/05/2019", rne="Q")], "143"),
        ([episode("AB12", "06/05/2019", dec="06/06/2019", rec="X1")], "X1"),
        ([episode("AB12", "01/04/2020")], "after_year"),
        ([episode("AB12", "06/05/2019", dec="01/04/2020", rec="E4A")], "after_year"),
        ([episode("AB12", "06/05/2019"), episode("AB12", "06/06/2019", "P")], "142"),
        (
            [
                episode("AB12", "06/05/2019", dec="06/07/2019", rec="X1"),
                episode("AB12", "06/06/2019", "P"),
            ],
            "overlap",
        ),
        (
            [
                episode("AB12", "06/05/2019", dec="06/05/2019", rec="X1"),
                episode("AB12", "06/05/2019", "P"),
            ],
            "same_day",
        ),
    ],
)
def test_episodes_that_contradict_themselves_are_flagged_and_kept(
    tmp_path: Path, rows: list[str], rule: str
) -> None:
    result = read_tables(tmp_path, Header=[BORN], Episodes=rows)
    assert rules(result) == [rule]
    assert all_of(result, CarePeriod)[0].start_unknown is (rule == "143")


def test_blank_ends_are_no_problem_with_the_reason_x1(tmp_path: Path) -> None:
    rows = [episode("AB12", "06/05/2019", rec="X1")]
    assert read_tables(tmp_path, Header=[BORN], Episodes=rows).problems == ()


def test_of_two_episodes_on_one_day_care_still_started_then(tmp_path: Path) -> None:
    rows = [
        episode("AB12", "06/05/2019", "S", dec="06/05/2019", rec="X1", place="T1"),
        episode("AB12", "06/05/2019", "P", place="K2"),
    ]
    result = read_tables(tmp_path, Header=[BORN], Episodes=rows)
    assert only(result, CarePeriod).start_unknown is False
    assert only(result, Placement).placement_type == "K2"


def test_a_file_that_is_no_table_of_the_return_is_a_problem(tmp_path: Path) -> None:
    header = a_return(tmp_path, Header=[BORN])
    other = a_file(tmp_path, "Rule code,Rule message\n166,Date of review\n", "rules.csv")
    xml = a_file(tmp_path, "<Message><Header/></Message>", "cin.xml")
    result = read([*header, other, xml], today=TODAY, year=2020)
    assert [(one.file, one.row, one.rule) for one in result.problems] == [
        ("rules.csv", 0, "not_ours"),
        ("cin.xml", 0, "not_ours"),
    ]
    assert only(result, Child)


def test_a_missing_column_stops_the_import_with_its_name(tmp_path: Path) -> None:
    path = a_file(tmp_path, "CHILD,DOB,REVIEW\nAB12,,01/05/2019\n", "reviews.csv")
    with pytest.raises(MissingColumnError, match=r"reviews\.csv looks like the Reviews .*CODE"):
        read([path], today=TODAY)


def test_a_row_with_a_comma_too_many_is_left_out(tmp_path: Path) -> None:
    rows = ["AB12,,01/05/2019,PN1,oops", "AB12,,02/05/2019,PN1,,", "AB12,,03/05/2019"]
    result = read_tables(tmp_path, Reviews=rows)
    assert [one.held_on for one in all_of(result, Review)] == [date(2019, 5, 2), date(2019, 5, 3)]
    assert [(one.row, one.rule, one.child) for one in result.problems] == [
        (2, "cells", "AB12"),
        (4, "cells", "AB12"),
        (4, "167", "AB12"),
    ]


def test_blank_rows_count_as_rows_and_nothing_else(tmp_path: Path) -> None:
    text = table("Reviews", "", ",,,", "AB12,,soon,PN1")
    result = read([a_file(tmp_path, text)], today=TODAY, year=2020)
    assert result.read == {"Reviews": 1}
    assert [one.row for one in result.problems] == [4]


def test_a_table_of_headings_alone_is_a_return_without_such_rows(tmp_path: Path) -> None:
    result = read_tables(tmp_path, Header=[BORN], AD1=[])
    assert result.read == {"Header": 1}
    assert result.problems == ()


def test_no_file_at_all_is_said(tmp_path: Path) -> None:
    del tmp_path
    with pytest.raises(UserError, match="No file was named"):
        read([], today=TODAY)


@pytest.mark.parametrize("year", [18, 1999, 2030])
def test_a_year_that_is_none_is_refused(tmp_path: Path, year: int) -> None:
    with pytest.raises(UserError, match=f"{year} is no collection year"):
        read_tables(tmp_path, Header=[BORN], year=year)


def test_tables_without_records_are_counted_and_said(tmp_path: Path) -> None:
    good = {"Header": [BORN], "Episodes": [episode("AB12", "06/05/2019")]}
    rest = {
        "OC2": ["AB12,15/06/2010" + "," * 10],
        "OC3": ["AB12,15/06/2010,YES,F1,01"],
        "Missing": ["AB12,15/06/2010,M,08/10/2019,09/10/2019"],
        "DoLo": ["AB12,15/06/2010,08/10/2019,"],
    }
    result = read_rows(tmp_path, good, rest)
    assert result.read == {
        "Header": 1, "Episodes": 1, "OC2": 1, "OC3": 1, "Missing": 1, "DoLo": 1
    }  # fmt: skip
    assert result.problems == ()
    assert "1 row of OC3" in result.notes[-1]


def test_the_collection_year_is_taken_from_the_dates_and_said(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        Header=[BORN],
        Episodes=[episode("AB12", "06/05/2019", dec="01/02/2020", rec="E4A")],
        Reviews=["AB12,,01/08/2026,PN1"],
        year=None,
    )
    assert result.year == 2020
    assert "ends on 31 March 2020" in result.notes[0]
    undated = read_tables(tmp_path, Header=[BORN], year=None)
    assert undated.year == 2021  # the last one that was over on the day of the import


def test_the_small_return_of_2020_is_read_whole() -> None:
    result = read([RETURN_2020 / "*.csv"], today=TODAY)
    assert result.year == 2020
    assert dict(Counter(type(one).__name__ for one in result.records)) == {
        "Child": 8, "CarePeriod": 8, "LegalStatus": 10, "Placement": 11, "Review": 12,
        "Participation": 12, "PermanencePlan": 1, "SocialWorker": 2,
    }  # fmt: skip
    assert Counter(rules(result)) == {"not_ours": 1, "repeated": 1, "1012": 1}
    assert result.named_only == frozenset()


def test_two_years_are_joined_and_the_later_one_wins() -> None:
    both = read([RETURN_2021 / "*.csv", RETURN_2020 / "*.csv"], today=TODAY)
    assert both.year == 2021
    assert "2020" in both.notes[1]
    periods = {
        (
            both.references[one.child_id],
            str(one.started_on),
            str(one.ended_on or ""),
            one.end_reason,
        )
        for one in all_of(both, CarePeriod)
    }
    assert periods == {
        ("TA101", "2019-05-06", "", ""),
        ("TA102", "2018-01-11", "2019-11-18", "E45"),
        ("TA103", "2017-04-01", "", ""),
        ("TA104", "2019-10-07", "2020-09-22", "E11"),
        ("TA105", "2019-06-03", "2019-06-24", "E4A"),
        ("TA105", "2019-12-02", "", ""),
        ("TA106", "2019-08-15", "", ""),
        ("TA107", "2019-02-10", "", ""),
        ("TA109", "2020-10-19", "", ""),
    }
    upn = {child.reference: child.upn for child in all_of(both, Child)}
    assert (upn["TA106"], upn["TA107"]) == ("H800100200106", "E800100200107")


def test_years_in_one_folder_are_told_apart_by_the_order_of_their_files(tmp_path: Path) -> None:
    older = a_return(
        tmp_path / "older",
        Header=["AB12,1,15/06/2010,,UN1,,"],
        Episodes=[episode("AB12", "06/05/2019", ls="V2")],
    )
    newer = a_return(
        tmp_path / "newer",
        Header=["AB12,1,15/06/2010,,A1,,"],
        Episodes=[episode("AB12", "06/05/2019", ls="C2", dec="01/02/2021", rec="E4A")],
    )
    flat = [
        path.rename(tmp_path / f"{number}{path.parent.name}{path.name}")
        for number, path in enumerate([newer[0], older[0], newer[1], older[1]])
    ]
    result = read(flat, today=TODAY)
    assert result.year == 2021
    assert only(result, Child).upn == "A1"
    assert only(result, LegalStatus).status == "C2"
    assert only(result, CarePeriod).ended_on == date(2021, 2, 1)


def test_the_column_year_tells_the_years_of_one_file_apart(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,YEAR\n"
        "AB12,1,15/06/2010,,A1,,,2020/21\n"
        "AB12,1,15/06/2010,,UN1,,,2020\n",
    )
    result = read([path], today=TODAY)
    assert result.year == 2021
    assert only(result, Child).upn == "A1"
    assert result.problems == ()
