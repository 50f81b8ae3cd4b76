"""The rules of a return counted row by row, and the published return as its validator counts it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.importers.file_findings import FileFinding
from iro_desktop.importers.ssda903_quality import BY_ROW, findings
from tests.returns import a_file, a_return, as_xml, episode, shared_return

TODAY = date(2021, 6, 1)
HEADER = ["AB12,1,15/06/2015,,,,"]
CARE = [episode("AB12", "06/05/2019")]


def by_row(folder: Path, **tables: list[str]) -> list[tuple[str, int]]:
    """Return rule and row of what is counted by rows."""
    return [
        (one.rule, one.row)
        for one in findings(a_return(folder, **tables), today=TODAY, year=2020)
        if one.rule in BY_ROW | {"no_episode"}
    ]


@pytest.mark.parametrize(
    "birth, review, code, rules",
    [
        ("15/06/2015", "15/06/2019", "PN0", []),  # the fourth birthday passes both
        ("15/06/2015", "15/06/2019", "PN1", []),
        ("15/06/2015", "16/06/2019", "PN0", ["440"]),
        ("15/06/2015", "14/06/2019", "PN7", ["441"]),
        ("", "16/06/2019", "PN0", ["440"]),  # then it is the Header's date of birth
        ("15/06/2015", "16/06/2019", "pn1", []),
        ("15/06/2015", "16/06/2019", "PN8", ["167"]),
        ("15/06/2015", "16/06/2019", "", ["167"]),
        ("15/06/2015", "", "PN1", ["166", "167"]),
        ("15/06/2015", "31/06/2019", "PN1", ["166"]),
        ("15/06/2015", "2019-06-16", "PN1", ["166"]),
        ("16/06/2015", "17/06/2019", "PN1", ["INT17"]),
    ],
)
def test_each_row_of_reviews_is_looked_at(
    tmp_path: Path, birth: str, review: str, code: str, rules: list[str]
) -> None:
    row = f"AB12,{birth},{review},{code}"
    found = by_row(tmp_path, Header=HEADER, Episodes=CARE, Reviews=[row])
    assert found == [(rule, 2) for rule in rules]


def test_a_birthday_of_29_february(tmp_path: Path) -> None:
    header = ["AB12,1,29/02/2016,,,,"]
    rows = ["AB12,,29/02/2020,PN0", "AB12,,01/03/2020,PN0", "AB12,,28/02/2020,PN1"]
    found = by_row(tmp_path, Header=header, Episodes=CARE, Reviews=rows)
    assert found == [("440", 3), ("441", 4)]


def test_children_without_header_or_episode_count_by_row(tmp_path: Path) -> None:
    found = by_row(
        tmp_path,
        Header=HEADER,
        Episodes=CARE,
        Reviews=["CD34,,01/11/2019,PN1", "CD34,,03/02/2020,PN1"],
        Missing=["CD34,15/06/2010,M,01/08/2019,"],
    )
    assert Counter(rule for rule, _ in found) == {"INT08": 2, "1012": 2, "no_episode": 1}


def test_short_breaks_alone_have_neither_reviews_nor_mothers(tmp_path: Path) -> None:
    breaks = [episode("AB12", "06/05/2019", ls="V4"), episode("AB12", "03/09/2019", ls="V3")]
    rows = ["AB12,,06/11/2019,PN1", "AB12,,04/02/2020,PN1"]
    header = ["AB12,2,15/06/2005,,,1,"]
    found = by_row(tmp_path, Header=header, Episodes=breaks, Reviews=rows)
    assert found == [("399", 2), ("399", 2), ("399", 3)]
    mixed = [*breaks, episode("AB12", "03/12/2019", ls="C2")]
    assert by_row(tmp_path / "2", Header=header, Episodes=mixed, Reviews=rows) == []


def test_the_xml_form_breaks_the_same_rules(tmp_path: Path) -> None:
    rows = ["AB12,,16/06/2019,PN0", "AB12,,14/06/2019,PN7", "AB12,,16/08/2019,"]
    files = a_return(tmp_path, Header=HEADER, Episodes=CARE, Reviews=rows)
    xml = a_file(tmp_path, as_xml(files), "return.xml")
    both = [Counter(one.rule for one in findings(paths, today=TODAY, year=2020))
            for paths in (files, [xml])]  # fmt: skip
    assert both[0] == both[1]
    assert both[0]["440"] == both[0]["441"] == both[0]["167"] == 1


def test_what_an_import_flags_beside_comes_as_it_is(tmp_path: Path) -> None:
    files = a_return(tmp_path, Header=HEADER, Episodes=[*CARE, episode("CD34", "06/05/2019")])
    (one,) = findings(files, today=TODAY, year=2020)
    assert one == FileFinding(
        "INT03", "CD34", "Episodes", "row 3", "The child is in Episodes but not in the Header.",
        one.file, 3,
    )  # fmt: skip


def test_the_shared_return_as_the_national_validator_counts() -> None:
    files = sorted(shared_return().glob("*.csv"))
    found = Counter(one.rule for one in findings(files, today=TODAY, year=2018))
    assert {rule: found[rule] for rule in ("440", "441", "399", "1012")} == {
        "440": 1435, "441": 663, "399": 967, "1012": 3070,
    }  # fmt: skip
