"""The errors that a person is shown: each one is a sentence that says what is wrong and what to do.

Anything else that is raised is a fault of the program and gets the crash dialog instead.
"""

from __future__ import annotations

from typing import ClassVar


class UserError(Exception):
    """An error whose text is one sentence for the person at the screen.

    A child class gives the sentence that holds most often; whoever raises it may give a more
    exact one. ``str(error)`` is the sentence.
    """

    sentence: ClassVar[str] = "This could not be done: try again."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


# Passphrases, recovery codes and the key file


class WeakPassphraseError(UserError):
    """A new passphrase is too easy to guess."""

    sentence = (
        "Choose a passphrase of at least 14 characters, neither a common one drawn out such as "
        "password123456 nor a row of keys nor the same few characters again: three or four "
        "unrelated words are easy to remember."
    )


class WrongPassphraseError(UserError):
    """The passphrase opens none of the key slots."""

    sentence = (
        "That is not the passphrase: check Caps Lock and the keyboard’s language and try again, "
        "or use the recovery code."
    )


class RecoveryCodeMistypedError(UserError):
    """What was typed is no recovery code: too short, too long, or its check does not hold."""

    sentence = (
        "That recovery code is not complete or has a letter wrong: it is 7 groups of 4 letters "
        "and digits; compare it with the printed one and try again."
    )


class WrongRecoveryCodeError(UserError):
    """A well-formed recovery code that belongs to something else."""

    sentence = (
        "That recovery code belongs to another file or was replaced by a newer one: "
        "look for the code that was printed last for this file."
    )


class KeyFileDamagedError(UserError):
    """keys.json does not hold what was written to it."""

    sentence = (
        "The key file (keys.json) is damaged: restore your latest backup, "
        "or put back an intact copy of keys.json."
    )


class KeyFileMissingError(UserError):
    """There is no keys.json where the store should be."""

    sentence = (
        "The key file (keys.json) is missing from this folder: put it back, "
        "or restore your latest backup."
    )


# The store


class NotAStoreError(UserError):
    """What was named as a store is something else."""

    sentence = (
        "This folder does not hold an IRO Desktop store: choose the right folder, "
        "or create a new store."
    )


class DatabaseMissingError(NotAStoreError):
    """A store's key file or backups are there, and its database is not."""

    sentence = (
        "The database (store.db) is missing from this folder: put it back, "
        "or restore your latest backup."
    )


class StoreExistsError(UserError):
    """A new store would lie where there is one already."""

    sentence = (
        "There is already a store in this folder: open it, or choose another folder for a new one."
    )


class StoreDamagedError(UserError):
    """The right key does not open the database, or its contents are broken."""

    sentence = (
        "The store is damaged: restore your latest backup; "
        "do not delete the damaged folder before that has worked."
    )


class StoreInUseError(UserError):
    """Another process has the store open."""

    sentence = (
        "This store is already open in another window or command on this computer: "
        "close it there first."
    )


class StoreNotWritableError(UserError):
    """The store's folder or disk cannot be written to."""

    sentence = (
        "The store’s folder cannot be written to: "
        "check that you may change it and that the disk is not read-only."
    )


class SharedPlaceError(UserError):
    """A store would lie where a cloud service or another computer can write to it."""

    sentence = (
        "A store cannot lie in a shared or synchronised folder, because a second computer could "
        "damage it: keep it on this computer’s own disk, and use a shared copy to carry it."
    )


class EngineTooOldError(UserError):
    """The database library of this installation is not one that is safe to use."""

    sentence = (
        "The database library of this installation is too old to store records safely: "
        "install IRO Desktop again from its installer."
    )


class NewerVersionError(UserError):
    """A newer program wrote this."""

    sentence = (
        "This was written by a newer version of IRO Desktop: "
        "update the program on this computer, then open it again."
    )


class ReadOnlyError(UserError):
    """A newer program wrote this store, so that this one only reads it."""

    sentence = (
        "This file was written by a newer version of IRO Desktop, so it can be read here and not "
        "changed: update the program on this computer."
    )


# Single files: backups, shared copies, handover packs


class FileDamagedError(UserError):
    """A sealed file is not whole."""

    sentence = (
        "This file is damaged or still downloading: wait until it is complete and try again, "
        "or use an earlier copy."
    )


class NotOurFileError(UserError):
    """A file of another kind."""

    sentence = (
        "This file was not made by IRO Desktop: "
        "choose a backup, a shared copy or a handover file that it made."
    )


class WrongFileKeyError(UserError):
    """The file is whole, but the key does not open it."""

    sentence = (
        "This file is locked with another passphrase, or was altered after it was written: "
        "open it with the passphrase of the day when it was made."
    )


class NotThisStoreError(UserError):
    """A backup would take the place of a store that its secret does not open."""

    sentence = (
        "The store in this folder is not the one that the backup is of, and what you typed does "
        "not open it: restore the backup into another folder."
    )


class NothingDamagedError(UserError):
    """A store that was to be made again from a backup is whole."""

    sentence = "Nothing is damaged: this file opens with what you typed."


class NoBackupError(UserError):
    """There is no backup from which a store could be made again."""

    sentence = (
        "There is no whole backup in this store’s own folder: use “restore” with a backup that "
        "you keep elsewhere."
    )


class FileTooLargeError(UserError):
    """A file is larger, or unpacks to more, than any real one."""

    sentence = (
        "This file is larger than anything that IRO Desktop writes, so it was not opened: "
        "check that it is the right one."
    )


class FileNotReadError(UserError):
    """The system did not let a file be read."""

    sentence = (
        "The file could not be read: check that it is there, that it is a file and not a folder, "
        "and that you may open it."
    )


class FileNotWrittenError(UserError):
    """The system did not let a file be written; what was there before is untouched."""

    sentence = (
        "The file could not be written, and the earlier one is unchanged: "
        "check that the folder is there and that you may write to it."
    )


class DiskFullError(FileNotWrittenError):
    """There is no room."""

    sentence = "The disk is full, so nothing was saved: make room on it and try again."


# Files that are imported


class EmptyFileError(UserError):
    """A file without anything in it."""

    sentence = "The file is empty: export it again, and import it once it holds its rows."


class NotTextError(UserError):
    """A file that is not the text that it should be."""

    sentence = (
        "The file is not plain text: save it as “CSV UTF-8” (or export it as XML) "
        "and import that file."
    )


class MissingColumnError(UserError):
    """A table lacks a column without which its rows cannot be understood."""

    sentence = "The file lacks a column that it needs: export it again with all its columns."


class UnsafeXmlError(UserError):
    """An XML file that declares entities, as no return does, and attacks do."""

    sentence = (
        "This XML file defines entities of its own, which no return does and attacks do, "
        "so it was not read: export it again from the council’s system."
    )


class UnknownFormatError(UserError):
    """There is no import of this name."""

    sentence = (
        "There is no import of this name: choose ssda903, annex-a, cin-census, ssd or allocations."
    )


class MappingNotUsableError(UserError):
    """A mapping does not say enough of a table for any of its rows to be read."""

    sentence = "This mapping cannot read the table: open it, and choose a field for each column."


class CancelledError(UserError):
    """The person stopped what was going on; nothing was changed."""

    sentence = "Cancelled: nothing was changed."
