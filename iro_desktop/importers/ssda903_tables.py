"""The tables of an SSDA903 return: which columns each has, and which of them a file holds.

The columns are those of the returns of 2017/18 to 2026/27, which added tables and changed none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import MissingColumnError
from iro_desktop.domain.words import say_list
from iro_desktop.importers.dates import collection_year, day


@dataclass(frozen=True, slots=True)
class Form:
    """One table of the return. ``used`` are the columns that are read, in the order of rows."""

    name: str
    columns: frozenset[str]
    used: tuple[str, ...]

    @property
    def telling(self) -> frozenset[str]:
        """The columns that few other tables have."""
        return self.columns - {"CHILD", "DOB", "SEX"}


def _form(name: str, columns: str, used: str = "") -> Form:
    return Form(name, frozenset(columns.split()), tuple((used or columns).split()))


FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        _form(
            "Header", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB", "CHILD SEX DOB ETHNIC UPN MOTHER"
        ),
        # The postcodes stay where they are: nothing in a caseload rests on them.
        _form(
            "Episodes",
            "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST "
            "PL_POST URN",
            "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE URN",
        ),
        _form("Reviews", "CHILD DOB REVIEW REVIEW_CODE"),
        _form("UASC", "CHILD SEX DOB DUC", "CHILD DOB DUC"),
        _form("PrevPerm", "CHILD DOB PREV_PERM LA_PERM DATE_PERM", "CHILD DOB PREV_PERM DATE_PERM"),
        _form(
            "PlacedAdoption",
            "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
            "CHILD DOB DATE_PLACED DATE_PLACED_CEASED",
        ),
        _form(
            "AD1",
            "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
            "CHILD DOB DATE_INT DATE_MATCH",
        ),
        _form("SWEpisodes", "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON"),
        _form(
            "OC2",
            "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK "
            "HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
            "CHILD DOB",
        ),
        _form("OC3", "CHILD DOB IN_TOUCH ACTIV ACCOM", "CHILD DOB"),
        _form("Missing", "CHILD DOB MISSING MIS_START MIS_END", "CHILD DOB"),
        _form("DoLo", "CHILD DOB DOLO_START DOLO_END", "CHILD DOB"),
    )
}
"""Name of the table -> its form."""

WITHOUT_RECORDS: Final = ("OC2", "OC3", "Missing", "DoLo")
"""The tables on which nothing in the caseload rests: their rows are counted, and checked."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of one table of one return, each with the cells of ``form.used``.

    ``numbers`` are the rows' numbers for sentences. ``part_of`` tells which return the table
    belongs to where several are read: the XML file, or the folder of a CSV file. ``year`` is the
    collection year, 0 until it is known.
    """

    form: Form
    file: str
    part_of: Path
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    year: int = 0

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.form.name

    def days(self, *columns: str) -> list[date]:
        """Return the dates in some columns."""
        places = [self.form.used.index(column) for column in columns]
        return [found for row in self.rows for place in places if (found := day(row[place]))]


def form_of(file: str, columns: Sequence[str]) -> Form | None:
    """Return the table that a file's columns are, or None for a file that is no table of ours.

    More columns than the table's do no harm. Raises MissingColumnError for a file that is plainly
    one of the tables, but for a column.
    """
    given = frozenset(filter(None, columns))
    whole = [form for form in FORMS.values() if form.columns <= given]
    if whole:
        return max(whole, key=lambda form: len(form.columns))
    near = [form for form in FORMS.values() if _is_near(form, given)]
    if not near:
        return None
    form = min(near, key=lambda form: (len(form.columns - given), form.name))
    missing = sorted(form.columns - given)
    what = "column" if len(missing) == 1 else "columns"
    raise MissingColumnError(
        f"{file} looks like the {form.name} table of the return but lacks the {what} "
        f"{say_list(missing)}: export it again with all its columns."
    )


def _is_near(form: Form, given: frozenset[str]) -> bool:
    """Return whether most of what tells a table is there, or nothing but columns of it."""
    if len(form.telling & given) * 2 >= len(form.telling):
        return True
    return given <= form.columns and len(given) * 2 > len(form.columns)


_DATED_BY: Final = {
    "Episodes": ("DECOM", "DEC"),
    "Reviews": ("REVIEW",),
    "SWEpisodes": ("SW_DECOM", "SW_DEC"),
}
"""The columns whose latest date tells a table's collection year."""


def with_years(tables: Sequence[Table], year: int | None, today: date) -> tuple[list[Table], int]:
    """Return the tables with their collection years, the earliest first, and the latest of these.

    The year is ``year`` if it is given. Where several returns are read, each has a year of its own
    (never a later one than ``year``), which says which row wins: that of its episodes. A return is
    one XML file or one folder; where the episodes of several lie in one folder, the first file of
    each table belongs to the first of them, and so on.
    """
    own: dict[Table, int] = {}
    for part in dict.fromkeys(table.part_of for table in tables):
        own |= _years_of_part([table for table in tables if table.part_of == part], today)
    latest = max(own.values(), default=0)
    latest = latest or collection_year([today], date.max) - 1  # the last collection that is over
    several = len({table.part_of for table in tables if table.name == "Episodes"}) > 1 or (
        sum(table.name == "Episodes" for table in tables) > 1
    )
    whole = year or latest
    dated = [
        replace(table, year=min(own[table] or latest, whole) if several or not year else whole)
        for table in tables
    ]
    return sorted(dated, key=lambda table: table.year), whole


def _years_of_part(tables: Sequence[Table], today: date) -> dict[Table, int]:
    """Return the year of each table of one folder or XML file; 0 where nothing tells it."""
    years = {table: table.year or _year_of(table, today) for table in tables}
    episodes = [table for table in tables if table.name == "Episodes"]
    if not episodes:
        latest = max(years.values(), default=0)
        return {table: table.year or latest for table in tables}
    found: dict[Table, int] = {}
    latest = max(years[table] for table in episodes)
    for name in {table.name for table in tables}:
        alike = [table for table in tables if table.name == name]
        for number, table in enumerate(alike):
            beside = years[episodes[number]] if len(alike) == len(episodes) else latest
            found[table] = table.year or beside
    return found


def _year_of(table: Table, today: date) -> int:
    columns = _DATED_BY.get(table.name, ())
    return collection_year(table.days(*columns), today) if columns else 0


def side_rows(tables: Iterable[Table]) -> dict[str, int]:
    """Return how many rows each table without records has, by table, where there are any."""
    counts: dict[str, int] = {}
    for table in tables:
        if table.name in WITHOUT_RECORDS:
            counts[table.name] = counts.get(table.name, 0) + len(table.rows)
    return {name: count for name, count in counts.items() if count}
