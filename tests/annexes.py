"""A small Annex A for tests: its lists as rows, and the forms in which they come."""

import csv
import os
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tests.workbooks import Cell, as_xlsx

Rows = Sequence[Sequence[Cell]]

_FIRST = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
_DISABILITY = "Does the Child have a Disability"
_LAST = ["Allocated Team", "Allocated Worker"]

HEADINGS: dict[str, list[str]] = {
    "List 5": [
        *_FIRST, _DISABILITY,
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months",
        "Number of ICPCs in the last 12 months", *_LAST,
    ],
    "List 6": [
        *_FIRST, _DISABILITY, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen",
        "CIN Closure Date", "Reason for Closure", "Case Status", *_LAST,
    ],
    "List 7": [
        *_FIRST, _DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse",
        "Latest Category of Abuse", "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?", "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans", *_LAST,
    ],
    "List 8": [
        *_FIRST, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        _DISABILITY, "Date Started to be Looked After", "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child (Y/N)",
        "Start date of current legal status", "Child's Legal Status",
        "Date of Latest Statutory Review", "Date of Last Social Work Visit",
        "What is the permanence plan for this child?",
        "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment",
        "Date of Last Dental Check", "Number of Placements in the Last 12 months",
        "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement", "Placement Type", "Placement Provider",
        "Placement postcode", "URN of Placement", "Placement Location", "LA of Placement",
        "Number of Episodes the Child has been 'Missing' from their Placement",
        "Number of Episodes the Child has been 'Absent' from their Placement",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", *_LAST,
    ],
}  # fmt: skip


def a_row(name: str, **cells: Cell) -> list[Cell]:
    """Return a row of a list; keys are the first words of headings, written_like_this."""
    row: list[Cell] = [None] * len(HEADINGS[name])
    for key, value in cells.items():
        words = key.replace("_", " ").casefold()
        (place,) = [
            at
            for at, heading in enumerate(HEADINGS[name])
            if heading.casefold().replace("'", "").startswith(words)
        ]
        row[place] = value
    return row


def looked_after(child: Cell = "AB12", **cells: Cell) -> list[Cell]:
    """Return a row of list 8 of a child in care since 2019."""
    usual: dict[str, Cell] = {
        "gender": "b) Female", "ethnicity": "a) WBRI", "date_of_birth": date(2010, 5, 4),
        "age_of": 10, "does": "b) No", "date_started": date(2019, 5, 1),
        "childs_category": "N1 - Abuse or neglect", "start_date_of_current": date(2019, 9, 2),
        "childs_legal": "C2: FCO", "date_of_latest_statutory": date(2021, 1, 12),
        "what_is": "f) Long-term fostering", "date_of_last_iro": date(2021, 1, 11),
        "date_of_last_health": date(2020, 10, 5), "start_date_of_most": date(2020, 2, 3),
        "placement_type": "a) U4: Foster placement", "placement_provider": "b) PR1 Own provision",
        "urn": "SC040642", "placement_location": "b) Out", "allocated_team": "Team 1",
        "allocated_worker": "W. One",
    }  # fmt: skip
    return a_row("List 8", child_unique=child, **(usual | cells))


def on_a_plan(child: Cell = "CD34", **cells: Cell) -> list[Cell]:
    """Return a row of list 7 of a child whose plan goes on."""
    usual: dict[str, Cell] = {
        "gender": "a) Male", "date_of_birth": date(2015, 5, 29), "age_of": 5, "does": "a) Yes",
        "child_protection_plan_start": date(2020, 6, 8), "initial": "Physical abuse",
        "latest": "d) Emotional abuse", "date_of_latest_review": date(2021, 2, 16),
        "number_of_previous": 1, "allocated_team": "Team 2", "allocated_worker": "W. Two",
    }  # fmt: skip
    return a_row("List 7", child_unique=child, **(usual | cells))


def enquired(child: Cell = "EF56", **cells: Cell) -> list[Cell]:
    """Return a row of list 5 of an enquiry that led to a conference."""
    usual: dict[str, Cell] = {
        "gender": "a) Male", "date_of_birth": date(2012, 3, 1), "age_of": 9,
        "strategy": date(2021, 2, 1), "was_an_initial": "No",
        "date_of_initial": date(2021, 2, 19), "did_the_initial": "a) Yes",
        "allocated_worker": "W. Two",
    }  # fmt: skip
    return a_row("List 5", child_unique=child, **(usual | cells))


def in_need(child: Cell = "GH78", **cells: Cell) -> list[Cell]:
    """Return a row of list 6 of a child in need."""
    usual: dict[str, Cell] = {"gender": "2", "date_of_birth": date(2014, 1, 9),
                              "cin_start": date(2020, 1, 6)}  # fmt: skip
    return a_row("List 6", child_unique=child, **(usual | cells))


def an_annex(**lists: Rows) -> dict[str, list[Sequence[Cell]]]:
    """Return the sheets of an Annex A with these rows: ``list_7=[...]``; else with the usual."""
    rows: Mapping[str, Rows] = lists or {
        "list_5": [enquired()],
        "list_6": [in_need(), in_need("AB12", gender="b) Female")],
        "list_7": [on_a_plan(), on_a_plan(7001, child_protection_plan_end=date(2021, 2, 16))],
        "list_8": [looked_after(), looked_after("IJ90", placement_type="h) K2: Children’s Homes")],
    }
    return {
        name: [HEADINGS[name], *rows[key]]
        for name in HEADINGS
        if (key := name.lower().replace(" ", "_")) in rows
    }


def a_workbook(folder: Path, sheets: Mapping[str, Rows], name: str = "annex.xlsx") -> Path:
    """Write a workbook; return its path."""
    path = folder / name
    path.write_bytes(as_xlsx(sheets))
    return path


def as_csv(rows: Rows) -> str:
    """Return rows as Excel saves them as CSV."""
    made = StringIO()
    lines = [[_text(cell) for cell in row] for row in rows]
    csv.writer(made, lineterminator="\r\n").writerows(lines)
    return made.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return "" if cell is None else str(cell)


def shared_annex() -> Path:
    """Return the folder of the published sample workbooks; skip the test without it."""
    root = Path(os.environ.get("IRO_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    folder = root / "annex-a"
    if not (folder / "Annex_A_2024_Jan.xlsx").is_file():
        pytest.skip(
            "the published Annex A workbooks are not here: they are in "
            "SocialFinanceDigitalLabs/liia-tools-pipeline and CSCDP/sfdata-annexa-clean; name the "
            "parent of their folder annex-a in IRO_SHARED_DATA"
        )
    return folder
