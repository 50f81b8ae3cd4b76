"""One IRO's figures in a team: counts from their summary, and no child."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from iro_desktop.services.team_page import FigureLine, IroPage
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.verdict_marks import verdict_mark

_COLUMNS: Final[tuple[Column[FigureLine], ...]] = (
    Column("Measure", text=lambda row: row.title, stretch=5),
    Column(
        "Figure", text=lambda row: row.told.large, detail=lambda row: row.told.small,
        align_right=True, stretch=2,
    ),
    Column(
        "Against the target", text=lambda row: row.judgement.words,
        mark=lambda row: verdict_mark(row.judgement), stretch=3,
    ),
    Column("A year before", text=lambda row: row.before, align_right=True, stretch=2),
)  # fmt: skip
_HINT: Final = "The children behind a figure are in the IRO’s own file."


class TeamIroDialog(ListDialog[FigureLine]):
    """A row a measure."""

    letters = (120, 76)

    def __init__(
        self, operations: Operations, page: IroPage, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations, "Figures of one IRO", _COLUMNS, lambda row: row.measure_id, parent
        )
        self.header.set_text(page.name, page.note)
        self.rows.set_rows(page.figures)
        self.add(self.table, 1)
        self.add_foot(SecondaryLabel(_HINT))
        self.table.select_first()
