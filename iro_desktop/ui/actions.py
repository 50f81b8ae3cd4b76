"""Everything that menus and keys can do, named once: the menus and the keyboard map come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from iro_desktop.ui import icons
from iro_desktop.ui.settings import LOCK_CHOICES


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing to do: its words with a mnemonic, its keys, and its icon.

    Those with the same ``choice`` exclude each other; ``checkable`` ones stand or do not.
    """

    key: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    choice: str = ""
    checkable: bool = False

    @property
    def words(self) -> str:
        """The words without mnemonic and dots."""
        return self.text.replace("&", "").rstrip("…")


SEPARATOR: Final = Doing("", "")


def _digit(number: int) -> str:
    """Return a number whose last digit is its mnemonic."""
    return f"{number // 10 or ''}&{number % 10}"


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu, or a menu within one, and what stands in it."""

    title: str
    items: tuple[Doing | Menu, ...]


_LOCK_AFTER: Final = tuple(
    Doing(f"lock_after_{minutes}", f"{_digit(minutes)} {'minute' if minutes == 1 else 'minutes'}",
          choice="lock_after")
    for minutes in LOCK_CHOICES
)  # fmt: skip

MENUS: Final = (
    Menu(
        "&File",
        (
            Doing("import", "&Import a return…", ("Ctrl+I",), "import"),
            Doing("import_table", "Import &any table…", (), "import"),
            Doing("mappings", "&Mappings of tables…"),
            Doing("comparators", "&Comparators…"),
            Doing("take_over", "&Take over children…", ("Ctrl+Shift+I",), "import"),
            Doing("export_summary", "Export a s&ummary…", (), "export"),
            SEPARATOR,
            Doing("shared_copy", "S&hared copy…", ("Ctrl+Shift+H",)),
            Doing("share_now", "Send and receive no&w", ("F5",)),
            Doing("back_up", "&Back up…", ("Ctrl+Shift+B",), "export"),
            Doing("restore", "&Restore…"),
            SEPARATOR,
            Doing("print", "Print what is sh&own…", ("Ctrl+P",), "print"),
            Doing("print_caseload", "Print the caseload list…"),
            SEPARATOR,
            Doing("details", "Your &details…", (), "settings"),
            Doing("standards", "Local &standards…", (), "settings"),
            Doing("feedback", "Record &feedback…"),
            Doing("passphrase", "Change &passphrase…"),
            Doing("recovery_sheet", "&New recovery sheet…", (), "print"),
            SEPARATOR,
            Doing("view_log", "&View log…", (), "history"),
            Doing("erase", "&Erase old cases…"),
            SEPARATOR,
            Doing("lock", "&Lock", ("Ctrl+L",), "lock"),
            Menu("Lock b&y itself after", _LOCK_AFTER),
            Doing("quit", "&Quit", ("Ctrl+Q",)),
        ),
    ),
    Menu(
        "&Edit",
        (
            Doing("undo", "&Undo", ("Ctrl+Z",), "undo"),
            Doing("redo", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
            Doing("undo_import", "Take back the last &import"),
            SEPARATOR,
            Doing("palette", "&Find anything…", ("Ctrl+K",)),
            Doing("bin", "&Bin…", (), "bin"),
            Doing("two_versions", "&Two versions…"),
        ),
    ),
    Menu(
        "&View",
        (
            Doing("caseload", "&Caseload", ("Ctrl+1",), "caseload"),
            Doing("monitoring", "&Monitoring", ("Ctrl+2",), "monitoring"),
            Doing("escalations", "&Escalations", ("Ctrl+3",), "escalations"),
            Doing("measures", "Meas&ures", ("Ctrl+4",), "measures"),
            Doing("diary", "&Diary", ("Ctrl+5",), "diary"),
            Doing("team", "Te&am", ("Ctrl+6",), "team"),
            Doing("news", "What is &new", ("Ctrl+Shift+N",)),
            Doing("quality", "Data &quality", ("F7",)),
            Doing("back", "&Back to the list", ("Alt+Left",), "back"),
            SEPARATOR,
            Doing("save_filter", "Save this &filter…", ("Ctrl+Shift+F",)),
            Doing("saved_filters", "Sa&ved filters…", ("Ctrl+Shift+V",)),
            Doing("clear_filter", "Clea&r the filter", ("Ctrl+Shift+L",)),
            SEPARATOR,
            Doing("charts", "C&harts panel", ("Ctrl+Shift+C",), "", checkable=True),
            Doing("charts_below", "Charts belo&w", ("Ctrl+Shift+X",), "", checkable=True),
            SEPARATOR,
            Menu(
                "&Theme",
                (
                    Doing("theme_system", "&System", choice="theme"),
                    Doing("theme_light", "&Light", choice="theme"),
                    Doing("theme_dark", "&Dark", choice="theme"),
                    Doing("theme_high_contrast", "&High contrast", choice="theme"),
                ),
            ),
            Menu(
                "Row spac&ing",
                (
                    Doing("rows_comfortable", "Co&mfortable", choice="rows"),
                    Doing("rows_compact", "Com&pact", choice="rows"),
                ),
            ),
            Doing("larger", "&Larger text", ("Ctrl++", "Ctrl+=")),
            Doing("smaller", "&Smaller text", ("Ctrl+-",)),
            Doing("ordinary", "&Ordinary text", ("Ctrl+0",)),
        ),
    ),
    Menu(
        "&Child",
        (
            Doing("add_child", "&Add a child…", ("Ctrl+N",), "plus"),
            Doing("record_review", "Record a &review…", ("Ctrl+Shift+R",), "review"),
            Doing("record_check", "Record a &check…", ("Ctrl+Shift+M",), "check"),
            Doing("record_told", "Record what you were &told…", ("Ctrl+Shift+W",)),
            Doing("new_challenge", "New c&hallenge…", ("Ctrl+Shift+E",), "challenge"),
            Doing("good_practice", "Note &good practice…", ("Ctrl+Shift+Y",)),
            SEPARATOR,
            Doing("quick_line", "&Quick line…", ("Ctrl+Shift+A",), "edit"),
            Doing("book_meeting", "Book or mo&ve a meeting…", ("Ctrl+Shift+K",), "calendar"),
            Doing("prepare", "Pr&epare the next review…", ("Ctrl+Shift+T",), "check"),
            Doing("record_meeting", "Record a &meeting…", ("Ctrl+Shift+G",), "review"),
            SEPARATOR,
            Doing("put_off", "&Put off what is due…", ("Ctrl+Shift+P",)),
            Doing("show_again", "&Show what was put off", ("Ctrl+Shift+S",)),
            SEPARATOR,
            Doing("print_sheet", "Pr&int for supervision…", ("Ctrl+Shift+U",)),
            Doing("print_pack", "Print the review pac&k…"),
            Doing("subject_access", "Everything a&bout this child…", (), "export"),
            Doing("views_of_child", "Who &looked at this child…", (), "history"),
            Doing("council", "Cop&y for the council’s system…", ("Ctrl+Shift+O",), "copy"),
            Menu(
                "&For all chosen rows",
                (
                    Doing("contact_several", "Record one &contact…", ("Ctrl+Shift+D",)),
                    Doing("enter_several", "&Mark as entered in the council’s system…"),
                    Doing("allocate_several", "&Allocate…"),
                    Doing("hand_over", "&Hand over to another IRO…", ("Ctrl+Shift+J",)),
                ),
            ),
            SEPARATOR,
            Doing("same_child", "The same child t&wice…"),
            Doing("delete_child", "&Delete child…", (), "bin"),
        ),
    ),
    Menu(
        "&Help",
        (
            Doing("keys", "&Keyboard", ("F1",), "help"),
            Doing("handbook", "&Measures handbook", (), "measures"),
            Doing("about", "&About IRO Desktop", (), "info"),
        ),
    ),
)

IN_LISTS: Final = (
    ("Enter", "Open the chosen row"),
    ("Esc", "Back to the list, or close what is open"),
    ("Ctrl+F", "Find in the list"),
    ("Ctrl+Shift+Up, Ctrl+Shift+Down", "Sort by the column"),
    ("Ctrl+C", "Copy the row"),
    ("Shift+Up, Shift+Down", "Choose several rows"),
    ("Ctrl+Right", "Move a challenge on to the next stage"),
    ("Ctrl+Up, Ctrl+Down", "Move a row of a table in a form"),
    ("Ctrl+Delete", "Remove a row of a table in a form"),
    ("Delete", "Delete the chosen line of a child's file"),
    ("Space", "Decision done today, or not done, on a child's page"),
    ("Space", "Take the chosen children in an import, or leave them"),
    ("Ctrl+H", "History of the chosen line of a child's page"),
    ("F6", "Go on to the next part of the window"),
    ("Alt and the underlined letter", "Press a button or open a menu"),
)
"""Keys that belong to lists and forms, for the keyboard map."""


def build_menus(
    window: QWidget, bar: QMenuBar, triggered: Callable[[str], None]
) -> Mapping[str, QAction]:
    """Fill the menu bar; return the actions by their keys. ``triggered`` gets the key."""
    found: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}

    def add(title: str, items: tuple[Doing | Menu, ...], parent: QMenuBar | QMenu) -> None:
        menu = parent.addMenu(title)
        for item in items:
            if isinstance(item, Menu):
                add(item.title, item.items, menu)
            elif item is SEPARATOR:
                menu.addSeparator()
            else:
                found[item.key] = _action(item, window, groups, triggered)
                menu.addAction(found[item.key])

    for menu in MENUS:
        add(menu.title, menu.items, bar)
    return found


def _action(
    doing: Doing,
    window: QWidget,
    groups: dict[str, QActionGroup],
    triggered: Callable[[str], None],
) -> QAction:
    action = QAction(doing.text, window)
    action.setShortcuts([QKeySequence(keys) for keys in doing.keys])
    action.setCheckable(doing.checkable or bool(doing.choice))
    if doing.icon:
        action.setIcon(icons.icon(doing.icon))
    if doing.choice:
        groups.setdefault(doing.choice, QActionGroup(window)).addAction(action)
    action.triggered.connect(lambda _checked=False: triggered(doing.key))
    return action


def keyboard_map() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return (heading, ((keys, what they do), ...)) for everything that has keys."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for menu in MENUS:
        rows = tuple((" or ".join(item.keys), item.words) for item in _with_keys(menu.items))
        found.append((menu.title.replace("&", ""), rows))
    return (*found, ("Lists and forms", IN_LISTS))


def _with_keys(items: tuple[Doing | Menu, ...]) -> Iterator[Doing]:
    for item in items:
        if isinstance(item, Menu):
            yield from _with_keys(item.items)
        elif item.keys:
            yield item
