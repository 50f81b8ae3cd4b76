"""Tables through a mapping: what each cell is read as, which rows are left out, and why."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.errors import (
    EmptyFileError,
    MappingNotUsableError,
    MissingColumnError,
    NotTextError,
)
from iro_desktop.domain.mappings import MAPPABLE, fields_for, plain_heading
from iro_desktop.domain.records import (
    KINDS,
    Child,
    Contact,
    EducationPlan,
    ImportMapping,
    Meeting,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
)
from iro_desktop.importers.allocations import read as read_allocations
from iro_desktop.importers.cells import code_in, day_in, hour_in
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.mapped import check, read
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssda903 import read as read_return
from iro_desktop.importers.tables import tables_of
from tests.returns import a_file
from tests.returns import table as a_return_table
from tests.tables import as_csv, as_xlsx, written

TODAY = date(2020, 3, 31)
YEAR = 2020
SUCH_AS = "such as 31/03/2018"

REVIEWS = ImportMapping(
    id="m1",
    name="Reviews",
    kind="Review",
    columns=(
        ("Person ID", "Child.reference"),
        ("Date of birth", "Child.born_on"),
        ("Review date", "Review.held_on"),
        ("Type", "Review.review_type"),
        ("Chair", "Review.chair_id"),
        ("Quorate", "Review.quorate"),
        ("PN", "Participation.participation"),
    ),
    spellings=(("Review.review_type", "Stat review", "cla"),),
    date_order="dmy",
)
HEADINGS = ["Person ID", "Date of birth", "Review date", "Type", "Chair", "Quorate", "PN"]
ROWS = [
    HEADINGS,
    ["AB12", "04/05/2008", "24/07/2019", "Stat review", "Pat Low", "Y", "PN1"],
    ["AB12", "04/05/2008", "20/01/2020", "CLA review", "Pat  Low", "", ""],
    ["CD34", "11/12/2011", "30/10/2019", "RCPC", "Jo Hill", "No", "Attended and spoke"],
]


def mapping(kind: str, spellings: tuple[Any, ...] = (), **columns: str) -> ImportMapping:
    """Return a mapping of columns that are called as the fields of their kind are."""
    named = tuple((name, f"{kind}.{name}") for name in columns.values())
    return ImportMapping(
        id="m",
        name="Any",
        kind=kind,
        columns=(("child", "Child.reference"), *named),
        spellings=spellings,
        date_order="dmy",
    )


def of(kind: str, *names: str, spellings: tuple[Any, ...] = ()) -> ImportMapping:
    return mapping(kind, spellings, **{name: name for name in names})


def read_rows(
    tmp_path: Path, through: ImportMapping, rows: list[list[str]], name: str = "table.csv"
) -> ImportRead:
    return read([written(tmp_path, rows, name)], mapping=through, today=TODAY)


def the(kind: type[Record], found: ImportRead) -> list[Any]:
    return [one for one in found.records if type(one) is kind]


# What is read


def test_reviews_come_with_the_child_the_chair_and_the_participation(tmp_path: Path) -> None:
    found = read_rows(tmp_path, REVIEWS, ROWS)
    assert found.problems == ()
    assert [(one.reference, one.born_on) for one in the(Child, found)] == [
        ("AB12", date(2008, 5, 4)), ("CD34", date(2011, 12, 11)),
    ]  # fmt: skip
    officers = {one.id: one.name for one in the(Officer, found)}
    assert sorted(officers.values()) == ["Jo Hill", "Pat Low"]
    reviews = [
        (one.review_type, one.held_on, officers[one.chair_id], one.quorate)
        for one in the(Review, found)
    ]
    assert reviews == [
        ("cla", date(2019, 7, 24), "Pat Low", True),
        ("cla", date(2020, 1, 20), "Pat Low", None),
        ("rcpc", date(2019, 10, 30), "Jo Hill", False),
    ]
    assert [one.participation for one in the(Participation, found)] == ["PN1", "PN1"]
    assert found.named_only == frozenset()
    assert (found.year, found.read) == (YEAR, {"Review": 3})
    assert found.places[the(Review, found)[2].id] == ("table.csv", 4)


def test_a_review_is_the_one_that_a_return_holds(tmp_path: Path) -> None:
    mapped = read_rows(tmp_path, REVIEWS, ROWS)
    text = a_return_table("Reviews", "AB12,04/05/2008,24/07/2019,PN1")
    returned = read_return([a_file(tmp_path, text)], today=TODAY)
    ids = {one.id for one in returned.records if isinstance(one, Review | Participation | Child)}
    assert len(ids) == 3
    assert ids <= {one.id for one in mapped.records}


def test_an_allocation_is_the_one_that_an_allocations_file_holds(tmp_path: Path) -> None:
    rows = [["child", "iro", "from", "to", "role"], ["AB12", "Pat Low", "01/02/2019", "", ""]]
    through = ImportMapping(
        id="m", name="Who", kind="Allocation", date_order="dmy",
        columns=(
            ("CHILD", "Child.reference"), ("iro", "Allocation.officer_id"),
            ("from", "Allocation.from_on"), ("to", "Allocation.to_on"), ("role", "Allocation.role"),
        ),
    )  # fmt: skip
    path = written(tmp_path, rows)
    mapped, own = read([path], mapping=through, today=TODAY), read_allocations([path], today=TODAY)
    assert mapped.records == own.records
    assert mapped.named_only == own.named_only


def test_a_booking_is_a_meeting_and_the_review_it_is_for(tmp_path: Path) -> None:
    through = of("Meeting", "booked_on", "starts_at", "mode",
                 spellings=(("Review.review_type", "", "cla"),))  # fmt: skip
    rows = [["child", "booked_on", "starts_at", "mode"], ["AB12", "14/05/2020", "2pm", "Teams"]]
    found = read_rows(tmp_path, through, rows)
    (meeting,), (review,) = the(Meeting, found), the(Review, found)
    assert (meeting.booked_on, meeting.mode) == (date(2020, 5, 14), "video")
    assert meeting.starts_at.astimezone().time() == time(14)
    assert (review.review_type, review.held_on, review.meeting_id) == ("cla", None, meeting.id)
    assert found.named_only == {record_id("Child", "AB12")}


def test_every_kind_can_be_read_with_all_its_fields(tmp_path: Path) -> None:
    written_as = {
        "day": "02/03/2020", "yes_no": "yes", "whole": "2", "number": "1.5", "text": "Words",
        "note": "More words", "link": "Pat Low", "instant": "10:30", "list": "one; two",
    }  # fmt: skip
    for kind in MAPPABLE:
        fields = fields_for(kind)
        columns, row = [], []
        for name, one in fields.items():
            columns.append((name, name))
            codes = CODES.get(one.about.codes, {})
            row.append(next(iter(codes.values())) if codes else written_as[one.about.type])
        through = ImportMapping(id="m", name="All", kind=kind, columns=tuple(columns))
        row[0] = "AB12"
        rows = [list(fields), row]
        found = read_rows(tmp_path, through, rows)
        assert found.problems == (), (kind, found.problems)
        made = {one.name for one in fields.values()} - {"Child.reference"}
        for record in found.records:
            for about_name in [name.partition(".")[2] for name in made]:
                name = f"{type(record).__name__}.{about_name}"
                if name in fields:
                    assert getattr(record, about_name) not in ("", None, ()), name
        assert KINDS[kind] in {type(one) for one in found.records}


# Dates, codes, yes and no


@pytest.mark.parametrize(
    "text, order, day",
    [
        ("03/04/2020", "dmy", date(2020, 4, 3)),
        ("03/04/2020", "mdy", date(2020, 3, 4)),
        ("03/04/2020", "iso", None),
        ("3.4.2020", "dmy", date(2020, 4, 3)),
        ("3-4-20", "dmy", date(2020, 4, 3)),
        ("03/04/20", "mdy", date(2020, 3, 4)),
        ("31/03/2020", "mdy", None),
        ("03/31/2020", "dmy", None),
        ("2020-04-03", "dmy", date(2020, 4, 3)),
        ("2020/04/03", "mdy", date(2020, 4, 3)),
        ("2020-04-03T00:00:00Z", "iso", date(2020, 4, 3)),
        ("2020-04-03 14:30:00.0", "iso", date(2020, 4, 3)),
        ("03/04/2020 14:30", "dmy", date(2020, 4, 3)),
        ("3 Apr 2020", "iso", date(2020, 4, 3)),
        ("Fri 3rd April 2020", "mdy", date(2020, 4, 3)),
        ("3-Sept-20", "dmy", date(2020, 9, 3)),
        ("30/02/2020", "dmy", None),
        ("01/01/1066", "dmy", None),
        ("43921", "dmy", None),
        ("3/4", "dmy", None),
        ("April 2020", "dmy", None),
        ("03/04/2020?", "dmy", None),
        ("", "dmy", None),
    ],
)
def test_dates_are_read_in_the_order_of_the_mapping(
    text: str, order: str, day: date | None
) -> None:
    assert day_in(text, order) == day


@pytest.mark.parametrize(
    "text, hour",
    [
        ("14:30", time(14, 30)), ("2pm", time(14)), ("31/03/2020 09:15", time(9, 15)),
        ("2020-03-31 09:15:00", time(9, 15)), ("09:15:00", time(9, 15)), ("31/03/2020", None),
        ("noonish", None), ("25:00", None),
    ],
)  # fmt: skip
def test_hours_are_read_alone_or_after_a_day(text: str, hour: time | None) -> None:
    assert hour_in(text) == hour


@pytest.mark.parametrize(
    "table, text, code",
    [
        ("legal_status", "C2", "C2"), ("legal_status", "c2", "C2"),
        ("legal_status", "Full care order", "C2"), ("legal_status", "C2 - Full Care  Order", "C2"),
        ("legal_status", "C2: FCO", "C2"), ("legal_status", "c) Full care order", "C2"),
        ("legal_status", "Care order", ""), ("category", "a) neglect", "NEG"),
        ("category", "Emotional Abuse", "EMO"), ("sex", "1", "M"), ("sex", "Female", "F"),
        ("review_type", "LAC Review", "cla"), ("need", "Child’s disability", "N2"),
        ("rag", "RED", "red"), ("rag", "Red flag", ""), ("participation", "PN1", "PN1"),
    ],
)  # fmt: skip
def test_codes_are_known_by_themselves_and_by_their_words(table: str, text: str, code: str) -> None:
    assert code_in(table, text) == code


def test_a_spelling_goes_before_what_a_word_would_mean_by_itself(tmp_path: Path) -> None:
    through = of("MonitoringCheck", "checked_on", "rag", "drift", spellings=(
        ("MonitoringCheck.rag", " RED ", "amber"), ("MonitoringCheck.rag", "?", ""),
        ("MonitoringCheck.rag", "", "green"),
        ("MonitoringCheck.drift", "Some", "yes"), ("MonitoringCheck.drift", "", "no"),
    ))  # fmt: skip
    rows = [
        ["child", "checked_on", "rag", "drift"],
        ["A1", "01/02/2020", "red", "some"],
        ["A2", "01/02/2020", "?", ""],
        ["A3", "01/02/2020", "", "no"],
    ]
    found = read_rows(tmp_path, through, rows)
    assert found.problems == ()
    assert [(one.rag, one.drift) for one in the(MonitoringCheck, found)] == [
        ("amber", True), ("", False), ("green", False),
    ]  # fmt: skip


# What is left out, and said


@pytest.mark.parametrize(
    "row, sentence",
    [
        (["", "01/02/2020", "", ""], "The row names no child, so the row was left out."),
        (["A" * 41, "01/02/2020", "", ""],
         "What stands as the child’s reference is too long for one, so the row was left out."),
        (["A1", "", "", "x"], "Date is empty, so the row was left out."),
        (["A1", "13/14/2020"],
         f"“13/14/2020” is no date with the day first, {SUCH_AS}, so the row was left out."),
        (["A1", "01/04/2020", "", ""], "1 April 2020 is after today, so the row was left out."),
        (["A1", "01/02/2020", "Aunty", ""],
         "“Aunty” is not known as “with whom”, so the row was left out."),
        (["A1", "01/02/2020", "Carer", "", "surplus"],
         "It has more cells than there are headings, so the row was left out."),
    ],
)  # fmt: skip
def test_a_row_that_says_too_little_is_left_out_with_a_sentence(
    tmp_path: Path, row: list[str], sentence: str
) -> None:
    through = of("Contact", "contact_on", "with_whom", "note")
    found = read_rows(tmp_path, through, [["child", "contact_on", "with_whom", "note"], row])
    (problem,) = found.problems
    assert (problem.file, problem.row, problem.sentence) == ("table.csv", 2, sentence)
    assert found.records == ()


def test_a_cell_that_cannot_be_read_leaves_the_rest_of_its_row(tmp_path: Path) -> None:
    through = of("Review", "review_type", "held_on", "late_reason", "written_on", "quorate")
    rows = [
        ["child", "review_type", "held_on", "late_reason", "written_on", "quorate"],
        ["A1", "cla", "01/02/2020", "x" * 201, "soon", "Mostly"],
        ["A2", "cla", "01/02/2020", "", "", "mostly"],
    ]
    found = read_rows(tmp_path, through, rows)
    assert len(the(Review, found)) == 2
    so = "so it was left empty."
    assert [(one.row, one.rule, one.sentence) for one in found.problems] == [
        (2, "table", f"Reason it was late: “{'x' * 40}…” is longer than 200 characters, {so}"),
        (2, "table", f"Record written on: “soon” is no date with the day first, {SUCH_AS}, {so}"),
        (2, "spelling", f"Quorate: 2 rows say “Mostly”, which has no meaning yet, {so}"),
    ]


def test_spellings_that_nobody_settled_are_counted(tmp_path: Path) -> None:
    rows = [
        ["child", "checked_on", "outcome"],
        *([f"A{number}", "01/02/2020", "Attnd"] for number in range(12)),
        ["B1", "01/02/2020", "No concern"],
    ]
    through = of("MonitoringCheck", "checked_on", "outcome")
    found = check(tables_of("t.csv", written(tmp_path, rows)), through, today=TODAY)
    (one,) = found.unknown
    assert (one.label, one.spelling, one.rows, one.is_needed) == ("Outcome", "Attnd", 12, False)
    assert (found.good, found.rows) == (13, 13)
    (problem,) = found.read.problems
    assert problem.sentence.startswith("Outcome: 12 rows say “Attnd”, ")


def test_what_is_there_twice_counts_once(tmp_path: Path) -> None:
    rows = [
        ["child", "contact_on", "with_whom", "note"],
        ["A1", "01/02/2020", "carer", "first"],
        ["a1", "01/02/2020", "Carer", "second"],
        ["A1 ", "01/02/2020", "Carer", ""],
    ]
    found = read_rows(tmp_path, of("Contact", "contact_on", "with_whom", "note"), rows)
    assert [one.note for one in the(Contact, found)] == ["second"]
    assert [(one.row, one.sentence) for one in found.problems] == [
        (3, "The same contact is there twice; the later row counts."),
        (4, "The same contact is there twice; it counts once."),
    ]


def test_a_child_of_whom_rows_say_different_things_is_pointed_out(tmp_path: Path) -> None:
    rows = [list(HEADINGS), *(list(one) for one in ROWS[1:3])]
    rows[2][1] = "05/05/2008"
    found = read_rows(tmp_path, REVIEWS, rows)
    assert [one.born_on for one in the(Child, found)] == [date(2008, 5, 5)]
    assert "Date of birth is another than in a row above" in found.problems[0].sentence


def test_periods_that_end_before_they_start_and_plans_without_a_day(tmp_path: Path) -> None:
    rows = [["child", "started_on", "ended_on"], ["A1", "02/02/2020", "01/02/2020"]]
    found = read_rows(tmp_path, of("ProtectionPlan", "started_on", "ended_on"), rows)
    assert "It ends on 1 February 2020, before it starts" in found.problems[0].sentence
    rows = [
        ["child", "started_on", "completed_on", "grade"],
        ["A1", "", "", "Good"],
        ["A2", "", "01/02/2020", ""],
    ]
    found = read_rows(tmp_path, of("EducationPlan", "started_on", "completed_on", "grade"), rows)
    assert [one.completed_on for one in the(EducationPlan, found)] == [date(2020, 2, 1)]
    assert "Started on and Completed on are empty" in found.problems[0].sentence


# Mappings and tables that do not go together


def test_a_mapping_that_lacks_what_each_row_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingNotUsableError, match="Every row needs “Type” and “Held on”"):
        read_rows(tmp_path, of("Review", "late_reason"), [["child", "late_reason"], ["A1", "x"]])
    with pytest.raises(MappingNotUsableError, match="Started on or Completed on"):
        read_rows(tmp_path, of("EducationPlan", "grade"), [["child", "grade"], ["A1", "Good"]])
    with pytest.raises(MappingNotUsableError, match="update the program"):
        read_rows(tmp_path, of("Telepathy"), [["child", "x"], ["A1", "x"]])


def test_a_table_without_a_needed_column_is_refused_and_others_are_noted(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="no column “Review date”"):
        read_rows(tmp_path, REVIEWS, [["Person ID", "Type"], ["A1", "cla"]])
    found = read_rows(
        tmp_path, REVIEWS, [["Person ID", "Type", "Review date"], ["A1", "cla", "01/02/2020"]]
    )
    assert "“Date of birth”, “Chair”, “Quorate” and “PN”" in found.notes[0]
    assert len(the(Review, found)) == 1


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotTextError, match="XML"):
        read([a_file(tmp_path, "<a/>")], mapping=REVIEWS, today=TODAY)
    with pytest.raises(EmptyFileError):
        read([a_file(tmp_path, "\n,,\n")], mapping=REVIEWS, today=TODAY)
    with pytest.raises(EmptyFileError):
        read([a_file(tmp_path, as_xlsx({"Sheet1": []}))], mapping=REVIEWS, today=TODAY)


# The same table in other forms is the same


def _without_places(found: ImportRead) -> tuple[Any, ...]:
    problems = [(one.child, one.rule, one.sentence) for one in found.problems]
    return (found.records, problems, found.read, found.year, found.references, found.named_only)


@pytest.mark.parametrize(
    "form",
    [
        "bom", "crlf", "utf-16", "semicolons", "shuffled", "extra", "case", "blanks", "title",
        "xlsx", "sheets",
    ],
)  # fmt: skip
def test_the_form_of_a_table_changes_nothing(tmp_path: Path, form: str) -> None:
    rows = [*ROWS, ["EF56", "", "40/01/2020", "cla", "", "", ""], ["GH78"] + [""] * 6]
    expected = _without_places(read_rows(tmp_path / "a", REVIEWS, rows))
    text = as_csv(rows)
    order = [3, 0, 6, 2, 1, 5, 4]
    spaced = [[f" {one}\u00a0" if one else " " for one in row] for row in rows]
    extra = [[*row[:2], "Extra" if at == 0 else "what", *row[2:]] for at, row in enumerate(rows)]
    blank = [row for one in rows for row in (one, [""] * 7)]
    forms: dict[str, str | bytes] = {
        "bom": text.encode("utf-8-sig"),
        "crlf": as_csv(rows, end="\r\n"),
        "utf-16": text.encode("utf-16"),
        "semicolons": as_csv(rows, delimiter=";"),
        "shuffled": as_csv([[row[at] for at in order] for row in rows]),
        "extra": as_csv(extra),
        "case": as_csv([[one.swapcase() for one in HEADINGS], *rows[1:]]),
        "blanks": as_csv([*spaced[:1], *(row for one in spaced[1:] for row in (one, [" "] * 7))]),
        "title": as_csv([["Reviews of the year"], [], *blank]),
        "xlsx": as_xlsx({"Any": rows}),
        "sheets": as_xlsx({"Notes": [["Read me"]], "Reviews": [["A title"], *rows]}),
    }
    path = a_file(tmp_path / "b", forms[form], "table.csv")
    found = read([path], mapping=REVIEWS, today=TODAY)
    assert _without_places(found) == expected
    assert len(expected[0]) == 9


def test_one_sheet_of_a_workbook_can_be_named(tmp_path: Path) -> None:
    path = a_file(tmp_path, as_xlsx({"2019": ROWS[:2], "2020": [ROWS[0], ROWS[3]]}), "t.xlsx")
    both = read([path], mapping=REVIEWS, today=TODAY)
    one = read([path], mapping=REVIEWS, today=TODAY, sheet="2020")
    assert (len(the(Review, both)), len(the(Review, one))) == (2, 1)
    assert one.places[the(Review, one)[0].id] == ("t.xlsx, 2020", 2)


def test_headings_are_compared_as_people_mean_them() -> None:
    assert plain_heading(" Child’s_Reference: ") == plain_heading("CHILD'S  REFERENCE")
