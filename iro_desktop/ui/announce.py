"""Words for a screen reader about what has just happened on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a running screen reader say `text`, such as "Saved" or "14 shown".

    `urgent` interrupts what it is saying; leave that to errors.
    """
    # Here, because what it brings would delay the first paint.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, translated(text))
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
