"""The validation rules that bear on a caseload, as problems."""

from datetime import date
from pathlib import Path

import pytest

from iro_desktop.importers.results import Problem
from iro_desktop.importers.ssda903 import read
from iro_desktop.importers.ssda903_rules import participation_problem
from tests.returns import a_return, episode

HEADER = ["AB12,1,15/06/2010,,,,"]
CARE = [episode("AB12", "06/05/2019")]


def problems(folder: Path, **tables: list[str]) -> list[Problem]:
    return list(read(a_return(folder, **tables), today=date(2021, 6, 1), year=2020).problems)


@pytest.mark.parametrize(
    "code, held, born, rule",
    [
        ("PN0", "2019-06-15", "2015-06-15", None),  # the fourth birthday passes both
        ("PN1", "2019-06-15", "2015-06-15", None),
        ("PN0", "2019-06-16", "2015-06-15", "440"),
        ("PN7", "2019-06-14", "2015-06-15", "441"),
        ("PN0", "2019-06-14", "2015-06-15", None),
        ("PN7", "2019-06-16", "2015-06-15", None),
        ("PN0", "2020-02-29", "2016-02-29", None),
        ("PN0", "2020-03-01", "2016-02-29", "440"),
        ("PN1", "2020-02-28", "2016-02-29", "441"),
        ("PN9", "2019-06-15", "2015-06-15", "167"),
        ("", "2019-06-15", "2015-06-15", "167"),
        ("PN0", "2019-06-15", None, None),
        ("PN8", "2019-06-15", None, "167"),
    ],
)
def test_the_participation_code_goes_with_the_age_at_the_review(
    code: str, held: str, born: str | None, rule: str | None
) -> None:
    born_on = date.fromisoformat(born) if born else None
    found = participation_problem(code, date.fromisoformat(held), born_on)
    assert (found[0] if found else None) == rule


def test_the_age_is_that_of_the_header_where_the_review_has_no_birth_date(tmp_path: Path) -> None:
    rows = ["AB12,,01/11/2019,PN0", "AB12,15/06/2010,02/11/2019,PN0"]
    found = problems(tmp_path, Header=HEADER, Episodes=CARE, Reviews=rows)
    assert [(one.rule, one.row) for one in found] == [("440", 2), ("440", 3)]


def test_a_child_who_is_not_in_the_header_is_flagged_once_a_table(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        Header=HEADER,
        Episodes=[*CARE, episode("CD34", "06/05/2019")],
        Reviews=["CD34,,01/11/2019,PN1", "CD34,,01/02/2020,PN1"],
        OC3=["EF56,15/06/2001,YES,F1,01"],
        DoLo=["EF56,15/06/2001,01/05/2019,"],
    )
    assert [(one.child, one.rule) for one in found] == [
        ("CD34", "INT03"),
        ("CD34", "INT08"),
        ("EF56", "INT06"),
        ("EF56", "not_in_header"),
    ]


def test_another_birth_date_than_in_the_header_is_flagged(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        Header=HEADER,
        Episodes=CARE,
        Reviews=["AB12,15/06/2010,01/11/2019,PN1", "AB12,16/06/2010,01/02/2020,PN1"],
        PlacedAdoption=["AB12,16/06/2010,18/12/2019,,"],
        SWEpisodes=["AB12,16/06/2010,SW01,06/05/2019,,"],
    )
    assert [(one.rule, one.row) for one in found] == [("INT17", 3), ("INT12", 2), ("birth", 2)]
    assert "16 June 2010 here and 15 June 2010 in the Header" in found[0].sentence


def test_a_problem_says_where_it_is_as_far_as_it_is_anywhere() -> None:
    assert Problem("a.csv", 3, "AB12", "166", "x").where == "a.csv, row 3, AB12"
    assert Problem("a.csv", 0, "", "not_ours", "x").where == "a.csv"
    assert Problem("", 0, "AB12", "typed", "x").where == "AB12"


def test_without_a_header_nobody_is_missing_from_it(tmp_path: Path) -> None:
    assert problems(tmp_path, Episodes=CARE, Reviews=["AB12,,01/11/2019,PN1"]) == []


def test_a_child_twice_in_the_header_is_flagged(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, Header=[*HEADER, "ab12,1,15/06/2010,,,,"], Episodes=CARE)
    assert (found.rule, found.row) == ("INT32", 3)


def test_a_child_with_reviews_but_no_episode_is_flagged_once(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path,
        Header=[*HEADER, "CD34,1,15/06/2010,,,,"],
        Episodes=CARE,
        Reviews=["CD34,15/06/2010,01/11/2019,PN1", "CD34,15/06/2010,01/02/2020,PN1"],
        OC2=["CD34,15/06/2010" + "," * 10],
        OC3=["CD34,15/06/2010,YES,F1,01"],
    )
    assert (found.rule, found.child, found.row) == ("1012", "CD34", 2)
    assert "2 rows in Reviews and 1 row in OC2" in found.sentence


def test_without_a_table_of_episodes_nobody_lacks_one(tmp_path: Path) -> None:
    assert problems(tmp_path, Header=HEADER, Reviews=["AB12,,01/11/2019,PN1"]) == []


@pytest.mark.parametrize("status, rule", [("V3", ["399"]), ("V2", [])])
def test_short_breaks_have_no_reviews(tmp_path: Path, status: str, rule: list[str]) -> None:
    rows = [
        episode("AB12", "06/05/2019", "S", "V4", "20/06/2019", "X1"),
        episode("AB12", "20/06/2019", "L", status),
    ]
    reviews = ["AB12,,01/11/2019,PN1", "AB12,,01/02/2020,PN1"]
    found = problems(tmp_path, Header=HEADER, Episodes=rows, Reviews=reviews)
    assert [one.rule for one in found] == rule


@pytest.mark.parametrize("mother, rule", [("1.0", ["399"]), ("1", ["399"]), ("", []), ("0", [])])
def test_nor_do_they_have_mothers(tmp_path: Path, mother: str, rule: list[str]) -> None:
    header = [f"AB12,2,15/06/2004,,,{mother},"]
    rows = [episode("AB12", "06/05/2019", "S", "V4")]
    assert [one.rule for one in problems(tmp_path, Header=header, Episodes=rows)] == rule
