"""What an installed program proves itself by, without a screen: every step on real files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Child
from iro_desktop.services import sharing
from iro_desktop.services.chart_export import charts_of, export_chart
from iro_desktop.services.dues import due_lines
from iro_desktop.services.imports import run_import
from iro_desktop.services.joining import join
from iro_desktop.services.measures import measures_report
from iro_desktop.services.policy import for_invented_children
from iro_desktop.services.restoring import restore
from iro_desktop.services.safekeeping import back_up, findings
from iro_desktop.services.summary import export_summary, summary_contents
from iro_desktop.services.tables_export import contents, write_csv, write_workbook
from iro_desktop.services.team import team_of
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.services.yearly_report import period_of, report_of, write_report

_PASSPHRASE: Final = "a scratch store only"  # noqa: S105 - of a store that is thrown away
_AS_OF: Final = date(2018, 3, 31)
# Two invented children: one with a first review in time, one whose first review came late.
_RETURN: Final = {
    "header.csv": """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
T1,1,04/05/2008,WBRI,,,
T2,2,11/12/2011,WBRI,,,
""",
    "episodes.csv": """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,\
REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
T1,03/07/2017,S,V2,N1,U6,PR1,,,,,,
T2,01/09/2017,S,C1,N1,U6,PR1,,,,,,
""",
    "reviews.csv": """CHILD,DOB,REVIEW,REVIEW_CODE
T1,04/05/2008,24/07/2017,PN1
T2,11/12/2011,30/10/2017,PN7
""",
}
_EXPECTED: Final = (1, 2)  # held in time, held
_AT: Final = datetime(2018, 3, 31, 12, tzinfo=UTC)
_BEGINNINGS: Final = {
    "report.docx": b"PK\x03\x04",
    "report.pdf": b"%PDF-",
    "figures.xlsx": b"PK\x03\x04",
    "figures.csv": b"\xef\xbb\xbf",
    "chart.svg": b"<svg",
    "chart.png": b"\x89PNG\r\n\x1a\n",
}
"""The first bytes of each document that is written."""


class SelfTestError(UserError):
    """A step of the self-test gave something else than it must."""

    sentence = "The self-test failed: install IRO Desktop again from its installer."


def steps() -> Iterator[str]:
    """Go through the program once in a scratch folder, yielding a sentence for each step done.

    Raises SelfTestError, or whatever a step raises.
    """
    scratch = tempfile.TemporaryDirectory(prefix="iro-desktop-self-test-")
    with for_invented_children(), scratch as name:
        folder = Path(name)
        for file, text in _RETURN.items():
            (folder / file).write_text(text, encoding="utf-8")
        store = folder / "store.iro"
        workspace, code = create_workspace(
            store, _PASSPHRASE, officer_name="Self-test", fte=1.0, whole_service=True,
            who="self-test", today=lambda: _AS_OF,
        )  # fmt: skip
        try:
            yield "an encrypted store was made"
            files = [folder / file for file in _RETURN]
            result = run_import(workspace, "ssda903", files, year=2018)
            _must(result.new.get("Child") == len(workspace.snapshot.cases) == len(files) - 1)
            yield "a small return was imported"
            report = measures_report(workspace, ["cla_reviews_in_time_held"], as_of=_AS_OF)
            figure = report["measures"][0]
            _must((figure["numerator"], figure["denominator"]) == _EXPECTED)
            _must(bool(due_lines(workspace.snapshot, workspace.practice, as_of=_AS_OF)))
            yield "dues and measures were computed"
            _must(not findings(workspace))
            yield "the check found the file, the log and the tables in order"
            yield _write_each_kind(workspace, folder)
            backup = back_up(workspace, folder / "copy.irobackup")
            _share(workspace, folder)
            yield "a second computer joined through the shared copy, and both hold the same"
        finally:
            workspace.close()
        restore(backup, folder / "restored.iro", code, with_recovery_code=True)
        again = open_workspace(folder / "restored.iro", _PASSPHRASE, who="self-test")
        try:
            _must(len(again.snapshot.cases) == len(files) - 1 and not findings(again))
        finally:
            again.close()
        yield "a backup was written, and restored with the recovery code"


def _write_each_kind(workspace: Workspace, folder: Path) -> str:
    """Write one document of each kind, look at how each begins, and say which they are."""
    chart = charts_of(workspace, _AS_OF)[0].series
    tables = contents(workspace)
    report = report_of(workspace, period_of(None, None, workspace.today()))
    counts = summary_contents(workspace, at=_AT)
    write_report(workspace, report, folder / "report.docx")
    write_report(workspace, report, folder / "report.pdf")
    write_workbook(workspace, tables, folder / "figures.xlsx", at=_AT)
    write_csv(workspace, tables, folder / "figures.csv")
    summary = export_summary(workspace, folder / "counts.irosummary", counts)
    export_chart(workspace, chart, folder / "chart.svg")
    export_chart(workspace, chart, folder / "chart.png")
    for name, beginning in _BEGINNINGS.items():
        with (folder / name).open("rb") as file:
            _must(file.read(len(beginning)) == beginning)
    _must(bool(team_of((summary,), None, _AS_OF).team.figures.sources.kept))
    kinds = (name.rpartition(".")[2] for name in _BEGINNINGS)
    return f"documents were written, one of each kind: {', '.join(kinds)}, irosummary"


def _share(workspace: Workspace, folder: Path) -> None:
    """Share the store with a second one, let that write, and receive what it wrote."""
    shared, now = folder / "shared.irosync", sharing.utc_now()
    sharing.start(workspace, shared, _PASSPHRASE, now=now)
    other, _ = join(folder / "other.iro", _PASSPHRASE, shared, _PASSPHRASE, now=now,
                    who="self-test", today=lambda: _AS_OF)  # fmt: skip
    try:
        with other.write("add a child") as write:
            write.put(Child(id="self-test", reference="T3"))
        sharing.share(other, now=now)
        _must(sharing.share(workspace, now=now).received > 0)
        _must(workspace.snapshot.cases.keys() == other.snapshot.cases.keys())
    finally:
        other.close()


def _must(is_so: bool) -> None:  # noqa: FBT001 - an assertion that stays in an installed program
    if not is_so:
        raise SelfTestError
