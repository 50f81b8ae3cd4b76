"""The team: without summaries, with those of an invented service, and with moves on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from iro_desktop.domain.team.what_if import TeamMove
from iro_desktop.services.team_page import TeamChoice, iro_page
from iro_desktop.services.team_sample import sample_team
from iro_desktop.ui.dialogs.team_iro import TeamIroDialog
from iro_desktop.ui.dialogs.team_move import TeamMoveDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD, TEAM
from iro_desktop.ui.pictures.camera import Camera
from iro_desktop.ui.views.team import TeamView


def draw_team(camera: Camera, window: MainWindow) -> None:
    """Draw the view from top to bottom, one IRO's figures, and what moving children asks."""
    window.show_view(TEAM)
    camera.wait_for(window)
    camera.take("team-empty", window)
    page = window.pages.page(TEAM)
    if not isinstance(page, TeamView):
        return
    opened = sample_team(window.operations.session.today)
    page.show_team(opened)
    camera.wait_for(window)
    camera.take("team", window)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    for number in range(1, 4):
        bar.setValue(bar.maximum() * number // 3)
        camera.take(f"team-{number + 1}", window)
    for from_id, to_id, children in (("iro-1", "iro-4", 8), ("iro-3", "iro-5", 6)):
        page.move_on_paper(TeamMove(from_id, to_id, children))
    camera.wait_for(window)
    bar.setValue(0)
    camera.take("team-what-if", window)
    one = TeamIroDialog(window.operations, iro_page(opened, "iro-1", TeamChoice()), window)
    one.open()
    camera.take_and_close("dialog-team-iro", one)
    names = {one.officer_id: one.name for one in opened.team.iros}
    moving = TeamMoveDialog(names, window)
    moving.open()
    camera.take_and_close("dialog-team-move", moving)
    page.forget()
    window.show_view(CASELOAD)
    camera.settle()
