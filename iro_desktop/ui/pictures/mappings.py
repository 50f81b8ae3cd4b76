"""A table of invented rows on the mapping page, the mappings remembered, and what sharing shows."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from iro_desktop.domain.mappings import kind_words
from iro_desktop.domain.records import ImportMapping
from iro_desktop.services.mappings import MappingRow
from iro_desktop.ui.dialogs.mapping import MappingDialog
from iro_desktop.ui.dialogs.mappings import MappingNameDialog, MappingsDialog, ShareMappingDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pictures.camera import Camera, shown

_HEADINGS: Final = "Child ref,Date of check,IRO,RAG,Outcome,Analysis,Filed by"
_ROWS: Final = (
    "LC-20417,03/02/2020,Sample IRO,Green,No further action,Settled and doing well,Admin",
    "LC-20574,04/02/2020,Sample IRO,Amber,Watch,The move is late,Admin",
    "LC-20611,05/02/2020,Sample IRO,Amber?,No concern,School has a plan,Admin",
    "LC-20702,31/02/2020,Sample IRO,Red,Challenge,No plan for contact,Admin",
    ",06/02/2020,Sample IRO,Green,No concern,Calm,Admin",
)
_MAPPING: Final = ImportMapping(
    id="sample",
    name="Monitoring log",
    kind="MonitoringCheck",
    columns=(
        ("Child ref", "Child.reference"),
        ("Date of check", "MonitoringCheck.checked_on"),
        ("RAG", "MonitoringCheck.rag"),
        ("Outcome", "MonitoringCheck.outcome"),
        ("Analysis", "MonitoringCheck.analysis"),
    ),
    spellings=(("MonitoringCheck.outcome", "No further action", "no_concern"),),
    date_order="dmy",
)


def draw_mappings(camera: Camera, window: MainWindow) -> None:
    """Draw the mapping page with a table, the list of mappings, and what one shares."""
    operations = window.operations
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Monitoring log.csv"
        path.write_text("\n".join((_HEADINGS, *_ROWS)), encoding="utf-8")
        page = MappingDialog(operations, window)
        page.open()
        page.choose(path)
        camera.wait_for(window)
        page.name.setText(_MAPPING.name)
        camera.take_and_close("dialog-mapping", page)
    listed = MappingsDialog(operations, window)
    with shown(listed, listed.sizeHint()):
        camera.take("dialog-mappings-none", listed)
        listed.show_mappings(
            [MappingRow(_MAPPING, kind_words(_MAPPING.kind), len(_MAPPING.columns))]
        )
        camera.take("dialog-mappings", listed)
    share = ShareMappingDialog(operations, _MAPPING, window)
    with shown(share, share.sizeHint()):
        camera.take("dialog-mapping-share", share)
    name = MappingNameDialog(operations, _MAPPING, window)
    with shown(name, name.sizeHint()):
        camera.take("dialog-mapping-name", name)
