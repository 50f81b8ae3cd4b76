"""What the challenges page says where no card is shown, and what it offers then."""

from __future__ import annotations

from iro_desktop.domain.words import counted
from iro_desktop.services.escalation_board import EscalationBoard


def why_empty(found: EscalationBoard, key: str, chip: str, words: str) -> tuple[str, str]:
    """Return a sentence and the words of its button, "" for none.

    ``key`` and ``chip`` are the filter that is chosen and its text, ``words`` what is looked for.
    """
    if key == "praise" and not found.count("praise"):
        sentence = (
            "No good practice noted yet: choose a child, then “Note good practice” in the menu "
            "Child, or Ctrl+Shift+Y."
        )
        return sentence, "Show open"
    if not found.cards:
        sentence = (
            "No challenge yet: raise one from a child’s page or from a check, "
            "with the right outcome for the child first."
        )
        return sentence, ""
    if words:
        return f"No challenge matches “{words}”.", "Clear"
    if key == "open":
        closed = counted(found.count("closed"), "challenge")
        return f"No challenge is open. {closed} closed before.", "Show closed"
    return f"No challenge is under “{chip}” today.", "Show open"
