"""One round with the shared copy: read every copy, take in what is new, write back what is missing.

A merge is a union of sets of changes, so order, repetition and copies do not matter; a file that is
missing changes nothing; and whoever writes blindly over another's file loses nothing, because the
other sees it the next time and writes its own again. A copy is removed only after its contents are
committed here and stand in the shared copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from iro_desktop.domain.changes import Key
from iro_desktop.domain.errors import (
    FileDamagedError,
    FileNotReadError,
    FileNotWrittenError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    UserError,
    WrongFileKeyError,
)
from iro_desktop.storage.container import SHARED, Header, open_sealed, peek, seal
from iro_desktop.storage.lines import Incoming, read_incoming
from iro_desktop.storage.store import Store
from iro_desktop.sync import devices
from iro_desktop.sync.exchange import DAMAGED, OLD_KEY, Exchange
from iro_desktop.sync.vault import Vault, slots_in_force

_TRIES: Final = 5  # where another computer writes at the same moment


class SharedCopyDamagedError(FileDamagedError):
    """The shared copy is not whole."""

    sentence = (
        "The shared copy is damaged or still downloading, so nothing was sent: wait until it is "
        "complete; if that does not help, choose “Write it anew” under Shared copy. "
        "Everything is saved on this computer."
    )


class SharedCopyNewerError(NewerVersionError):
    """A newer program wrote the shared copy."""

    sentence = (
        "The shared copy was written by a newer version of IRO Desktop: update the program on "
        "this computer, and it is sent then; everything is saved on this computer."
    )


class AnotherCaseloadError(UserError):
    """The file is a shared copy, but not of this caseload."""

    sentence = (
        "This file is the shared copy of another caseload: choose the right file, "
        "or another name for a new one."
    )


class NotASharedCopyError(NotOurFileError):
    """Something else has the name of the shared copy."""

    sentence = (
        "The file that stands in the place of the shared copy is not one: move it away, or choose "
        "another place under Shared copy. Everything is saved on this computer."
    )


class NewKeyError(UserError):
    """The shared copy was locked anew on another computer."""

    sentence = (
        "The shared copy has a new passphrase, because a computer was removed: enter it once "
        "under Shared copy. Until then nothing is sent; everything is saved on this computer."
    )


class BusyExchangeError(UserError):
    """Other computers wrote again and again between reading and writing."""

    sentence = (
        "Another computer is writing the shared copy at this moment: it is tried again soon; "
        "everything is saved on this computer."
    )


_MET: Final = (
    NotOurFileError, AnotherCaseloadError, FileDamagedError, FileTooLargeError, NewerVersionError,
    FileNotReadError,
)  # fmt: skip
_SAID: Final[dict[type[UserError], str]] = {
    FileDamagedError: "is damaged or still downloading",
    FileTooLargeError: "is larger than any shared copy",
    NewerVersionError: "was written by a newer version of IRO Desktop",
    FileNotReadError: "could not be read",
}
"""What is said of a copy beside the shared one; a file of another kind or caseload is none."""


@dataclass(slots=True)
class Outcome:
    """What one round did.

    ``received`` counts changes that were new here, ``taken_back`` those among them that this
    computer itself had made and lost; ``sent`` those that the shared copy did not hold before.
    ``position`` is up to where the log is safe in it, ``digest`` that of the file as it is then.
    """

    received: int = 0
    taken_back: int = 0
    sent: int = 0
    absorbed: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    was_copy: bool = False
    position: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was read whole, and what it holds."""

    name: str
    data: bytes
    header: Header
    incoming: Incoming

    @property
    def keys(self) -> set[Key]:
        """Which changes it holds."""
        return self.incoming.keys


def _go_on() -> None:
    """Wait for nobody, and tell nobody."""


