"""Small SSDA903 returns for tests: a table from its rows, and the XML form of CSV files."""

import csv
import os
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

DATA = Path(__file__).parent / "data"
RETURN_2020 = DATA / "ssda903-2020"
RETURN_2021 = DATA / "ssda903-2021"

COLUMNS = {
    "Header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "Episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN",
    "Reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "UASC": "CHILD,SEX,DOB,DUC",
    "OC2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "OC3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "Missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "PrevPerm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "PlacedAdoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "AD1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "SWEpisodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "DoLo": "CHILD,DOB,DOLO_START,DOLO_END",
}


def table(name: str, *rows: str) -> str:
    """Return a table as CSV: its headings and these rows."""
    return "\n".join([COLUMNS[name], *rows]) + "\n"


def episode(
    child: str,
    start: str,
    rne: str = "S",
    ls: str = "C2",
    dec: str = "",
    rec: str = "",
    *,
    place: str = "U6",
    provider: str = "PR1",
    urn: str = "SC900001",
    reason: str = "",
) -> str:
    """Return a row of Episodes; a child in foster care under a care order unless told."""
    cells = [child, start, rne, ls, "N1", place, provider, dec, rec, reason, "", "", urn]
    return ",".join(cells)


def a_file(folder: Path, text: str | bytes, name: str = "any.csv") -> Path:
    """Write a file and return its path; a table is known by its columns, so the name is any."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def a_return(folder: Path, **tables: list[str]) -> list[Path]:
    """Write tables as CSV files and return their paths: ``Reviews=["AB12,,01/05/2019,PN1"]``."""
    return [
        a_file(folder, table(name, *rows), f"{number}.csv")
        for number, (name, rows) in enumerate(tables.items())
    ]


_NESTED = {
    "Reviews": "AREVIEW",
    "Missing": "AMISSING",
    "OC2": "OC2",
    "PrevPerm": "PERMANENCE",
    "PlacedAdoption": "AD_PLACED",
    "SWEpisodes": "SW_EPISODE",
    "DoLo": "DOLO",
}
_IN_HEADER = ("UASC", "OC3", "AD1")


def as_xml(paths: list[Path], *, encoding: str = "us-ascii") -> bytes:
    """Return the XML form of the tables in CSV files; others are left out."""
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in COLUMNS}
    for path in paths:
        rows = list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        for name, columns in COLUMNS.items():
            if rows and set(rows[0]) == set(columns.split(",")):
                tables[name] += rows
    children = dict.fromkeys(row["CHILD"] for rows in tables.values() for row in rows)
    by_child: dict[str, dict[str, list[dict[str, str]]]] = {child: {} for child in children}
    for name, rows in tables.items():
        for row in rows:
            by_child[row["CHILD"]].setdefault(name, []).append(row)
    lines = [f"<?xml version='1.0' encoding='{encoding}'?>", "<EXPSSDA903>"]
    for child, its in by_child.items():
        if "Header" in its:  # XML has no other way to name a child
            lines += _child(child, its)
    return "\n".join([*lines, "</EXPSSDA903>"]).encode(encoding, "xmlcharrefreplace")


def _child(child: str, its: dict[str, list[dict[str, str]]]) -> list[str]:
    header = dict(its["Header"][0])
    for name in _IN_HEADER:
        for row in its.get(name, ()):
            header |= {field: value for field, value in row.items() if field not in header}
    lines = ["<CHILD>", "<HEADER>", _elements({"CHILDID": child} | header)]
    for name, element in _NESTED.items():
        rows = [_elements(row, but=("DOB",)) for row in its.get(name, ())]
        lines += [f"<{element}>{row}</{element}>" for row in rows]
    lines.append("</HEADER>")
    lines += [f"<EPISODE>{_elements(row)}</EPISODE>" for row in its.get("Episodes", ())]
    return [*lines, "</CHILD>"]


def _elements(row: dict[str, str], but: tuple[str, ...] = ()) -> str:
    names = {"PLACE": "PL"}
    return "".join(
        f"<{names.get(name, name)}>{escape(value)}</{names.get(name, name)}>"
        if value
        else f"<{names.get(name, name)}/>"
        for name, value in row.items()
        if name != "CHILD" and name not in but
    )


def shared_return() -> Path:
    """Return the folder of the published fake return of 2017/18; skip the test without it."""
    root = Path(os.environ.get("IRO_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    folder = root / "ssda903-2017-18"
    if not (folder / "episodes.csv").is_file():
        pytest.skip(
            "the published return of 2017/18 is not here: it is the folder tests/fake_data of "
            "data-to-insight/csc-validator-be-903; name its parent in IRO_SHARED_DATA"
        )
    return folder
