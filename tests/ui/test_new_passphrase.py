"""The form for a new passphrase: what it says beforehand is what is then asked for."""

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import WeakPassphraseError
from iro_desktop.services.policy import require_passphrase
from iro_desktop.storage.encryption import check_passphrase
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.passphrase import NewPassphraseForm
from tests.policies import Put

LONG = "quiet herons stand here"


def hint(qtbot: QtBot) -> str:
    form = NewPassphraseForm()
    qtbot.addWidget(form)
    return next(label.text() for label in form.findChildren(SecondaryLabel) if label.text())


@pytest.mark.parametrize("rules, least", [("", 14), ("passphrase_length = 20", 20)])
def test_the_number_of_characters_that_is_said_is_the_one_that_is_asked_for(
    rules: str, least: int, put: Put, qtbot: QtBot
) -> None:
    put(rules)
    assert hint(qtbot).startswith(f"At least {least} characters, ")
    for passphrase in (LONG[:least], LONG[: least - 1]):
        is_refused = False
        try:
            require_passphrase(passphrase)
            check_passphrase(passphrase)
        except WeakPassphraseError:
            is_refused = True
        assert is_refused == (len(passphrase) < least)
