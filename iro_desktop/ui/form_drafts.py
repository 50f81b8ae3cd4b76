"""Drafts: what was typed into a dialog and not yet recorded survives a lock and a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records.fields import Json, WrongTypeError, from_json, to_json
from iro_desktop.ui.fields import FieldEditor
from iro_desktop.ui.fields.text import GrowingText
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

_EVERY_MS: Final = 3_000


class FormDraft(QObject):
    """Keeps what stands in a dialog's forms every few seconds, and when the store closes."""

    restored = Signal()
    """An earlier draft was entered again."""

    def __init__(self, operations: Operations, key: str, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self.changed_since: tuple[str, ...] = ()
        """The fields that said something else when the draft was typed that came back."""
        self._key = f"form:{key}"
        self._page = page
        self._kept = ""
        self._is_over = False
        self._first_loose: list[Json] = []
        self._first_texts: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        operations.closing.connect(self.keep)

    def begin(self) -> None:
        """Enter an earlier draft again, if there is one, and keep what is typed from now on."""
        self._first_loose = [to_json(editor.value()) for editor in self._loose()]
        self._first_texts = [text.toPlainText() for text in self._texts()]
        self._operations.read_draft(self._key, done=self._on_read, owner=self)

    def _on_read(self, text: str) -> None:
        self._kept = text
        self._timer.start()
        if text and self._restore(text):
            self.restored.emit()

    def keep(self) -> None:
        """Keep what stands in the forms now, if it is something new."""
        if self._is_over or not self._timer.isActive():
            return
        text = self._text()
        if text != self._kept:
            self._kept = text
            self._operations.keep_draft(self._key, text)

    def forget(self) -> None:
        """Forget the draft: it was recorded, or discarded."""
        self._timer.stop()
        self._is_over = True
        if self._kept:
            self._kept = ""
            self._operations.keep_draft(self._key, "")

    def leave(self) -> None:
        """Keep the draft once more, and end."""
        self.keep()
        self._timer.stop()
        self._is_over = True

    def start_afresh(self) -> None:
        """Take everything back that was entered, now and before."""
        for form in self._forms():
            form.reset()
        for rows in self._rows():
            rows.reset()
        for editor, value in zip(self._loose(), self._first_loose, strict=False):
            editor.set_value(from_json(editor.about, value))
        for text, words in zip(self._texts(), self._first_texts, strict=False):
            text.setPlainText(words)
        self.keep()

    # What stands in the forms, in the order in which they stand

    def _rows(self) -> Sequence[RecordRows[Json]]:
        return self._page.findChildren(RecordRows)

    def _forms(self) -> list[RecordForm[Json]]:
        found = self._page.findChildren(RecordForm)
        return [form for form in found if not _within(form, RecordRows, self._page)]

    def _loose(self) -> list[FieldEditor]:
        """Return the editors that stand in no form."""
        found = self._page.findChildren(FieldEditor)
        return [editor for editor in found if not _within(editor, RecordForm, self._page)]

    def _texts(self) -> list[GrowingText]:
        """Return the long texts that are no field of a record."""
        found = self._page.findChildren(GrowingText)
        return [text for text in found if not _within(text, FieldEditor, self._page)]

    def _text(self) -> str:
        """Return what was entered, or "" where that is nothing."""
        loose = [to_json(editor.value()) for editor in self._loose()]
        texts = [text.toPlainText() for text in self._texts()]
        forms = [(form, form.draft()) for form in self._forms()]
        draft: dict[str, list[Json]] = {
            "forms": [entered for _, entered in forms],
            "over": [form.filled_with(entered) for form, entered in forms],
            "rows": [rows.draft() for rows in self._rows()],
            "loose": loose if loose != self._first_loose else [],
            "texts": texts if texts != self._first_texts else [],
        }
        return json.dumps(draft) if any(any(part) for part in draft.values()) else ""

    def _restore(self, text: str) -> bool:
        """Enter a draft; one that a newer or older program wrote is entered as far as it fits."""
        try:
            draft = json.loads(text)
            self.changed_since = tuple(self._changed_since(draft))
            for form, values in zip(self._forms(), draft["forms"], strict=False):
                form.restore(values)
            for rows, listed in zip(self._rows(), draft["rows"], strict=False):
                rows.restore(listed)
            for editor, value in zip(self._loose(), draft["loose"], strict=False):
                editor.set_value(from_json(editor.about, value))
            for field, words in zip(self._texts(), draft["texts"], strict=False):
                field.setPlainText(str(words))
        except (ValueError, KeyError, TypeError, AttributeError, WrongTypeError):
            return False
        return True

    def _changed_since(self, draft: Mapping[str, Sequence[Mapping[str, Json]]]) -> Iterator[str]:
        """Yield what the fields of a draft are called that are filled with something else now."""
        parts = zip(self._forms(), draft["forms"], draft.get("over", ()), strict=False)
        for form, entered, over in parts:
            now = form.filled_with(over)
            for name in now:
                if now[name] not in (over[name], entered.get(name)):
                    yield form.label(name)


def _within(widget: QWidget, kind: type[QWidget], page: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, kind):
            return True
        above = above.parentWidget()
    return False
