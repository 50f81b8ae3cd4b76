"""What narrows the caseload: the line, the chips, and the filters that were saved under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from iro_desktop.domain.records import SavedFilter
from iro_desktop.services.caseload import BY_KEY, Filter
from iro_desktop.services.saved_filters import (
    delete_filter,
    is_pinned,
    key_of_filter,
    pin_filter,
)
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.words import translated

ALL: Final = "all"
CLOSED: Final = "closed"
_ONLY_WITH_ROWS: Final = frozenset({"apart"})


class CaseloadFilters(QObject):
    """Which rows are wanted. The page lays out ``line``, ``clear`` and ``chips``."""

    typed = Signal(str)
    """The text in the line has changed; the chip is the same."""
    chosen_changed = Signal()
    """Another chip was chosen."""
    save_asked = Signal()
    list_asked = Signal()
    """The list of all saved filters is wanted."""

    def __init__(self, operations: Operations, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._page = page
        self._filters: Mapping[str, Filter] = BY_KEY
        self._saved: dict[str, SavedFilter] = {}
        self._counts: Mapping[str, int] = {}
        self._from_list = ""
        self.line = FilterLine("Filter: child or plan (Ctrl+F)", "Filter the caseload", page)
        self.clear = Button("C&lear", tip="Show all open cases again")
        self.save = Button("Save filter…", Kind.LINK, icon="plus")
        self.chips = FilterChips(name="Filters")
        self.chips.set_last(self.save)
        self.line.textChanged.connect(self._on_text_changed)
        self.chips.chip_chosen.connect(self._on_chip_chosen)
        self.chips.menu_asked.connect(self._on_menu_asked)
        self.save.clicked.connect(self.save_asked)

    def show(
        self,
        filters: Sequence[Filter],
        saved: Sequence[SavedFilter],
        counts: Mapping[str, int],
    ) -> None:
        """Show the chips of ``filters``, some of which are ``saved``, with their counts by key."""
        self._filters = {one.key: one for one in filters}
        self._saved = {key_of_filter(one): one for one in saved}
        self._counts = counts
        self._show_chips()
        self._show_buttons()

    def _show_chips(self) -> None:
        chosen = self._from_list or self.chips.chosen()
        self.chips.set_chips(
            [
                Chip(key, one.text, self._counts[key], one.full)
                for key, one in self._filters.items()
                if self._has_chip(key) or key == chosen
            ]
        )

    def _has_chip(self, key: str) -> bool:
        if key in self._saved:
            return is_pinned(self._saved[key])
        return bool(self._counts[key]) or key not in _ONLY_WITH_ROWS

    def _show_buttons(self) -> None:
        """Offer to clear and to save what is filtered, where anything is."""
        is_saved = self.chosen.key in self._saved and not self.line.words()
        self.clear.setEnabled(self.is_narrow)
        self.save.setVisible(self.is_narrow and not is_saved)

    @property
    def chosen(self) -> Filter:
        """The filter whose chip is chosen."""
        return self._filters.get(self.chips.chosen(), BY_KEY[ALL])

    @property
    def is_narrow(self) -> bool:
        """Whether less than all open cases is wanted."""
        return bool(self.line.words()) or self.chosen.key != ALL

    def __contains__(self, key: str) -> bool:
        """Whether there is a filter of this key."""
        return key in self._filters

    @property
    def name(self) -> str:
        """What is chosen, after the name of the page, or nothing: "child protection"."""
        chosen = self.chosen
        if chosen.key in self._saved:
            return chosen.text
        return "" if chosen.key == ALL else chosen.words.lower()

    @property
    def words(self) -> str:
        """What is chosen and typed, as the head of a printed list says it."""
        typed = f"“{self.line.words()}”" if self.line.words() else ""
        among = self.chosen.words if self.chosen.key != ALL else ""
        return ", ".join(part for part in (among, typed) if part)

    def as_record(self) -> SavedFilter:
        """Return what is filtered now as a filter to be saved, without a name."""
        chosen = self.chosen.key
        base = self._saved.get(chosen) or SavedFilter(id="", among=chosen)
        words = " ".join(part for part in (base.words, self.line.words()) if part)
        return SavedFilter(id="", among=base.among, words=words, pinned=True)

    def use(self, key: str) -> None:
        """Choose a filter; one that has no chip of its own gets it while it is chosen."""
        if key in self._filters:
            self._from_list = key
            self._show_chips()
            self.chips.choose(key)
            self._from_list = ""

    def use_all(self) -> None:
        """Want all open cases again."""
        self.line.clear()
        self.chips.choose(ALL)

    def _on_text_changed(self, text: str) -> None:
        self._show_buttons()
        self.typed.emit(text)

    def _on_chip_chosen(self) -> None:
        self._show_buttons()
        self.chosen_changed.emit()

    # The menu of a saved filter

    def _on_menu_asked(self, key: str, place: QPoint) -> None:
        if key in self._saved:
            self.menu(key).popup(place)

    def menu(self, key: str) -> QMenu:
        """Return the menu of a saved filter's chip: rename, unpin, delete it, list all."""
        from iro_desktop.ui.dialogs.saved_filter import SavedFilterDialog

        record, run = self._saved[key], self._operations.run
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(translated("&Rename…"))
        rename.triggered.connect(
            lambda: SavedFilterDialog(self._operations, record, self._page.window()).open()
        )
        unpin = menu.addAction(translated("&Unpin"))
        unpin.triggered.connect(lambda: run(lambda w: pin_filter(w, record, pinned=False)))
        delete = menu.addAction(translated("&Delete"))
        delete.triggered.connect(lambda: run(lambda w: delete_filter(w, record)))
        menu.addSeparator()
        menu.addAction(translated("&All saved filters…")).triggered.connect(self.list_asked)
        return menu
