"""One editor for each type of field that a record can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.records import About
from iro_desktop.ui.fields.choice import CodeEditor, ManyEditor, SuggestionsEditor, YesNoEditor
from iro_desktop.ui.fields.day import DayEditor
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.fields.segmented import SEGMENTED, SegmentsEditor, is_scale, scale_editor
from iro_desktop.ui.fields.table import TableEditor
from iro_desktop.ui.fields.text import LinesEditor, NoteEditor, NumberEditor, TextEditor

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Field name -> (value, words) for what can be chosen there: links, and suggested texts."""

_PLAIN: Final[dict[str, Callable[[About], FieldEditor]]] = {
    "text": TextEditor,
    "note": NoteEditor,
    "list": LinesEditor,
    "yes_no": YesNoEditor,
    "whole": NumberEditor,
    "number": NumberEditor,
}

__all__ = [
    "Choices",
    "CodeEditor",
    "DayEditor",
    "FieldEditor",
    "LinesEditor",
    "ManyEditor",
    "NoteEditor",
    "NumberEditor",
    "SegmentsEditor",
    "SuggestionsEditor",
    "TableEditor",
    "TextEditor",
    "YesNoEditor",
    "editor_for",
]


def editor_for(
    about: About, today: date, choices: Sequence[tuple[str, str]] | None = None
) -> FieldEditor:
    """Return an editor for a field; ``choices`` are (value, words).

    A text with choices suggests them and takes any other; a link needs them; those of a table are
    its first column's. Raises KeyError for a type that no form edits.
    """
    match about.type:
        case "text" if choices is not None:
            return SuggestionsEditor(about, [value for value, _ in choices])
        case "code" if choices is None and about.codes in SEGMENTED:
            return SegmentsEditor(about)
        case "whole" if is_scale(about):
            return scale_editor(about)
        case "code" | "link":
            return CodeEditor(about, choices)
    if about.type in ("day", "table"):
        is_day = about.type == "day"
        return DayEditor(about, today) if is_day else TableEditor(about, today, choices)
    several = about.type in ("codes", "links") or (about.type == "list" and choices is not None)
    return ManyEditor(about, choices) if several else _PLAIN[about.type](about)
