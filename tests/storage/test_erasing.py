"""Erasing in the file itself: whole or not at all, wherever it is cut short."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import FileDamagedError
from iro_desktop.domain.records import Child, Contact
from iro_desktop.services.erasing import finish_erasures
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import backup, container
from iro_desktop.storage.check import findings
from iro_desktop.storage.container import open_sealed, read_sealed
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.erasing import Names, belongs, filter_lines, names_in, without_drafts
from iro_desktop.storage.erasing_backups import erase_in_backups
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from tests.pages import every_page
from tests.stores import DATA_KEY, a_store, a_workspace

ROOT = Path(__file__).parents[2]
GONE = Erased(frozenset({"z", "z1"}))


def a_change(number: int, kind: str, record_id: str, words: str = "", **fields: str) -> Change:
    return Change(
        run=1, seq=number, schema=1, act=number, words=words, source="typed", clock=number,
        actor="", at="2020-03-01T09:00:00.000Z", kind=kind, record_id=record_id, fields=fields,
    )  # fmt: skip


# Names


def names() -> Names:
    return names_in(
        [
            a_change(1, "Child", "z", reference=" ÉV-7 ", initials="Q.R.", name="Jo"),
            a_change(2, "Child", "z", reference="EV-70", name="Marlow Grey"),
            a_change(3, "Contact", "z1", note="Nothing of this"),
        ]
    )


@pytest.mark.parametrize(
    "words, cleaned",
    [
        ("record review of ÉV-7", "record review of an erased child"),
        ("record contact for AB12, év-7 Q.R. and CD34",
         "record contact for AB12, an erased child and CD34"),
        ("add EV-70", "add an erased child"),
        ("add EV-701", "add EV-701"),
        ("note of Marlow Grey's", "note of an erased child's"),
        ("Jo said so", "Jo said so"),  # too short to be told from a word
        ("Nothing of this", "Nothing of this"),
    ],
)  # fmt: skip
def test_words_lose_reference_initials_and_name_as_whole_words(words: str, cleaned: str) -> None:
    assert names().out_of(words) == cleaned
    assert names().are_in(words) == (words != cleaned)


def test_without_a_name_nothing_is_cleaned() -> None:
    nobody = names_in([a_change(1, "Child", "z", initials="A.")])
    assert nobody.out_of("A. and A.") == "A. and A."


def test_a_draft_belongs_to_what_its_key_or_text_names() -> None:
    assert belongs("draft:form:check:z1:", "", ["z1"], Names())
    assert belongs("draft:form:contact:several", '{"children": ["z1"]}', ["z1"], Names())
    assert belongs("draft:quick", "check év-7", [], names())
    assert not belongs("draft:quick", "check AB12", ["z1"], names())


# Lines


def test_lines_of_others_stay_byte_for_byte() -> None:
    others = [
        to_line(a_change(1, "Child", "a", "add AB12", reference="AB12")),
        to_line(a_change(2, "Contact", "a1", note='he said "record_id":"z" and é')),
    ]
    erased = [to_line(a_change(3, "Child", "z", "add ÉV-7")), to_line(a_change(4, "Any", "z1"))]
    assert list(filter_lines([*others, *erased], GONE)) == others
    assert list(filter_lines([*others, *erased], GONE, names())) == others


def test_a_line_that_names_an_erased_child_in_the_words_of_an_act_loses_it() -> None:
    line = to_line(a_change(1, "Contact", "a1", "record contact for AB12 and ÉV-7", note="ÉV-7"))
    (cleaned,) = filter_lines([line], GONE, names())
    assert b"for AB12 and an erased child" in cleaned
    assert list(filter_lines([line], GONE)) == [line]


def test_what_is_no_change_is_refused_where_it_might_be_erased() -> None:
    with pytest.raises(FileDamagedError):
        list(filter_lines([b'{"record_id":"z","words":"x"}'], GONE))
    for first in (b"[]", b"{}", b'{"drafts":1}', b"no"):
        with pytest.raises(FileDamagedError):
            without_drafts(first, [], Names())


# In the store


def test_records_of_a_newer_program_and_flags_go_too(tmp_path: Path) -> None:
    store = a_store(tmp_path / "s")
    with store.write("add AB12 and EV-70") as write:
        write.put(Child(id="a", reference="AB12"))
        write.put(Child(id="z", reference="EV-70"))
        write.put(Contact(id="z1", child_id="z", note="one"))
        write.put(Contact(id="a1", child_id="a"))
    newer = a_change(1, "Novelty", "n1", child_id="z", text="EV-70 and more")
    unreadable = replace(a_change(2, "Contact", "z1"), fields={"contact_on": "no day"})
    with store.write("receive") as write:
        write.receive([newer, unreadable])
    assert store.snapshot.flags
    assert store.naming("z") == {"n1"}
    assert store.erase(Erased(frozenset({"z", "z1", "n1"}))) == 3
    assert store.snapshot.flags == ()
    assert sorted(store.snapshot.cases) == ["a"]
    assert store.records_of("z") == []
    assert list(findings(store)) == []
    assert store.erase(Erased(frozenset({"z", "z1", "n1"}))) == 0
    store.compact()
    store.close()
    assert b"EV-70" not in every_page(store.folder / "store.db")


# Killed

ERASER = """
import os, signal, sys
from datetime import date
from pathlib import Path
from typing import Any
from iro_desktop.services import erasing
from iro_desktop.storage.store import Store
from tests.storage.test_erasing import opened_again

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

