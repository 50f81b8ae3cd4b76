"""Every fixed text of the program: plain British English, in curly quotes, in whole sentences."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

import pytest
from fixed_texts import WAYS, Nodes, is_markup, shown_texts, sources, text_of, texts

import iro_desktop
from iro_desktop.domain.codes import CODES
from iro_desktop.domain.errors import CancelledError, UserError
from iro_desktop.domain.records import KINDS, fields_of
from iro_desktop.services.undo import NothingToRedoError, NothingToUndoError
from tests.wording import faults, is_sentence

KEPT: Final = frozenset({"Quality of planning: plan does not meet the child's needs"})
"""It lies in the files of those who chose it, word for word."""
SIMPLE: Final = {CancelledError, NothingToUndoError, NothingToRedoError}
"""Here there is nothing to be done."""
TAKE_TEXT: Final = frozenset(
    {
        "setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setToolTip",
        "setWindowTitle", "QAction", "QCheckBox", "QLabel", "QRadioButton", "addMenu", "addTab",
    }
)  # fmt: skip
"""What of Qt's own takes words; the classes of the program look up what they are given."""
LOOKED_UP_LATER: Final = ("ui/actions.py", "ui/words.py", "ui/pictures/")
SAID_BY: Final = frozenset({"show_error", "show_notice", "stand", "offer"})


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Pull the newest copy", "never on screen"),
        ("the officers of the team", "never on screen"),
        ("Show the colors", "not British"),
        ("Organize the list", "not British"),
        ("It was analyzed", "not British"),
        ("the child's plan", "straight quote"),
        ("both parents' views", "straight quote"),
        ("the word 'plan' is missing", "straight quote"),
        ('the "plan" is missing', "straight quote"),
        ("one  word", "two spaces"),
        ("Reading...", "three dots"),
        ("as in Leeds", "a council"),
    ],
)
def test_what_breaks_a_rule_is_found(text: str, kind: str) -> None:
    assert [one.split(":")[0] for one in faults(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Independent Reviewing Officers (IROs)",
        "The size of the prize: resize, seize, and otherwise advertise.",
        "The child’s plan, both parents’ views and the word “plan”.",
        "Reading what is on file…",
        "C2  Full care order",
    ],
)
def test_what_is_right_passes(text: str) -> None:
    assert list(faults(text)) == []


def test_no_fixed_text_breaks_a_rule_of_words() -> None:
    wrong = [
        f"{name}:{line} {fault}"
        for name, nodes in sources()
        for line, text in texts(nodes)
        if text not in KEPT and not is_markup(text)
        for fault in faults(text)
    ]
    assert wrong == []


def _errors() -> Iterator[type[UserError]]:
    """Yield every kind of error that a person is shown, from all of the program."""
    for module in pkgutil.walk_packages(iro_desktop.__path__, "iro_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds = [UserError]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        yield kind


def test_every_error_says_in_a_whole_sentence_what_is_wrong_and_what_to_do() -> None:
    for error in _errors():
        sentence = error.sentence
        assert is_sentence(sentence), error
        assert len(sentence.split()) > 3, error
        assert not list(faults(sentence)), error
        # What is wrong and what to do stand apart by a colon, a comma, or as two sentences.
        assert sum(map(sentence.count, ":.,")) > 1 or error in SIMPLE, error


def test_what_a_message_says_is_a_sentence() -> None:
    said_by = SAID_BY | {error.__name__ for error in _errors()}
    wrong = []
    for name, nodes in sources():
        for called, node in _calls(nodes):
            text = text_of(node.args[0])
            if (
                called in said_by
                and text
                and " " in text
                and text[-1] != "}"
                and not is_sentence(text)
            ):
                wrong.append(f"{name}:{node.lineno} {text!r}")
    assert wrong == []


def _calls(nodes: Nodes) -> Iterator[tuple[str, ast.Call]]:
    """Yield (name of what is called, call) of every call that is given something."""
    for node in nodes:
        if isinstance(node, ast.Call) and node.args:
            named = node.func
            if isinstance(named, ast.Attribute):
                yield named.attr, node
            elif isinstance(named, ast.Name):
                yield named.id, node


def test_qt_is_given_no_fixed_text_that_was_not_looked_up() -> None:
    fixed, wrong = shown_texts(), []
    for name, nodes in sources():
        if not name.startswith("ui/") or name.startswith(LOOKED_UP_LATER):
            continue
        for called, node in _calls(nodes):
            text = node.args[0]
            if (
                called in TAKE_TEXT
                and isinstance(text, ast.Constant | ast.Name | ast.IfExp)
                and not (isinstance(text, ast.Constant) and text.value not in fixed)
                and not any(map(_is_made_or_looked_up, ast.walk(text)))
            ):
                wrong.append(f"{name}:{node.lineno} {ast.unparse(text)}")
    assert wrong == []


def _is_made_or_looked_up(part: ast.AST) -> bool:
    return isinstance(part, ast.JoinedStr) or (
        isinstance(part, ast.Name) and part.id in WAYS | {"said", "spoken", "tip", "action"}
    )


def test_the_words_of_every_field_and_its_hint_follow_the_rules() -> None:
    for kind in KINDS.values():
        for about in fields_of(kind):
            for text in (about.label, about.hint, *about.columns):
                assert not list(faults(text)), text


def test_the_words_of_every_code_follow_the_rules() -> None:
    for codes in CODES.values():
        for words in codes.values():
            assert not list(faults(words)), words
