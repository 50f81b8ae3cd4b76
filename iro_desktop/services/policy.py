"""The council's policy that is in force on this computer, and what it refuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError, WeakPassphraseError
from iro_desktop.domain.policy import SHORTEST_PASSPHRASE, STRICTEST, Policy, policy_of
from iro_desktop.paths import policy_file

REGISTRY_KEY: Final = r"SOFTWARE\Policies\IRO Desktop"
"""Below HKEY_LOCAL_MACHINE, where only an administrator writes."""

_UNREADABLE: Final = (
    "The council’s policy on this computer cannot be read, so all that it can forbid is forbidden: "
    "tell whoever looks after IRO Desktop for you."
)
_TELL: Final = "Tell whoever looks after IRO Desktop for you."

Source = Callable[[], Mapping[str, object] | None]
"""Returns what a policy says, None where there is none; raises OSError or ValueError."""


class NotAllowedError(UserError):
    """The council's policy forbids it."""

    sentence = "Your council’s policy does not allow this: ask whoever looks after IRO Desktop."

    def __init__(self, what: str = "") -> None:
        super().__init__(
            f"Your council’s policy does not allow {what}: ask whoever looks after IRO Desktop for "
            "you." if what else ""
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy, whether there is one at all, and what of it could not be read."""

    policy: Policy
    is_set: bool = False
    problems: tuple[str, ...] = ()

    def words(self) -> str:
        """Which policy is in force, for Help > About."""
        if not self.is_set:
            return "No council policy is set on this computer."
        said = self.policy.sentences() or ("It forbids nothing.",)
        return " ".join(("A council policy is in force.", *said, *self.problems))

    def notice(self) -> str:
        """What is wrong with the policy, in one line for the start; "" where nothing is."""
        if not self.problems or self.problems == (_UNREADABLE,):
            return "".join(self.problems)
        return " ".join((*self.problems[:2], _TELL))


def read_policy(path: Path, registry: Source | None = None) -> InForce:
    """Return what a policy file and the registry allow together; neither need be there."""
    sources: list[Source] = [lambda: _from_file(path)]
    if registry is not None:
        sources.append(registry)
    found = InForce(Policy())
    for source in sources:
        try:
            table = source()
        except (OSError, ValueError):  # UnicodeDecodeError and TOMLDecodeError among them
            return InForce(STRICTEST, is_set=True, problems=(_UNREADABLE,))
        if table is not None:
            policy, problems = policy_of(table)
            found = InForce(
                found.policy.tightened(policy), is_set=True, problems=found.problems + problems
            )
    return found


def _from_file(path: Path) -> Mapping[str, object] | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    import tomllib  # most computers have no policy, and start without it

    return tomllib.loads(text)


@lru_cache(maxsize=1)
def in_force() -> InForce:
    """Return the policy of this computer, read once in a run."""
    return read_policy(policy_file(), _registry if sys.platform == "win32" else None)


def _registry() -> Mapping[str, object] | None:
    """Return the values of the registry's key; the folders are the values of a key below it."""
    if sys.platform != "win32":
        return None
    else:  # noqa: RET505 - the type checker follows a platform's branches, not its returns
        import winreg

        def values(name: str) -> dict[str, object] | None:
            try:
                key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, name)
            except FileNotFoundError:
                return None
            with key:
                number = winreg.QueryInfoKey(key)[1]
                return {
                    name: value
                    for name, value, _ in (winreg.EnumValue(key, at) for at in range(number))
                }

        found = values(REGISTRY_KEY)
        folders = values(rf"{REGISTRY_KEY}\sync_folders")
        if folders:
            found = {**(found or {}), "sync_folders": list(folders.values())}
        return found


# What asks it


_invented: list[bool] = []


def policy() -> Policy:
    """Return what is allowed on this computer."""
    return Policy() if _invented else in_force().policy


@contextmanager
def for_invented_children() -> Iterator[None]:
    """Ask no policy meanwhile: for a scratch store of invented children that is thrown away."""
    _invented.append(True)
    try:
        yield
    finally:
        _invented.pop()


def require_child_exports() -> None:
    """Raise NotAllowedError where no file about single children may be written."""
    if not policy().child_exports:
        raise NotAllowedError(what="files about single children")


def require_printing() -> None:
    """Raise NotAllowedError where nothing may be printed."""
    if not policy().printing:
        raise NotAllowedError(what="printing")


def require_names() -> None:
    """Raise NotAllowedError where documents may hold no names of children."""
    if not policy().names:
        raise NotAllowedError(what="names of children in documents")


def require_whole_service() -> None:
    """Raise NotAllowedError where no file for a whole service may be made."""
    if not policy().whole_service:
        raise NotAllowedError(what="a file for a whole service")


def require_place(path: Path) -> None:
    """Raise NotAllowedError where nothing may be written at ``path``: it is on a removable drive.

    ``services.destinations`` asks it for all that is written for others.
    """
    if policy().removable_drives is not False:
        return
    from iro_desktop.storage.removable import is_removable  # the first window does without it

    if is_removable(path):
        raise NotAllowedError(what="files on removable drives")


def require_sync_folder(path: Path) -> None:
    """Raise NotAllowedError where the shared copy may not lie at ``path``.

    It may lie in a named folder and in what is below it, links followed.
    """
    require_place(path)
    folders = policy().sync_folders
    if folders is None:
        return
    place = _resolved(path)
    if not any(place.is_relative_to(_resolved(Path(one).expanduser())) for one in folders):
        raise NotAllowedError(what="a shared copy in this folder" if folders else "a shared copy")


def _resolved(path: Path) -> Path:
    # Windows tells no capital letters apart, and a policy is typed by hand.
    return Path(os.path.normcase(os.path.realpath(path)))


def require_passphrase(passphrase: str) -> None:
    """Raise WeakPassphraseError for a new passphrase that is shorter than the policy has it."""
    least = policy().passphrase_length
    if least > SHORTEST_PASSPHRASE and len(passphrase) < least:
        raise WeakPassphraseError(
            f"Your council’s policy asks for a passphrase of at least {least} characters: four or "
            "five unrelated words are easy to remember."
        )
