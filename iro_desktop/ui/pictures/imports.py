"""An import in each of its states, with children who do not exist."""

from __future__ import annotations

from typing import Final

from iro_desktop.services.import_preview import (
    ASK,
    CHANGED,
    LEFT_OUT,
    MISSING,
    NEW,
    NOT_OURS,
    UNCHANGED,
    ChildLine,
    FieldLine,
    ImportPreview,
    ImportProblem,
)
from iro_desktop.services.imports import ImportResult
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.dialogs.import_winners import WinnersDialog
from iro_desktop.ui.dialogs.same_child import SameChildDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pictures.camera import Camera, shown

_PLACED: Final = "Placement of 3 Feb 2020"
_LINES: Final = (
    FieldLine("Child", "Date of birth", "14 Jun 2010", "15 Jun 2010",
              "Typed by IRO 1, 12 Jan 2020", "kept", "Child.born_on"),
    FieldLine("Legal status of 6 May 2019", "To", "", "13 Mar 2020",
              "From SSDA903, year to March 2019, 2 May 2019", "changed", "LegalStatus.ended_on"),
    FieldLine(_PLACED, "Ofsted number (URN)", "SC900001", "SC900017",
              "From SSDA903, year to March 2019, 2 May 2019", "changed", "Placement.urn"),
    FieldLine("Review of 4 March 2020", "", "", "Type: Looked after child review; Held on: "
              "4 Mar 2020", "", "new", ""),
)  # fmt: skip
_PROBLEMS: Final = (
    ImportProblem("reviews.csv", 14, "LC-20417", "441", "PN1 is for children of four and over, "
                  "but this child was three on the day of the review."),
    ImportProblem("episodes.csv", 203, "LC-20574", "148", "The episode has an end date but no "
                  "reason for it."),
)  # fmt: skip


def _mine(number: int, group: str, **more: object) -> ChildLine:
    reference = f"LC-2{number:04}"
    values: dict[str, object] = {"is_ours": True, "can_take": True, "unchanged": {"Review": 6}}
    return ChildLine(
        key=reference,
        references=(reference,),
        name=f"{reference} {'ABCDEFGHJKLM'[number % 12]}.{'RSTUVW'[number % 6]}.",
        group=group,
        **(values | more),  # type: ignore[arg-type]
    )


def _children(others: int) -> tuple[ChildLine, ...]:
    asked = _mine(
        611,
        ASK,
        is_ours=False,
        alike_id="1",
        read_id="2",
        asks="The same child as LC-20702 T.R.? Both were born on 3 May 2012 and have the "
        "initials TR.",
        new={"Child": 1, "CarePeriod": 1, "Review": 4},
    )
    changed = _mine(417, CHANGED, new={"Review": 1}, changed={"Placement": 1, "LegalStatus": 1},
                    lines=_LINES)  # fmt: skip
    by_upn = _mine(574, CHANGED, changed={"Child": 1}, note="ZZ-118 in the file: found by the UPN")
    return (
        asked,
        changed,
        by_upn,
        _mine(733, NEW, new={"Child": 1, "CarePeriod": 1, "Placement": 2, "Review": 3}),
        *(_mine(800 + number, UNCHANGED) for number in range(5)),
        *(
            _mine(2000 + number, NOT_OURS, is_ours=False, new={"Child": 1, "Review": 4},
                  note="Neither on file here nor allocated to you: tick the child to take it")
            for number in range(others)
        ),
        _mine(902, MISSING, is_ours=False, can_take=False, unchanged={},
              note="On file here and open, but not in the file: nothing is closed or changed"),
        _mine(915, LEFT_OUT, is_ours=False, can_take=False, unchanged={},
              note="Deleted here, and stays deleted: the bin can bring the child back"),
    )  # fmt: skip


def _preview(children: tuple[ChildLine, ...]) -> ImportPreview:
    return ImportPreview(
        children=children,
        others={},
        problems=_PROBLEMS,
        notes=("The collection year was taken from the dates: it ends on 31 March 2020.",),
        year=2020,
        whole_service=False,
        deciding={
            "Child.born_on": ("Date of birth (child)", False),
            "LegalStatus.status": ("Status (legal status)", False),
            "Placement.urn": ("Ofsted number (URN) (placement)", True),
        },
    )


def draw_imports(camera: Camera, window: MainWindow) -> None:
    """Draw the preview of an import: nobody's, a changed child, a question, the rest, the end."""
    nobody = ImportDialog(window.operations, window)
    nobody.show_preview(_preview(_children(40)[9:49]))
    with shown(nobody, nobody.sizeHint()):
        camera.take("dialog-import-nobody", nobody)
    dialog = ImportDialog(window.operations, window)
    preview = _preview(_children(40))
    dialog.show_preview(preview)
    with shown(dialog, dialog.sizeHint()):
        parts = dialog.parts
        camera.take("dialog-import-question", dialog)
        parts.children_part.table.select_key("LC-20417")
        camera.take("dialog-import-changed", dialog)
        for key in (MISSING, "records", "problems"):
            parts.chips.choose(key)
            camera.take(f"dialog-import-{key}", dialog)
        dialog.show_result(ImportResult({}, {"Review": 8}, {"Placement": 1}, {}, _PROBLEMS))
        camera.take("dialog-import-done", dialog)
    winners = WinnersDialog(window.operations, preview.deciding, window)
    with shown(winners, winners.sizeHint()):
        camera.take("dialog-import-winners", winners)
    if window.pages.child_id:
        _draw_same_child(camera, window)


def _draw_same_child(camera: Camera, window: MainWindow) -> None:
    """Draw what making one child of two would do."""
    dialog = SameChildDialog(window.operations, window.pages.child_id, window)
    dialog.open()
    dialog.table.select_first()
    camera.wait_for(window)
    camera.take_and_close("dialog-same-child", dialog)
