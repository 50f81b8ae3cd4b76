"""What the views say while nobody is on file: why they are empty, and what to do next."""

import pytest

from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.labels import BodyLabel
from tests.hands import Hands, Key

OFFERED = {
    "caseload": "Add child",
    "monitoring": "Add child",
    "escalations": "",
    "diary": "Add child",
    "measures": "Import a return",
    "team": "Open summaries…",
    "news": "",
    "quality": "",
}


def seen_in(hands: Hands, view: str) -> tuple[str, str]:
    """Return the sentence of the one empty state of a view, and the words of its buttons."""
    window = hands.window
    window.do(view)
    hands.wait(lambda: window.operations.is_settled)
    page = window.pages.page(view)
    hands.wait(lambda: any(one.isVisible() for one in page.findChildren(EmptyState)))
    (empty,) = (one for one in page.findChildren(EmptyState) if one.isVisible())
    (sentence,) = empty.findChildren(BodyLabel)
    shown = (one.text() for one in empty.findChildren(Button) if one.isVisible())
    return sentence.text(), ", ".join(words.replace("&", "") for words in shown)


def test_an_empty_view_says_why_and_offers_the_next_step(hands: Hands) -> None:
    found = {view: seen_in(hands, view) for view in OFFERED}
    assert {view: words for view, (_, words) in found.items()} == OFFERED
    assert [view for view, (sentence, _) in found.items() if not sentence.endswith(".")] == []


@pytest.mark.parametrize("view", ["monitoring", "diary"])
def test_what_is_offered_opens_the_form_for_the_first_child(hands: Hands, view: str) -> None:
    hands.window.do(view)
    hands.wait(lambda: hands.window.operations.is_settled)
    empty = hands.window.pages.page(view).findChild(EmptyState)
    assert empty is not None
    empty.setFocus()
    hands.press(Key.Key_Return)
    assert isinstance(hands.dialog("Add child"), ChildDialog)
