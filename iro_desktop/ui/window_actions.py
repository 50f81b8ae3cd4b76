"""Which key of the menus does what; each dialog is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from iro_desktop.domain.errors import ReadOnlyError
from iro_desktop.ui.acts.child import ChildActs
from iro_desktop.ui.acts.council import CouncilActs
from iro_desktop.ui.acts.file import FileActs
from iro_desktop.ui.acts.finding import FindingActs
from iro_desktop.ui.acts.handover import HandoverActs
from iro_desktop.ui.acts.help import HelpActs
from iro_desktop.ui.acts.look import LookActs
from iro_desktop.ui.acts.printing import PrintActs
from iro_desktop.ui.acts.reports import ReportActs
from iro_desktop.ui.acts.several import NO_CHILD, SeveralActs
from iro_desktop.ui.acts.sharing import SharingActs
from iro_desktop.ui.pages import VIEWS
from iro_desktop.ui.settings import LOCK_CHOICES, Settings
from iro_desktop.ui.theme import Density, Scheme

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_CHANGES: Final = frozenset(
    {
        "import", "restore", "passphrase", "details", "feedback", "undo", "redo", "add_child",
        "quick_line", "save_filter", "contact_several", "enter_several", "allocate_several",
        "erase", "recovery_sheet", "hand_over", "take_over",
    }
)  # fmt: skip
"""What only changes the file: refused at once where it can only be read here."""
_WAYS_OUT: Final = (
    "export_summary", "export_pages", "export_workbook", "export_csv", "export_charts",
    "export_diary", "export_standards",
)  # fmt: skip
"""What leaves as a file and is shown first; each is a key of ``services.leaving.FORMS``."""
_ONLY_SHOWS: Final = frozenset({"prepare", "print_sheet", "print_pack"})
"""What needs a child and changes nothing."""


class WindowActions(QObject):
    """Does what an action's key says, for the child that is chosen where it needs one."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self.file = file = FileActs(window)
        child, several = ChildActs(window), SeveralActs(window)
        shared = SharingActs(window)
        handover = HandoverActs(window)
        printing, reports = PrintActs(window, settings), ReportActs(window)
        council, finding = CouncilActs(window), FindingActs(window, self.do)
        look = LookActs(window, settings)
        self.help = helping = HelpActs(window)
        self._does: dict[str, Callable[[], object]] = {
            "import": file.bring_in,
            "import_table": file.import_table,
            "mappings": file.mappings,
            "comparators": file.comparators,
            "back_up": file.back_up,
            "restore": file.restore,
            "passphrase": file.change_passphrase,
            "details": file.details,
            "standards": file.standards,
            "feedback": file.feedback,
            "view_log": file.view_log,
            "yearly_report": reports.yearly,
            **{key: partial(reports.leave, key) for key in _WAYS_OUT},
            "recovery_sheet": file.recovery_sheet,
            "remove": file.remove,
            "bin": file.bin,
            "shared_copy": shared.show,
            "share_now": shared.share_now,
            "shared_passphrase": shared.enter_passphrase,
            "shared_anew": shared.write_anew,
            "erase": file.erase,
            "two_versions": file.two_versions,
            "undo": file.undo,
            "redo": file.redo,
            "undo_import": file.undo_import,
            "lock": window.lock_asked.emit,
            "quit": window.close,
            "add_child": child.add,
            "quick_line": child.quick_line,
            "council": council.show,
            "contact_several": several.contact,
            "enter_several": several.enter,
            "allocate_several": several.allocate,
            "hand_over": handover.hand_over,
            "take_over": handover.take_over,
            "print": printing.shown,
            "print_caseload": printing.caseload,
            "palette": finding.palette,
            "save_filter": finding.save_filter,
            "saved_filters": finding.saved_filters,
            "clear_filter": finding.clear_filter,
            "news": window.pages.show_news,
            "quality": window.pages.show_quality,
            "back": window.pages.go_back,
            "charts": look.turn_charts,
            "charts_below": look.move_charts,
            "larger": partial(look.resize_text, 1),
            "smaller": partial(look.resize_text, -1),
            "ordinary": partial(look.resize_text, 0),
            "help": helping.here,
            "guide": helping.contents,
            "still": look.turn_stillness,
            "keys": helping.keys,
            "handbook": helping.handbook,
            "glossary": helping.glossary,
            "changes": helping.changes,
            "fault_reports": helping.fault_reports,
            "tour": window.tour.begin,
            "about": helping.about,
            **{key: partial(window.show_view, key) for key in VIEWS},
            **{
                f"lock_after_{minutes}": partial(look.lock_after, minutes)
                for minutes in LOCK_CHOICES
            },
            **{f"theme_{scheme.value}": partial(look.colour, scheme) for scheme in Scheme},
            **{f"rows_{one.value}": partial(look.give_room, one) for one in Density},
        }
        self._does_for_child = _for_a_child(child) | {
            "versions_of_child": file.two_versions,
            "print_sheet": printing.sheet,
            "print_pack": printing.pack,
        }

    def can_do(self, key: str) -> bool:
        """Return whether there is such a thing to do."""
        return key in self._does or key in self._does_for_child

    def do(self, key: str, child_id: str = "") -> None:
        """Do one thing; an unknown key is a fault of the program."""
        if self._window.operations.is_read_only and (
            key in _CHANGES or (key in self._does_for_child and key not in _ONLY_SHOWS)
        ):
            self._window.messages.show_error(ReadOnlyError.sentence)
        elif key in self._does:
            self._does[key]()
        elif child_id := child_id or self._window.pages.child_id:
            self._does_for_child[key](child_id)
        else:
            self._window.messages.show_error(NO_CHILD)


def _for_a_child(child: ChildActs) -> dict[str, Callable[[str], None]]:
    """Return what needs a child, whose id it is given."""
    return {
        "edit_child": child.edit,
        "quality_of_child": child.quality,
        "record_review": child.record_review,
        "record_check": child.record_check,
        "record_told": child.record_told,
        "new_challenge": child.new_challenge,
        "good_practice": child.good_practice,
        "put_off": child.put_off,
        "show_again": child.show_again,
        "book_meeting": child.book_meeting,
        "prepare": child.prepare,
        "record_meeting": child.record_meeting,
        "subject_access": child.subject_access,
        "views_of_child": child.views,
        "same_child": child.same,
        "delete_child": child.delete,
    }
