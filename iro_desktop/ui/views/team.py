"""The team from its IROs' summaries: who is over the range, what is missing, and every figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.team.what_if import TeamMove
from iro_desktop.domain.words import counted
from iro_desktop.services.team import OpenedTeam, team_of, write_first_roster
from iro_desktop.services.team_page import (
    FindingLine,
    IroPage,
    TeamChoice,
    TeamPage,
    iro_page,
    team_page,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.cards import EmptyState, PageHeader, SectionHeader
from iro_desktop.ui.chart_export import ask_where
from iro_desktop.ui.choosing_files import choose_file, choose_files, choose_folder, choose_where
from iro_desktop.ui.dialogs.team_iro import TeamIroDialog
from iro_desktop.ui.dialogs.team_move import TeamMoveDialog
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session
from iro_desktop.ui.theme import Status
from iro_desktop.ui.view import View
from iro_desktop.ui.views.team_parts import (
    ChartPlace,
    ControlChoice,
    FiguresTable,
    FindingsTable,
    MovementTable,
    TeamControls,
)

ENDING: Final = ".irosummary"
_SUMMARIES: Final = f"Summaries (*{ENDING});;All files (*)"
_ROSTERS: Final = "Rosters (*.csv *.xlsx);;All files (*)"
_NO_SUMMARIES: Final = "Open the summaries of your team"
_EMPTY: Final = (
    "A summary is one IRO’s counts by month; no child is in it. Each IRO exports one with File, "
    f"Export a summary…, and gives you the file, whose name ends in {ENDING}. Open the files here, "
    "or drop them or their folder onto this page. Nothing of them is kept when you lock or close."
)
_OPENING: Final = "Opening summaries"


class TeamView(View):
    """Nothing of it is kept: not the files, nor where they lie."""

    kinds: ClassVar[frozenset[str]] = frozenset({"Standards"})

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._opened: OpenedTeam | None = None
        self._page: TeamPage | None = None
        self._paths: tuple[Path, ...] = ()
        self._roster: Path | None = None
        self._moves: tuple[TeamMove, ...] = ()
        self._is_asked = False
        self.setAcceptDrops(True)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show_empty()

    def _make_widgets(self) -> None:
        self._header = PageHeader(_NO_SUMMARIES)
        self.open_files = Button("&Open summaries…", icon="import")
        self.open_folder = Button("Open a fol&der…")
        self.open_roster = Button(
            "&Roster…", tip="The list of IROs that you keep, with FTE, absence and vacancies"
        )
        self.begin_roster = Button("Begi&n a roster…", tip="Write one of those who are open here")
        self.close_team = Button("Close the te&am")
        self.coverage = BodyLabel()
        self.controls = TeamControls()
        self._findings_head = SectionHeader("What to know first", "Enter opens the IRO’s figures")
        self.findings = FindingsTable()
        self.caseload, self.control, self.spread, self.pairs, self.themes = (
            ChartPlace() for _ in range(5)
        )
        self.limits = ControlChoice()
        self.control.add_over(self.limits)
        self.move_children = Button("Move ch&ildren on paper…")
        self.take_back = Button("Take bac&k the last")
        self.plan = MarkedLabel(Status.DUE_SOON, "")
        self._moved = SecondaryLabel()
        self.figures = FiguresTable()
        self.movement = MovementTable()
        self._empty = EmptyState(_EMPTY, "Open summaries…")

    def _lay_out(self) -> None:
        self.caseload.add_under(
            self.plan, self._moved, button_row(self.move_children, self.take_back)
        )
        tools = button_row(
            self.open_files, self.open_folder, self.open_roster, self.begin_roster, self.close_team
        )
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        for widget in (
            tools, self.coverage, self._findings_head, self.findings, self.caseload,
            self.control, self.controls, self.spread,
            SectionHeader("The figures", "Enter compares the IROs"), self.figures, self.pairs,
            self.themes,
            SectionHeader(
                "How the caseloads moved",
                "Opening + new + received − passed on − ended = closing, in children; between "
                "them stays in the team.",
            ),
            self.movement,
        ):  # fmt: skip
            column.addWidget(widget)
        self.page = ScrolledPage()
        page = QVBoxLayout(self.page)
        edge = theme.space(5)
        page.setContentsMargins(edge, theme.space(4), edge, theme.space(5))
        page.setSpacing(theme.space(3))
        page.addWidget(self._header)
        page.addWidget(self._full)
        page.addWidget(self._empty, 1)
        page.addStretch()
        self._scroll = PageScroll(self.page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        self.open_files.clicked.connect(self._ask_files)
        self._empty.acted.connect(self._ask_files)
        self.open_folder.clicked.connect(self._ask_folder)
        self.open_roster.clicked.connect(self._ask_roster)
        self.begin_roster.clicked.connect(self._ask_where)
        self.close_team.clicked.connect(self.forget)
        for lists in (self.controls, self.limits):
            lists.choice_changed.connect(self._on_choice_changed)
        self.findings.opened.connect(self._on_finding_opened)
        self.figures.opened.connect(lambda row: self.controls.compare(row.measure_id))
        self.caseload.opened.connect(self._on_dot_opened)
        self.spread.opened.connect(self._on_spread_opened)
        for place in (self.caseload, self.control, self.spread, self.pairs, self.themes):
            place.export_asked.connect(self._on_export_asked)
        self.move_children.clicked.connect(self._on_move)
        self.take_back.clicked.connect(self._on_take_back)

    # Opening

    @property
    def opened(self) -> OpenedTeam | None:
        """The team that is open, or None."""
        return self._opened

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open summaries and folders of them beside those that are open."""
        self._open(tuple(dict.fromkeys((*self._paths, *paths))), self._roster)

    def open_with_roster(self, path: Path) -> None:
        """Hold what is open against a roster."""
        self._open(self._paths, path)

    def _open(self, paths: Sequence[Path], roster: Path | None) -> None:
        if not paths:
            self._roster = roster
            return
        today = self.operations.session.today

        def done(opened: OpenedTeam) -> None:
            self._paths, self._roster = tuple(paths), roster
            self._moves = ()
            self.show_team(opened)

        self.operations.run_long(
            _OPENING,
            lambda _, task: team_of(paths, roster, today, task.progress),
            done=done,
            owner=self,
        )

    def show_team(self, opened: OpenedTeam) -> None:
        """Show a team that was opened."""
        self._opened = opened
        self._is_asked = True
        self._count()

    def _count(self) -> None:
        opened, choice, moves = self._opened, self._choice(), self._moves
        if opened is not None:

            def work(session: Session) -> TeamPage:
                own = session.practice.on(session.today)
                return team_page(opened, choice, moves, own)

            self.operations.read(work, done=self._show, replaces=id(self), owner=self)

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the team again: of what is on file here, by the rules of control charts alone."""
        del session
        self._count()

    def _choice(self) -> TeamChoice:
        return self.limits.added_to(self.controls.choice)

    def _show_empty(self) -> None:
        self._header.set_text(_NO_SUMMARIES)
        self._full.hide()
        self._empty.show()

    def _show(self, page: TeamPage) -> None:
        if self._opened is None:
            return
        before, self._page = self._page, page
        self._header.set_text(page.headline, page.context)
        self.coverage.setText(page.coverage)
        self.controls.show_page(page)
        self.limits.show_page(page)
        self.findings.show_rows(page.findings)
        self._findings_head.setVisible(bool(page.findings))
        self.findings.setVisible(bool(page.findings))
        for place, series in (
            (self.caseload, page.caseload),
            (self.control, page.control),
            (self.spread, page.spread),
            (self.pairs, page.pairs),
            (self.themes, page.themes),
        ):
            place.show_series(series)
        self._show_plan(page)
        self.figures.show_rows(page.figures)
        self.movement.show_rows(page.movement)
        self.begin_roster.setVisible(not self._opened.team.has_roster)
        keyboard = QApplication.focusWidget()
        had_keyboard = keyboard is not None and self._empty.isAncestorOf(keyboard)
        self._empty.hide()
        self._full.show()
        if had_keyboard:
            self.take_keyboard()
        if self._is_asked:
            self._is_asked = False
            announce(self, page.headline)
        if before is None or before.headline != page.headline:
            self.headline_changed.emit()

    def _show_plan(self, page: TeamPage) -> None:
        words = " ".join((*page.plan.refused, *page.plan.warnings))
        self.plan.set_status(Status.DUE_SOON, words)
        self.plan.setVisible(bool(words))
        made = len(self._moves)
        self._moved.setText(f"{counted(made, 'move')} on paper. Nothing is changed by it.")
        self._moved.setVisible(bool(made))
        self.take_back.setVisible(bool(made))

    def headline(self) -> str:
        """Return what needs the lead: "Two IROs are over the range, 37 of 40 summaries are in"."""
        return self._page.headline if self._page else _NO_SUMMARIES

    def take_keyboard(self) -> None:
        """Begin where the first thing is to be done."""
        target: QWidget = self._empty if self._opened is None else self.open_files
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _ask_files(self) -> None:
        choose_files(self, "Open summaries", _SUMMARIES, self.open_paths)

    def _ask_folder(self) -> None:
        choose_folder(self, "Open a folder of summaries", lambda path: self.open_paths([path]))

    def _ask_roster(self) -> None:
        choose_file(self, "Open the roster", _ROSTERS, self.open_with_roster)

    def _ask_where(self) -> None:
        if self._opened is not None:
            choose_where(
                self, "Begin a roster", "Roster (*.csv)", "Roster.csv",
                self.begin_roster_at,
            )  # fmt: skip

    def begin_roster_at(self, path: Path) -> None:
        """Write a roster of those who are open, and hold them against it."""
        opened = self._opened
        if opened is None:
            return

        def done(written: Path) -> None:
            self.noticed.emit("Roster written. Fill in absences and vacancies.", "")
            self.open_with_roster(written)

        self.operations.run(lambda _: write_first_roster(opened, path), done=done, owner=self)

    def forget(self) -> None:
        """Close the team; the files stay where they are."""
        self._opened = self._page = self._roster = None
        self._paths, self._moves = (), ()
        self._show_empty()
        self.take_keyboard()
        self.headline_changed.emit()

    def _on_choice_changed(self) -> None:
        self._is_asked = True
        self._count()

    def _on_finding_opened(self, row: FindingLine) -> None:
        self._open_iro(row.officer_id)

    def _on_dot_opened(self, at: int) -> None:
        if self._page is not None:
            row = self._page.caseload.rows[at]
            self._open_iro("" if row.instead else row.officer_id)

    def _on_spread_opened(self, at: int) -> None:
        if self._page is not None and self._page.spread.by == "IRO":
            self._open_iro(self._page.spread.rows[at].key)

    def _open_iro(self, officer_id: str) -> None:
        opened, choice = self._opened, self._choice()
        if opened is None or not officer_id:
            return

        def work(_: Session) -> IroPage:
            return iro_page(opened, officer_id, choice)

        def done(page: IroPage) -> None:
            TeamIroDialog(self.operations, page, self).open()

        self.operations.read(work, done=done, owner=self)

    def _on_export_asked(self, series: ChartSeries) -> None:
        ask_where(self, self.operations, series, lambda said: self.noticed.emit(said, ""))

    def _on_move(self) -> None:
        if self._page is not None:
            dialog = TeamMoveDialog(self._page.names, self)
            dialog.moved.connect(self.move_on_paper)
            dialog.open()

    def move_on_paper(self, move: TeamMove) -> None:
        """Show where the caseloads would be with one more move."""
        self._moves = (*self._moves, move)
        self._on_choice_changed()

    def _on_take_back(self) -> None:
        self._moves = self._moves[:-1]
        self._on_choice_changed()
        if not self._moves:
            self.move_children.setFocus(Qt.FocusReason.OtherFocusReason)

    # Files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take summaries and folders."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.open_paths(paths)


def _dropped(event: Any) -> list[Path]:  # noqa: ANN401 - both kinds of event have this
    """Return the summaries and the folders among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ENDING or path.is_dir()]
