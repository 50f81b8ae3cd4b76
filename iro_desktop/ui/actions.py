"""Everything that menus and keys can do, named once: the menus and the keyboard map come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from iro_desktop.ui import icons
from iro_desktop.ui.settings import LOCK_CHOICES
from iro_desktop.ui.words import later, translated


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
    def shown(self) -> str:
        """The text in the language of the window."""
        return translated(self.text)

    @property
    def words(self) -> str:
        """The words without mnemonic and dots."""
        return self.shown.replace("&", "").rstrip("…")


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
            Doing("import", later("&Import a return…"), ("Ctrl+I",), "import"),
            Doing("import_table", later("Import &any table…"), (), "import"),
            Doing("mappings", later("&Mappings of tables…")),
            Doing("comparators", later("&Comparators…")),
            Doing("take_over", later("&Take over children…"), ("Ctrl+Shift+I",), "import"),
            Doing("export_summary", later("Export a s&ummary…"), (), "export"),
            Doing("yearly_report", later("Yearly report…"), (), "reports"),
            SEPARATOR,
            Doing("shared_copy", later("S&hared copy…"), ("Ctrl+Shift+H",)),
            Doing("share_now", later("Send and receive no&w"), ("F5",)),
            Doing("back_up", later("&Back up…"), ("Ctrl+Shift+B",), "export"),
            Doing("restore", later("&Restore…")),
            SEPARATOR,
            Doing("print", later("Print what is sh&own…"), ("Ctrl+P",), "print"),
            Doing("print_caseload", later("Print the caseload list…")),
            SEPARATOR,
            Doing("details", later("Your &details…"), (), "settings"),
            Doing("standards", later("Local &standards…"), (), "settings"),
            Doing("feedback", later("Record &feedback…")),
            Doing("passphrase", later("Change &passphrase…")),
            Doing("recovery_sheet", later("&New recovery sheet…"), (), "print"),
            SEPARATOR,
            Doing("view_log", later("View lo&g…"), (), "history"),
            Doing("erase", later("&Erase old cases…")),
            Doing("remove", later("Remo&ve from this computer…")),
            SEPARATOR,
            Doing("lock", later("&Lock"), ("Ctrl+L",), "lock"),
            Menu("Lock b&y itself after", _LOCK_AFTER),
            Doing("quit", later("&Quit"), ("Ctrl+Q",)),
        ),
    ),
    Menu(
        "&Edit",
        (
            Doing("undo", later("&Undo"), ("Ctrl+Z",), "undo"),
            Doing("redo", later("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
            Doing("undo_import", later("Take back the last &import")),
            SEPARATOR,
            Doing("palette", later("&Find anything…"), ("Ctrl+K",), "search"),
            Doing("bin", later("&Bin…"), (), "bin"),
            Doing("two_versions", later("&Two versions…")),
        ),
    ),
    Menu(
        "&View",
        (
            Doing("caseload", later("&Caseload"), ("Ctrl+1",), "caseload"),
            Doing("monitoring", later("&Monitoring"), ("Ctrl+2",), "monitoring"),
            Doing("escalations", later("&Escalations"), ("Ctrl+3",), "escalations"),
            Doing("measures", later("Meas&ures"), ("Ctrl+4",), "measures"),
            Doing("diary", later("&Diary"), ("Ctrl+5",), "diary"),
            Doing("team", later("Te&am"), ("Ctrl+6",), "team"),
            Doing("reports", later("Re&ports"), ("Ctrl+7",), "reports"),
            Doing("news", later("What is &new"), ("Ctrl+Shift+N",)),
            Doing("quality", later("Data &quality"), ("F7",)),
            Doing("back", later("&Back to the list"), ("Alt+Left",), "back"),
            SEPARATOR,
            Doing("save_filter", later("Save this &filter…"), ("Ctrl+Shift+F",)),
            Doing("saved_filters", later("Sa&ved filters…"), ("Ctrl+Shift+V",)),
            Doing("clear_filter", later("Clea&r the filter"), ("Ctrl+Shift+L",)),
            SEPARATOR,
            Doing("charts", later("C&harts panel"), ("Ctrl+Shift+C",), "", checkable=True),
            Doing("charts_below", later("Charts belo&w"), ("Ctrl+Shift+X",), "", checkable=True),
            SEPARATOR,
            Menu(
                "&Theme",
                (
                    Doing("theme_system", later("&System"), choice="theme"),
                    Doing("theme_light", later("&Light"), choice="theme"),
                    Doing("theme_dark", later("&Dark"), choice="theme"),
                    Doing("theme_high_contrast", later("&High contrast"), choice="theme"),
                ),
            ),
            Menu(
                later("Row spac&ing"),
                (
                    Doing("rows_comfortable", later("Co&mfortable"), choice="rows"),
                    Doing("rows_compact", later("Com&pact"), choice="rows"),
                ),
            ),
            Doing("still", later("&Keep everything still"), (), "", checkable=True),
            Doing("larger", later("&Larger text"), ("Ctrl++", "Ctrl+=")),
            Doing("smaller", later("&Smaller text"), ("Ctrl+-",)),
            Doing("ordinary", later("&Ordinary text"), ("Ctrl+0",)),
        ),
    ),
    Menu(
        "&Child",
        (
            Doing("add_child", later("&Add a child…"), ("Ctrl+N",), "plus"),
            Doing("edit_child", later("Cha&nge what is known…"), (), "edit"),
            Doing("record_review", later("Record a &review…"), ("Ctrl+Shift+R",), "review"),
            Doing("record_check", later("Record a &check…"), ("Ctrl+Shift+M",), "check"),
            Doing("record_told", later("Record what you were &told…"), ("Ctrl+Shift+W",)),
            Doing("new_challenge", later("New c&hallenge…"), ("Ctrl+Shift+E",), "challenge"),
            Doing("good_practice", later("Note &good practice…"), ("Ctrl+Shift+Y",)),
            SEPARATOR,
            Doing("quick_line", later("&Quick line…"), ("Ctrl+Shift+A",), "edit"),
            Doing("book_meeting", later("Book or mo&ve a meeting…"), ("Ctrl+Shift+K",), "calendar"),
            Doing("prepare", later("Pr&epare the next review…"), ("Ctrl+Shift+T",), "check"),
            Doing("record_meeting", later("Record a &meeting…"), ("Ctrl+Shift+G",), "review"),
            SEPARATOR,
            Doing("put_off", later("&Put off what is due…"), ("Ctrl+Shift+P",)),
            Doing("show_again", later("&Show what was put off"), ("Ctrl+Shift+S",)),
            SEPARATOR,
            Doing("print_sheet", later("Pr&int for supervision…"), ("Ctrl+Shift+U",)),
            Doing("print_pack", later("Print the review pac&k…")),
            Doing("subject_access", later("Everything a&bout this child…"), (), "export"),
            Doing("views_of_child", later("Who &looked at this child…"), (), "history"),
            Doing("council", later("Cop&y for the council’s system…"), ("Ctrl+Shift+O",), "copy"),
            Menu(
                "&For all chosen rows",
                (
                    Doing("contact_several", later("Record one &contact…"), ("Ctrl+Shift+D",)),
                    Doing("enter_several", later("&Mark as entered in the council’s system…")),
                    Doing("allocate_several", later("&Allocate…")),
                    Doing("hand_over", later("&Hand over to another IRO…"), ("Ctrl+Shift+J",)),
                ),
            ),
            SEPARATOR,
            Doing("same_child", later("The same child t&wice…")),
            Doing("delete_child", later("&Delete child…"), (), "bin"),
        ),
    ),
    Menu(
        "&Help",
        (
            Doing("help", later("&Help on this page"), ("F1",), "help"),
            Doing("guide", later("All &pages of the guide")),
            Doing("keys", later("&Keys"), ("Ctrl+F1",)),
            Doing("handbook", later("&Measures handbook"), (), "measures"),
            Doing("glossary", later("&Glossary")),
            Doing("changes", later("What is &new in this version")),
            SEPARATOR,
            Doing("tour", later("Take the &tour")),
            Doing("fault_reports", later("&Fault reports…")),
            Doing("about", later("&About IRO Desktop"), (), "info"),
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
    ("Delete", "Delete the chosen line of a child’s file"),
    ("Space", "Decision done today, or not done, on a child’s page"),
    ("Space", "Take the chosen children in an import, or leave them"),
    ("Ctrl+H", "History of the chosen line of a child’s page"),
    ("F1", "Help on the dialog or the window that is open"),
    ("F6", "Go on to the next part of the window"),
    ("Alt and the underlined letter", "Press a button or open a menu"),
)
"""Keys that belong to lists and forms, for the keyboard map."""

IN_HELP: Final = {
    "search": ("Ctrl+F", "Search all pages"),
    "back": ("Alt+Left", "Back to the page before"),
    "forward": ("Alt+Right", "Forward again"),
    "all_pages": ("Alt+Home", "All pages"),
    "print": ("Ctrl+P", "Print the page"),
    "close": ("Esc", "Clear the search, or close the window"),
}
"""Keys of the help window, by what they are for; the window takes them from here."""


def build_menus(
    window: QWidget, bar: QMenuBar, triggered: Callable[[str], None]
) -> Mapping[str, QAction]:
    """Fill the menu bar; return the actions by their keys. ``triggered`` gets the key."""
    found: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}

    def add(title: str, items: tuple[Doing | Menu, ...], parent: QMenuBar | QMenu) -> None:
        menu = parent.addMenu(translated(title))
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
    action = QAction(doing.shown, window)
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
        found.append((translated(menu.title).replace("&", ""), rows))
    return (*found, ("Lists and forms", IN_LISTS), ("The help window", tuple(IN_HELP.values())))


def _with_keys(items: tuple[Doing | Menu, ...]) -> Iterator[Doing]:
    for item in items:
        if isinstance(item, Menu):
            yield from _with_keys(item.items)
        elif item.keys:
            yield item
