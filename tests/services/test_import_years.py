"""Years of one authority's returns join to the same store, whatever was imported first."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.records import Record
from iro_desktop.services.imports import run_import
from iro_desktop.storage.check import findings
from tests.returns import a_return, episode
from tests.stores import a_workspace

TODAY = date(2022, 6, 1)
YEARS = (2019, 2020, 2021, 2022)


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, str | date | None]]:
    """Draw the episodes of one child, from 2018 on, apart or back to back."""
    rows: list[dict[str, str | date | None]] = []
    start = date(2018, 5, 1)
    for period in range(draw(st.integers(1, 3))):
        start += timedelta(days=draw(st.integers(0, 150)) + (period > 0))
        rne = "S" if period or draw(st.booleans()) else "P"
        for last in [*[False] * draw(st.integers(0, 3)), True]:
            end = start + timedelta(days=draw(st.integers(1, 300)))
            row: dict[str, str | date | None] = {"start": start, "end": end, "rne": rne}
            row["ls"] = draw(st.sampled_from(["C2", "V2", "V4"]))
            row["place"] = draw(st.sampled_from(["U6", "K2"]))
            row["rec"] = "E4A" if last else "X1"
            rows.append(row)
            start, rne = end, draw(st.sampled_from("LPTBU"))
    if draw(st.booleans()):
        rows[-1] |= {"end": None, "rec": ""}
    return rows


def _written(day: date | str | None) -> str:
    return day.strftime("%d/%m/%Y") if isinstance(day, date) else ""


def _episodes(
    child: str, history: list[dict[str, str | date | None]], year: int, *, whole: bool
) -> Iterator[str]:
    """Yield what the return of a year says of a child: that year's episodes, or all so far."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    for row in history:
        start, end = row["start"], row["end"]
        assert isinstance(start, date)
        if start > last or (not whole and isinstance(end, date) and end < first):
            continue
        known = isinstance(end, date) and end <= last
        yield episode(
            child, _written(start), str(row["rne"]), str(row["ls"]),
            _written(end) if known else "", str(row["rec"]) if known else "",
            place=str(row["place"]),
        )  # fmt: skip


def _stored(folder: Path, imports: list[list[Path]]) -> dict[str, Record]:
    workspace = a_workspace(folder, today=TODAY)
    for paths in imports:
        run_import(workspace, "ssda903", paths)
    again = run_import(workspace, "ssda903", [path for paths in imports for path in paths])
    assert (again.new, again.changed) == ({}, {})
    assert list(findings(workspace.store)) == []
    cases = workspace.snapshot.cases.values()
    records = [r for case in cases for kind in case.records.values() for r in kind]
    workspace.close()
    return {record.id: record for record in records}


# Each example makes two stores: shrinking one that fails would take minutes.
@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(st.lists(histories(), min_size=1, max_size=3), st.permutations(YEARS), st.booleans())
def test_years_in_any_order_give_what_they_give_together(
    children: list[list[dict[str, str | date | None]]],
    order: list[int],
    whole: bool,
) -> None:
    names = [f"TA{number}" for number in range(len(children))]
    with TemporaryDirectory() as name:
        folder = Path(name)
        returns: dict[int, list[Path]] = {}
        for year in YEARS:
            rows = [
                row
                for child, history in zip(names, children, strict=True)
                for row in _episodes(child, history, year, whole=whole)
            ]
            if rows:
                header = [f"{child},1,15/06/2010,,,," for child in names]
                # The dates alone may not reach into the year, so its folder is what says it.
                reviews = [f"{names[0]},,{_written(date(year, 3, 1))},PN1"]
                returns[year] = a_return(
                    folder / str(year), Header=header, Episodes=rows, Reviews=reviews
                )
        together = _stored(folder / "together.iro", [list(chain(*returns.values()))])
        one_by_one = [returns[year] for year in order if year in returns]
        assert _stored(folder / "apart.iro", one_by_one) == together
