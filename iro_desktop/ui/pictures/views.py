"""Every view, with and without something in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit

from iro_desktop.ui.dialogs.what_if import WhatIfDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.own_charts import OwnCharts
from iro_desktop.ui.pages import CASELOAD, CHILD, DIARY, ESCALATIONS, MEASURE, MEASURES, MONITORING
from iro_desktop.ui.pictures.camera import Camera, shown
from iro_desktop.ui.pictures.reports import draw_reports
from iro_desktop.ui.pictures.team import draw_team
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.escalations import EscalationsView

_MEASURE: Final = "icpc_in_time"
_WITH_CHARTS: Final = (
    "caseload_per_fte", "cla_participation", "resolutions_formal", "escalation_themes",
)  # fmt: skip


def draw_views(camera: Camera, window: MainWindow) -> None:
    """Draw every view as it is first seen, then what else can be seen there."""
    for view in (CASELOAD, MONITORING, ESCALATIONS, DIARY):
        window.show_view(view)
        camera.wait_for(window)
        window.pages.take_keyboard()  # a list that was filled late may not have it yet
        camera.take(view, window)
    for draw in _VIEWS:
        draw(camera, window)


def _draw_news(camera: Camera, window: MainWindow) -> None:
    window.show_view(CASELOAD)
    window.do("news")
    camera.wait_for(window)
    camera.take("news", window)
    window.pages.go_back()


def _draw_quality(camera: Camera, window: MainWindow) -> None:
    window.show_view(CASELOAD)
    window.do("quality")
    camera.wait_for(window)
    camera.take("quality", window)
    window.pages.go_back()


def _draw_tour(camera: Camera, window: MainWindow) -> None:
    window.do("tour")
    camera.wait_for(window)
    camera.take("tour", window)
    window.tour.leave()
    camera.settle()


def _draw_caseload(camera: Camera, window: MainWindow) -> None:
    line = window.pages.page(CASELOAD).findChild(QLineEdit)
    if line is not None:
        line.setText("no child is called this")
        camera.take("caseload-nothing-found", window)
        line.clear()
        camera.settle()
    table = window.pages.page(CASELOAD).findChild(TableView)
    if table is not None:
        table.selectAll()
        camera.take("caseload-several-chosen", window)
        table.clearSelection()
        table.setCurrentIndex(table.model().index(1, 0))
        camera.settle()


def _draw_challenges(camera: Camera, window: MainWindow) -> None:
    """Draw the tables of challenges and of good practice, one challenge, and what is done to it."""
    window.show_view(ESCALATIONS)
    page = window.pages.page(ESCALATIONS)
    if not isinstance(page, EscalationsView):
        return
    for name, place in (
        ("table", {"way": "table"}),
        ("stages", {"way": "stages"}),
        ("charts", {"way": "charts"}),
        ("closed", {"filter": "closed"}),
        ("good-practice", {"filter": "praise"}),
    ):
        page.go_to(place)
        camera.wait_for(window)
        camera.take(f"escalations-{name}", window)
    page.go_to({"way": "board", "filter": "open"})
    page.take_keyboard()
    camera.settle()
    card = page.current_card()
    if card is None:
        return
    it = card.escalation_id
    for name, act in (
        ("challenge", page.acts.open),
        ("reply", page.acts.reply),
        ("cafcass", page.acts.cafcass),
        ("outcome", page.acts.outcome),
    ):
        dialog = act(it)
        if dialog is not None:
            camera.take_and_close(f"dialog-{name}", dialog)


def _draw_diary(camera: Camera, window: MainWindow) -> None:
    page = window.pages.page(DIARY)
    page.go_to({"way": "load"})
    camera.take("diary-weeks-ahead", window)
    page.go_to({"way": "week"})
    what_if = WhatIfDialog(window.operations, window)
    with shown(what_if):
        camera.take("dialog-what-if", what_if)


def _draw_child(camera: Camera, window: MainWindow) -> None:
    child_id = window.pages.child_id or next(iter(window.operations.session.snapshot.cases), "")
    if child_id:
        window.pages.show_child(child_id)
        camera.wait_for(window)
        camera.take("child", window)
        page = window.pages.page(CHILD)
        if isinstance(page, ChildView):
            page.show_file()
            camera.take("child-on-file", window)
        window.pages.go_back()


def _draw_measures(camera: Camera, window: MainWindow) -> None:
    window.show_view(MEASURES)
    camera.wait_for(window)
    camera.take("measures", window)
    _scroll_down(window)
    camera.take("measures-bottom", window)
    window.pages.show_measure(_MEASURE)
    camera.wait_for(window)
    camera.take("measure", window)
    _scroll_down(window)
    camera.take("measure-bottom", window)
    page = window.pages.page(MEASURE)
    for measure_id in _WITH_CHARTS:
        window.pages.show_measure(measure_id)
        camera.wait_for(window)
        charts = page.findChild(OwnCharts)
        if charts is not None:
            camera.take(f"measure-{measure_id.replace('_', '-')}", charts)
    window.show_view(CASELOAD)
    camera.settle()


def _scroll_down(window: MainWindow) -> None:
    page = window.pages.page(window.pages.key)
    for area in page.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


_VIEWS: Final[tuple[Callable[[Camera, MainWindow], None], ...]] = (
    _draw_diary,
    _draw_challenges,
    _draw_news,
    _draw_quality,
    _draw_caseload,
    _draw_child,
    _draw_measures,
    draw_team,
    draw_reports,
    _draw_tour,
)