workspace = opened_again(Path(sys.argv[1]))
place = {"erase": Store, "compact": Store, "erase_in_backups": erasing}[sys.argv[2]]
setattr(place, sys.argv[2], killed)
erasing.erase(workspace, [sys.argv[3]], date(2020, 4, 14), confirmed_many=True)
"""


def opened_again(folder: Path) -> Workspace:
    lock = StoreLock(folder)
    lock.acquire("test")
    store = Store.open(folder, DATA_KEY)
    opened = OpenStore(store, KeyFile(store.facts.store_id, ()), DATA_KEY, lock)
    return Workspace(opened, shipped_calendar(), lambda: date(2020, 4, 14))


@pytest.mark.parametrize("before", ["erase", "compact", "erase_in_backups"])
def test_killed_while_erasing_the_next_opening_finishes_it(tmp_path: Path, before: str) -> None:
    from tests.services.test_erasing import a_closed_case, asked, many

    workspace = a_workspace(tmp_path / "s")
    (other,) = many(workspace, 1)
    child_id = a_closed_case(workspace)
    request_id = asked(workspace, child_id)
    backup = workspace.back_up("asked")
    workspace.close()
    eraser = subprocess.run(
        [sys.executable, "-c", ERASER, str(tmp_path / "s"), before, request_id],
        cwd=ROOT,
        check=False,
    )
    assert eraser.returncode == -signal.SIGKILL
    workspace = opened_again(tmp_path / "s")
    assert (child_id in workspace.snapshot.cases) == (before == "erase")
    assert list(findings(workspace.store)) == []
    finish_erasures(workspace)
    assert list(workspace.snapshot.cases) == [other]
    assert list(findings(workspace.store)) == []
    assert not [one for one in open_sealed(read_sealed(backup), DATA_KEY) if b"ZZ-9041" in one]
    workspace.close()
    assert b"ZZ-9041" not in every_page(tmp_path / "s" / "store.db")


def test_a_full_disk_leaves_every_backup_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iro_desktop.domain.errors import DiskFullError
    from iro_desktop.storage import erasing_backups
    from tests.services.test_erasing import a_closed_case

    workspace = a_workspace(tmp_path / "s")
    child_id = a_closed_case(workspace)
    backups = [workspace.back_up("asked"), workspace.back_up("import")]
    before = [one.read_bytes() for one in backups]

    def full(*_: object, **__: object) -> None:
        raise DiskFullError

    gone = Erased(frozenset({child_id}))
    with monkeypatch.context() as patched:
        patched.setattr(erasing_backups, "write_sealed", full)
        with pytest.raises(DiskFullError):
            erase_in_backups(workspace.folder, DATA_KEY, gone)
    assert [one.read_bytes() for one in backups] == before
    assert len(erase_in_backups(workspace.folder, DATA_KEY, gone).rewritten) == 2
    workspace.close()


def test_a_backup_that_is_being_made_while_a_child_is_erased_does_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lands after the others were written anew: sealed before, in its place afterwards."""
    workspace = a_workspace(tmp_path / "store")
    store = workspace.store
    with workspace.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
    once: list[bool] = []

    def seal_and_erase(*args: Any, **how: Any) -> bytes:
        data = container.seal(*args, **how)
        if not once:
            once.append(True)
            gone = Erased(frozenset({"c"}))
            assert store.erase(gone) == 1
            assert erase_in_backups(store.folder, DATA_KEY, gone).rewritten == ()
        return data

    monkeypatch.setattr(backup, "seal", seal_and_erase)
    path = workspace.back_up("merge")
    assert once
    assert b"AB12" not in b"\n".join(open_sealed(read_sealed(path), DATA_KEY))
    workspace.close()
