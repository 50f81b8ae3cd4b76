"""Where a command takes the passphrase from: never from an argument, which others could read."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError

VARIABLE: Final = "IRO_DESKTOP_PASSPHRASE"
WORDS_VARIABLE: Final = "IRO_DESKTOP_HANDOVER_WORDS"
SHARED_VARIABLE: Final = "IRO_DESKTOP_SHARED_PASSPHRASE"
_MOST: Final = 10_000  # characters


class NoPassphraseError(UserError):
    """There is nobody to ask."""

    sentence = (
        f"No passphrase was given: set {VARIABLE}, or name a file with --passphrase-file, "
        "or run the command in a terminal."
    )


class NoWordsError(UserError):
    """There is nobody to ask for the words of a handover file."""

    sentence = (
        f"The words of the handover file are missing: set {WORDS_VARIABLE}, or name a file with "
        "--words-file, or run the command in a terminal."
    )


class WordsFileError(UserError):
    """The file with the words cannot be read."""

    sentence = (
        "The file with the words could not be read: check that it is there, that you may open it, "
        "and that it holds the words on its first line."
    )


class PassphraseFileError(UserError):
    """The file with the passphrase cannot be read."""

    sentence = (
        "The passphrase file could not be read: check that it is there, that you may open it, "
        "and that it holds the passphrase on its first line."
    )


class PassphrasesDifferError(UserError):
    """A new passphrase was typed in two ways."""

    sentence = "The two passphrases differ, so nothing was made: try again."


def given(options: argparse.Namespace) -> str | None:
    """Return the passphrase from the file or the environment, or None if neither has one."""
    if options.passphrase_file is not None:
        return _from_file(options.passphrase_file)
    return os.environ.get(VARIABLE) or None


def passphrase(options: argparse.Namespace, *, prompt: str = "Passphrase: ") -> str:
    """Return the passphrase, asking for it where neither file nor environment has it."""
    return given(options) or _asked(prompt)


def new_passphrase(options: argparse.Namespace) -> str:
    """Return the passphrase of a new store; one that is typed is typed twice."""
    found = given(options)
    if found is None:
        found = _asked("New passphrase: ")
        if _asked("The same again: ") != found:
            raise PassphrasesDifferError
    return found


def handover_words(options: argparse.Namespace) -> str:
    """Return the words of a handover file: from a file, the environment, or a prompt."""
    if options.words_file is not None:
        return _from_file(options.words_file, WordsFileError)
    return os.environ.get(WORDS_VARIABLE) or _asked("Words of the handover file: ", NoWordsError)


def shared_passphrase(options: argparse.Namespace, own: str) -> str:
    """Return the passphrase of the shared copy.

    Where none is given and nobody can be asked it is ``own``, that of the store itself: one
    passphrase for both is what somebody means who gives one alone.
    """
    if options.shared_passphrase_file is not None:
        return _from_file(options.shared_passphrase_file)
    found = os.environ.get(SHARED_VARIABLE)
    if found:
        return found
    return _asked("Passphrase of the shared copy: ") if sys.stdin.isatty() else own


def _from_file(path: Path, unreadable: type[UserError] = PassphraseFileError) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            found = file.readline(_MOST).rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise unreadable from error
    if not found:
        raise unreadable
    return found


def _asked(prompt: str, missing: type[UserError] = NoPassphraseError) -> str:
    if not sys.stdin.isatty():
        raise missing
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise missing from error