@dataclass(slots=True)
class Round:
    """One round; see ``run``.

    ``back_up`` is called once before anything is taken in, ``wait`` each time, and ``received``
    when all is taken in and nothing sent yet. ``retired`` is the digest of a file under the key
    before, all of which is here, so that it may be written over.
    With ``write_anew`` a damaged shared copy is set aside instead of refused.
    """

    store: Store
    vault: Vault
    exchange: Exchange
    name: str
    now: datetime
    today: date
    back_up: Callable[[], object]
    retired: str = ""
    write_anew: bool = False
    wait: Callable[[], object] = _go_on
    received: Callable[[], object] = _go_on
    outcome: Outcome = field(default_factory=Outcome)
    _backed_up: bool = False

    def run(self) -> Outcome:
        """Exchange everything; raises a UserError, and then nothing was lost on either side."""
        for _ in range(_TRIES):
            copies = self._take_in_all()
            self.received()
            devices.announce(self.store, self.name, now=self.now, today=self.today)
            if self._send(copies):
                return self.outcome
        raise BusyExchangeError

    # Receiving

    def _take_in_all(self) -> list[Copy]:
        """Read every copy first and take them in as one: what one says of another holds for all.

        So an erasure, or the cancellation of one, counts for all that is read with it.
        """
        known = self.store.known_keys()
        found: list[Copy] = []
        incoming = Incoming()
        for name in self.exchange.names():
            copy = self._read(name, known, is_main=name == self.exchange.main)
            if copy is not None:
                incoming.add(copy.incoming)
                found.append(copy)
        incoming = self.store.sifted(incoming)
        if incoming.rows:
            self._union(incoming)
        return found

    def _union(self, incoming: Incoming) -> None:
        self.wait()
        if not self._backed_up:
            self.back_up()
            self._backed_up = True
        own = devices.own_runs(self.store)
        if devices.is_copy_elsewhere(self.store, incoming.rows):
            devices.become_another(self.store)
            self.outcome.was_copy = True
        self.store.take_in(incoming, devices.RECEIVED)
        self.outcome.received += incoming.taken.total()
        here, whose = devices.this_device(self.store), devices.runs_of_devices(self.store)
        own |= {run for run, device_id in whose.items() if here and device_id == here}
        self.outcome.taken_back += sum(incoming.taken[run] for run in own)

    def _read(self, name: str, known: AbstractSet[Key], *, is_main: bool) -> Copy | None:
        """Read one file; None where it is none of ours, was set aside, or is to be left."""
        try:
            data = self.exchange.read(name)
            if data is None:
                return None
            header = peek(data)
            if header.purpose != SHARED:
                raise NotOurFileError
            if header.vault_id != self.vault.vault_id:
                raise AnotherCaseloadError
            lines = open_sealed(data, self.vault.key)
            return Copy(name, data, header, read_incoming(lines, known))
        except WrongFileKeyError:
            self._meet_other_key(name, is_main=is_main)
        except _MET as error:
            if is_main:
                self._meet(name, error)
            else:
                said = (words for kind, words in _SAID.items() if isinstance(error, kind))
                self.outcome.problems.extend(f"{name} {words}." for words in said)
        return None

    def _meet(self, name: str, error: UserError) -> None:
        """Refuse a shared copy that cannot be read, or set a damaged one aside if that is asked."""
        if isinstance(error, FileDamagedError | FileTooLargeError):
            if not self.write_anew:
                raise SharedCopyDamagedError from error
            self._put_aside(name, DAMAGED)
        elif isinstance(error, NewerVersionError):
            raise SharedCopyNewerError from error
        elif isinstance(error, NotOurFileError):
            raise NotASharedCopyError from error
        else:
            raise error

    def _meet_other_key(self, name: str, *, is_main: bool) -> None:
        """Set a file under a key of before aside; refuse to write over one under a newer key."""
        data = self.exchange.read(name)
        if data is None:
            return
        if is_main and digest(data) == self.retired:
            return  # all of it is here: it is written over
        for key in self.vault.old_keys:
            try:
                open_sealed(data, key)
            except WrongFileKeyError:
                continue
            self._put_old_aside(name, is_main=is_main)
            return
        if is_main:
            raise NewKeyError
        self.outcome.problems.append(f"{name} is locked with another passphrase.")

    def _put_old_aside(self, name: str, *, is_main: bool) -> None:
        try:
            self._put_aside(name, OLD_KEY)
        except FileNotWrittenError:
            if is_main:
                raise
            self.outcome.problems.append(f"{name} is locked with a passphrase of before.")

    def _put_aside(self, name: str, why: str) -> None:
        self.outcome.set_aside.append(self.exchange.set_aside(name, why, self.now))

    # Sending

    def _send(self, copies: Iterable[Copy]) -> bool:
        """Write the shared copy if it lacks anything, then remove the copies that it covers.

        False where it was written to since it was read: then all begins anew.
        """
        copies = list(copies)
        main = next((one for one in copies if one.name == self.exchange.main), None)
        others = [one for one in copies if one is not main]
        position = self.store.snapshot.position
        wanted = self.store.keys_to_send()
        slots = slots_in_force(self.store, self.vault)
        held = main.keys if main else set[Key]()
        data = main.data if main else b""
        if main is None or wanted != held or main.header.slots != slots:
            data = seal(
                self.store.lines(without_erased=True),
                key=self.vault.key,
                vault_id=self.vault.vault_id,
                purpose=SHARED,
                slots=slots,
            )
            if not self._is_as_read(main):
                return False
            self.exchange.write(data)
            self.outcome.sent += len(wanted - held)
        for copy in others:
            if self.exchange.remove(copy.name, copy.data):
                self.outcome.absorbed.append(copy.name)
        self.outcome.position = position
        self.outcome.digest = digest(data)
        return True

    def _is_as_read(self, main: Copy | None) -> bool:
        now = self.exchange.read(self.exchange.main)
        if main is not None:
            return now == main.data or now is None
        return now is None or (bool(self.retired) and digest(now) == self.retired)


def digest(data: bytes) -> str:
    """Return what tells one file from another."""
    return hashlib.sha256(data).hexdigest()
