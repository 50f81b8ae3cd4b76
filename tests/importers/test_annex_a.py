"""An Annex A says the same whatever form it comes in, and nothing that it cannot know."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.errors import EmptyFileError, UserError
from iro_desktop.domain.records import (
    CarePeriod,
    Child,
    Contact,
    HealthAssessment,
    LegalStatus,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.importers.annex_a import read
from iro_desktop.importers.annex_a_lists import number_of
from iro_desktop.importers.annex_a_values import code_of, day, yes_no
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.workbooks import WorkbookNotReadError
from tests.annexes import (
    HEADINGS,
    a_workbook,
    an_annex,
    as_csv,
    enquired,
    in_need,
    looked_after,
    on_a_plan,
    shared_annex,
)
from tests.workbooks import Cell, Formula, as_xls

TODAY = date(2021, 6, 1)


def of(result: ImportRead, kind: type[Record]) -> list[Record]:
    return [record for record in result.records if isinstance(record, kind)]


def what(result: ImportRead) -> tuple[frozenset[Record], list[tuple[int, str, str, str]]]:
    """Return what files say, without their names."""
    problems = [(one.row, one.child, one.rule, one.sentence) for one in result.problems]
    return frozenset(result.records), sorted(problems)


def read_lists(folder: Path, *, year: int | None = None, **lists: list[list[Cell]]) -> ImportRead:
    return read([a_workbook(folder, an_annex(**lists))], today=TODAY, year=year)


# The samples


def test_the_sample_workbook() -> None:
    result = read([shared_annex() / "Annex_A_2024_Jan.xlsx"], today=date(2024, 1, 31))
    assert result.read == {"List 5": 5, "List 6": 5, "List 7": 7, "List 8": 5}
    assert result.problems == ()
    plans = [one for one in result.records if isinstance(one, ProtectionPlan)]
    assert len(plans) == 7
    assert sum(plan.ended_on is None for plan in plans) == 2
    as_at = date(2021, 3, 16)
    open_periods = {
        one.child_id
        for one in result.records
        if isinstance(one, CarePeriod) and one.ended_on is None
    }
    assert len(open_periods) == 4
    reviewed = {
        one.child_id
        for one in result.records
        if isinstance(one, Review)
        and one.review_type == "cla"
        and one.held_on
        and date(2020, 9, 16) <= one.held_on <= as_at
    }
    assert open_periods <= reviewed
    assert result.year == 2021
    assert "15 March 2021, the latest date in it" in result.notes[0]


def test_the_template_has_titles_above_its_headings_and_no_rows() -> None:
    result = read([shared_annex() / "ofsted-template-2016-01-sample.xlsx"], today=TODAY)
    assert (result.records, result.problems) == ((), ())


@pytest.mark.parametrize(
    "heading, column, table, left",
    [
        ("&gender", "sex", "sex", 0),
        ("&primary-need", "need", "need", 20),
        ("&cla-legal-status", "status", "legal_status", 20),
        ("&cla-permenance-plan", "permanence", "permanence", 0),
        ("&reason-cla-episode-ceased", "end", "end_reason", 18),
        ("&cla-placement-types", "placement", "placement_type", 95),
        ("&cla-provider-types", "provider", "placement_provider", 2),
        ("&cpp-abuse-categories", "category", "category", 0),
    ],
)
def test_the_spellings_of_real_returns_are_known(
    heading: str, column: str, table: str, left: int
) -> None:
    spellings = spellings_of(heading)
    assert len(spellings) > 20
    codes = {spelling: code_of(column, spelling) for spelling in spellings}
    assert all(is_known(table, code) for code in codes.values() if code)
    unknown = sorted(spelling for spelling, code in codes.items() if code is None)
    assert len(unknown) <= left, unknown


def spellings_of(heading: str) -> list[str]:
    """Return the spellings below one heading of the table; the file is a list of lists."""
    lines = (shared_annex() / "Annex_A_schema.yml").read_text("utf-8").split("\n")
    start = next(at for at, line in enumerate(lines) if line.endswith(f" {heading}"))
    found: list[str] = []
    for line in lines[start + 1 :]:
        if re.match(r" {0,8}\S", line) or line.strip() == "header_regex:":
            break
        if one := re.fullmatch(r" {20}-   (.*)", line):
            found.append(one[1].strip("'"))
        elif found and re.fullmatch(r" {24,}\S.*", line) and not line.strip().startswith("-"):
            found[-1] += f" {line.strip()}".rstrip("'")
    return found


# What the records hold


def test_list_8_says_where_a_childs_care_stands(tmp_path: Path) -> None:
    result = read_lists(tmp_path, list_8=[looked_after()])
    child_id = record_id("Child", "AB12")
    key = ("AB12", "cla", "2021-01-12")
    assert set(result.records) >= {
        Child(
            id=child_id, reference="AB12", born_on=date(2010, 5, 4), sex="F", ethnicity="WBRI",
            disability=False,
        ),
        CarePeriod(
            id=record_id("CarePeriod", "AB12", "2019-05-01"), child_id=child_id,
            started_on=date(2019, 5, 1), start_unknown=False, need="N1", short_breaks=False,
        ),
        LegalStatus(
            id=record_id("LegalStatus", "AB12", "2019-09-02"), child_id=child_id, status="C2",
            started_on=date(2019, 9, 2),
        ),
        Placement(
            id=record_id("Placement", "AB12", "2020-02-03"), child_id=child_id,
            placement_type="U4", provider="PR1", started_on=date(2020, 2, 3), urn="SC040642",
            out_of_area=True,
        ),
        Review(
            id=record_id("Review", *key), child_id=child_id, review_type="cla",
            held_on=date(2021, 1, 12),
        ),
        Contact(
            id=record_id("Contact", "AB12", "child", "2021-01-11"), child_id=child_id,
            contact_on=date(2021, 1, 11), with_whom="child",
        ),
        HealthAssessment(
            id=record_id("HealthAssessment", "AB12", "2020-10-05"), child_id=child_id,
            assessed_on=date(2020, 10, 5),
        ),
    }  # fmt: skip
    (plan,) = of(result, PermanencePlan)
    (worker,) = of(result, SocialWorker)
    assert isinstance(plan, PermanencePlan)
    assert isinstance(worker, SocialWorker)
    assert (plan.plan, plan.planned_on) == ("long_term_foster", None)
    assert (worker.worker, worker.team, worker.from_on) == ("W. One", "Team 1", date(2021, 1, 12))
    assert result.current == {plan.id, worker.id}
    assert len(result.records) == 9


def test_care_that_ended_says_when_and_why(tmp_path: Path) -> None:
    ended: dict[str, Cell] = {
        "date_ceased": date(2021, 2, 1),
        "reason_ceased": "k) E47: Special Guardianship",
    }
    result = read_lists(tmp_path, list_8=[looked_after(**ended)])
    ends = [
        getattr(one, "ended_on", None)
        for one in result.records
        if isinstance(one, CarePeriod | LegalStatus | Placement)
    ]
    assert ends == [date(2021, 2, 1)] * 3
    (period,) = of(result, CarePeriod)
    assert isinstance(period, CarePeriod)
    assert period.end_reason == "E47"
    assert of(result, PermanencePlan) == []


def test_list_7_holds_plans_and_their_latest_review(tmp_path: Path) -> None:
    result = read_lists(tmp_path, list_7=[on_a_plan()])
    child_id = record_id("Child", "CD34")
    assert set(result.records) >= {
        ProtectionPlan(
            id=record_id("ProtectionPlan", "CD34", "2020-06-08"), child_id=child_id,
            started_on=date(2020, 6, 8), initial_category="PHY", latest_category="EMO",
            previous_plans=1,
        ),
        Review(
            id=record_id("Review", "CD34", "rcpc", "2021-02-16"), child_id=child_id,
            review_type="rcpc", held_on=date(2021, 2, 16),
        ),
    }  # fmt: skip
    assert result.episodes == {}


def test_list_5_holds_enquiries_and_initial_conferences(tmp_path: Path) -> None:
    alone = enquired("XY1", date_of_initial=None, was_an_initial="a) Yes", did_the_initial=None)
    result = read_lists(tmp_path, list_5=[enquired(), alone])
    first, second = of(result, Section47)
    (conference,) = of(result, Review)
    assert isinstance(first, Section47)
    assert isinstance(second, Section47)
    assert isinstance(conference, Review)
    assert (first.strategy_on, first.conference_not_needed) == (date(2021, 2, 1), False)
    assert second.conference_not_needed is True
    assert (conference.review_type, conference.held_on) == ("icpc", date(2021, 2, 19))
    assert (conference.strategy_on, conference.plan_continues) == (date(2021, 2, 1), True)


def test_children_of_list_6_alone_are_told_of_and_not_made(tmp_path: Path) -> None:
    result = read_lists(tmp_path, list_6=[in_need(), in_need("AB12")], list_8=[looked_after()])
    assert result.named_only == {record_id("Child", "GH78")}
    assert any("1 child is in List 6 alone" in note for note in result.notes)


@pytest.mark.parametrize(
    "cells, born, expected",
    [
        ({"age_of": -1, "date_of_birth": date(2021, 3, 1)}, None, date(2021, 3, 1)),
        ({"age_of": "Unborn", "date_of_birth": date(2021, 1, 1)}, None, date(2021, 1, 1)),
        ({"age_of": None, "date_of_birth": date(2021, 5, 1)}, None, date(2021, 5, 1)),
        ({"age_of": -1, "date_of_birth": None}, None, None),
        ({"age_of": 0.2, "date_of_birth": date(2021, 1, 4)}, date(2021, 1, 4), None),
    ],
)
def test_a_child_not_yet_born_has_an_expected_date(
    tmp_path: Path, cells: dict[str, Cell], born: date | None, expected: date | None
) -> None:
    row = on_a_plan(**({"child_protection_plan_start": date(2020, 12, 1)} | cells))
    (child,) = of(read_lists(tmp_path, list_7=[row]), Child)
    assert isinstance(child, Child)
    assert (child.born_on, child.expected_on) == (born, expected)


def test_the_day_of_an_annex_is_its_latest_date_that_can_be_right(tmp_path: Path) -> None:
    slip = on_a_plan("Z1", date_of_latest_review=date(2029, 1, 1))
    assert read_lists(tmp_path, list_7=[on_a_plan(), slip]).year == 2021
    earlier = read_lists(tmp_path, year=2020, list_8=[looked_after()])
    assert earlier.year == 2020
    assert "3 February 2020" in earlier.notes[0]
    with pytest.raises(UserError, match="1999 is no collection year"):
        read_lists(tmp_path, year=1999, list_8=[looked_after()])


# Rows that a person should look at


@pytest.mark.parametrize(
    "rows, rule, sentence",
    [
        ({"list_8": [looked_after(date_started=None)]}, "start", "no day on which care started"),
        ({"list_8": [looked_after(date_started="soon")]}, "start", "“soon” is no date"),
        ({"list_8": [looked_after(date_ceased=date(2018, 1, 1))]}, "order", "before it starts"),
        ({"list_8": [looked_after(start_date_of_current=date(2018, 1, 1))]}, "order",
         "taken to start on 1 May 2019"),
        ({"list_8": [looked_after(start_date_of_most=None)]}, "placement_start", "no start date"),
        ({"list_8": [looked_after(placement_type="a) Foster placement")]}, "value",
         "“a) Foster placement” is no type of placement that is known here"),
        ({"list_8": [looked_after(date_of_latest_statutory=date(2022, 1, 1))]}, "after_today",
         "1 January 2022, after today"),
        ({"list_7": [on_a_plan(child_protection_plan_start=None)]}, "8720", "no start date"),
        ({"list_7": [on_a_plan(child_protection_plan_end=date(2020, 1, 1))]}, "8925",
         "before it starts"),
        ({"list_7": [on_a_plan(date_of_latest_review=date(2020, 6, 8))]}, "8841",
         "is no day of a review"),
        ({"list_5": [enquired(strategy=None)]}, "strategy", "no date of a strategy discussion"),
        ({"list_5": [enquired(date_of_initial=date(2021, 1, 1))]}, "8615", "before the discussion"),
        ({"list_7": [on_a_plan(None)]}, "CHILD", "reference is missing"),
        ({"list_7": [on_a_plan("X" * 41)]}, "CHILD", "too long for a reference"),
    ],
)  # fmt: skip
def test_rows_to_look_at(
    tmp_path: Path, rows: dict[str, list[list[Cell]]], rule: str, sentence: str
) -> None:
    usual = {"list_7": [on_a_plan("OK1")]}
    result = read([a_workbook(tmp_path, an_annex(**(usual | rows)))], today=TODAY)
    (problem,) = result.problems
    assert problem.rule == rule
    assert sentence in problem.sentence
    assert problem.row == 2


def test_a_value_that_is_not_known_is_listed_once(tmp_path: Path) -> None:
    rows = [looked_after(f"C{number}", placement_type="Barge") for number in range(5)]
    (problem,) = read_lists(tmp_path, list_8=rows).problems
    assert problem.sentence.endswith("known here: left empty in 5 rows.")


# The forms


def test_xls_xlsx_and_csv_say_the_same(tmp_path: Path) -> None:
    sheets = an_annex()
    expected = what(read([a_workbook(tmp_path, sheets)], today=TODAY))
    (tmp_path / "old.xls").write_bytes(as_xls(sheets))
    assert what(read([tmp_path / "old.xls"], today=TODAY)) == expected
    folder = tmp_path / "lists"
    folder.mkdir()
    for number, rows in enumerate(sheets.values()):
        (folder / f"{number}.csv").write_text(as_csv(rows), "utf-8", newline="")
    assert what(read([folder], today=TODAY)) == expected
    assert what(read(sorted(folder.glob("*.csv")), today=TODAY)) == expected
    (folder / "notes.txt").write_text("not to be read")
    assert what(read([folder], today=TODAY)) == expected
    assert Counter(type(one).__name__ for one in expected[0])["Child"] == 6


def disguised(rows: Sequence[Sequence[Cell]], seed: int) -> list[list[Cell]]:
    """Return a list with other columns in another order, and the same said in other spellings."""
    chance = random.Random(seed)
    width = len(rows[0])
    order = [*range(width), -1, -2]
    chance.shuffle(order)
    made: list[list[Cell]] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for place in order:
            if place < 0:
                cells.append(None if number else f"Local column {place}")
                continue
            cell = row[place]
            if isinstance(cell, str):
                cell = chance.choice([cell, f" {cell}\u00a0", cell.upper(), cell.lower()])
                cell = cell.replace("'", chance.choice(["'", "’"]))
            elif isinstance(cell, date) and chance.random() < 0.3:
                cell = chance.choice(
                    [cell.strftime("%d/%m/%Y"), f"{cell.isoformat()} 00:00:00",
                     cell.strftime("%d-%b-%Y"), Formula("A1", (cell - date(1899, 12, 30)).days)]
                )  # fmt: skip
            elif cell is None:
                cell = chance.choice([None, " ", "#N/A", "\u00a0", "NULL"])
            cells.append(cell)
        made.append(cells)
        if chance.random() < 0.2:
            made.append([None] * len(order))
    above: list[list[Cell]] = [["List of children"], []]
    return above[: chance.randrange(3)] + made


@pytest.mark.parametrize("seed", range(20))
def test_order_case_blanks_titles_and_names_change_nothing(tmp_path: Path, seed: int) -> None:
    def plain(record: Record) -> tuple[str, str, str]:
        worker = record if isinstance(record, SocialWorker) else None
        return (type(record).__name__, record.id, str(worker or record).casefold())

    chance = random.Random(seed)
    lists = {
        "list_5": [enquired()], "list_6": [in_need("AB12", gender="b) Female")],
        "list_7": [on_a_plan()], "list_8": [looked_after()],
    }  # fmt: skip
    sheets = an_annex(**lists)
    expected = {plain(one) for one in read([a_workbook(tmp_path, sheets)], today=TODAY).records}
    named = {
        chance.choice(
            [name, name.replace(" ", "_"), name.lower().replace(" ", ""), f"{name} - all",
             f"Annex A {name}", f"Sheet{name[-1]}", f"{name}: x"]
        ): disguised(rows, seed)
        for name, rows in sheets.items()
    }  # fmt: skip
    result = read([a_workbook(tmp_path, {"Front_Sheet": [["x"]], **named}, "b.xlsx")], today=TODAY)
    assert {plain(one) for one in result.records} == expected
    files = []
    for number, rows in enumerate(named.values()):
        files.append(tmp_path / f"{number}.csv")
        lines = [[one.value if isinstance(one, Formula) else one for one in row] for row in rows]
        code = chance.choice(["utf-8", "utf-8-sig", "utf-16"])
        files[-1].write_bytes(as_csv(lines).encode(code))
    assert {plain(one) for one in read(files, today=TODAY).records} == expected


@pytest.mark.parametrize(
    "name, number",
    [("List 7", 7), ("List_7", 7), ("list7", 7), ("LIST-08", 8), ("Annex A List 8", 8),
     ("List 10", 10), ("List_11", 11), ("List 7: Child protection", 7), ("Sheet7", 0),
     ("Codes_used", 0), ("listing", 0)],
)  # fmt: skip
def test_a_sheet_is_known_by_its_name(name: str, number: int) -> None:
    assert number_of(name) == number


def test_a_list_without_its_headings_is_told_of(tmp_path: Path) -> None:
    sheets = an_annex(list_7=[on_a_plan()]) | {"List 8": [["Child", "Start"], ["AB12", "x"]]}
    (problem,) = read([a_workbook(tmp_path, sheets)], today=TODAY).problems
    assert problem.where == "annex.xlsx, List 8"
    assert "headings of List 8 were not found" in problem.sentence


def test_files_that_hold_no_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="None of these files holds List 5, 6, 7 or 8"):
        read([a_workbook(tmp_path, {"List 1": [HEADINGS["List 7"]]})], today=TODAY)
    table = tmp_path / "reviews.csv"
    table.write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n")
    with pytest.raises(UserError, match="None of these files holds"):
        read([table], today=TODAY)
    result = read([table, a_workbook(tmp_path, an_annex())], today=TODAY)
    assert [(one.file, one.rule) for one in result.problems] == [("reviews.csv", "not_ours")]
    page = tmp_path / "old.xls"
    page.write_text("<html><table></table></html>")
    with pytest.raises(WorkbookNotReadError, match="written as a web page"):
        read([page], today=TODAY)
    blank = tmp_path / "blank.csv"
    blank.write_text(",,\r\n,,\r\n")
    with pytest.raises(EmptyFileError):
        read([blank], today=TODAY)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no workbook and no CSV file in empty"):
        read([tmp_path / "empty"], today=TODAY)
    with pytest.raises(UserError, match="No file was named"):
        read([], today=TODAY)


# Values


@pytest.mark.parametrize(
    "text, found",
    [("16/03/2021", date(2021, 3, 16)), ("2021-03-16", date(2021, 3, 16)),
     ("2021-03-16 14:30:00", date(2021, 3, 16)), ("16/03/2021 09:15", date(2021, 3, 16)),
     ("16-Mar-2021", date(2021, 3, 16)), ("16 March 2021", date(2021, 3, 16)),
     ("44271", date(2021, 3, 16)), ("31-Foo-2021", None), ("31-Feb-2021", None),
     ("11641472", None), ("99999", None), ("²²²²²", None), ("tomorrow", None)],
)  # fmt: skip
def test_days(text: str, found: date | None) -> None:
    assert day(text) == found


@pytest.mark.parametrize(
    "text, said",
    [("a) Yes", True), ("1 - Yes", True), ("Y", True), ("TRUE", True), ("b) No", False),
     ("0", False), ("c) Unknown", None), ("", None)],
)  # fmt: skip
def test_yes_and_no(text: str, said: bool | None) -> None:
    assert yes_no(text) is said


@pytest.mark.parametrize(
    "column, text, code",
    [("status", "C2: FCO", "C2"), ("status", "(c1) interim", "C1"),
     ("status", "FULL CARE ORDER", "C2"),
     ("status", "e) V2: Single period under S20", "V2"), ("status", "Wardship of the moon", None),
     ("category", "Physical abuse; Neglect", "MUL"), ("category", "a) Neglect", "NEG"),
     ("category", "Risk of sexual harm", "SAB"), ("category", "Something", None),
     ("need", "N1A - Neglect", "N1"), ("need", "N9 - Not CIN", ""), ("end", "SE11 Adopted", "E11"),
     ("placement", "U4a - In", "U4"), ("placement", "h) Children’s Homes", "K2"),
     ("provider", "[PR4] Private provision", "PR4"), ("sex", "2 - Female", "F"),
     ("sex", "c) Not stated/recorded (or unborn)", ""), ("ethnicity", "s) NOBT", "NOBT"),
     ("ethnicity", "White\u00a0British", "WBRI"), ("disability", "b) No", "no"),
     ("permanence", "c) SGO/CAO", "other"), ("permanence", "", "")],
)  # fmt: skip
def test_codes(column: str, text: str, code: str | None) -> None:
    assert code_of(column, text) == code
