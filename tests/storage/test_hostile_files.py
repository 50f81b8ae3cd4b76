"""Files that were made to do harm are refused with a sentence, or taken and do none."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock

from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.records import Child
from iro_desktop.storage.check import findings
from tests.storage.hostile import CASES
from tests.stores import a_store

ROOT = Path(__file__).parents[2]
MOST_MB = 600
HANG_SECONDS = 20  # of the processor; on a machine with nothing else to do none takes two


class Came(NamedTuple):
    """What came of one file: what was told, the time that it took, the process's memory in MB."""

    told: str
    wall_seconds: float
    seconds: float
    most_mb: int


class Received(NamedTuple):
    """What came of all files, and what a check of the store found then."""

    came: dict[str, Came]
    findings: list[str]


def what_came_of_all(folder: Path) -> str:
    """Let a process of its own, whose memory is measured, receive all files one after the other."""
    for step in ("make", "receive"):
        run = subprocess.run(
            [sys.executable, "-m", "tests.storage.hostile_run", step, str(folder)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
    for path in folder.glob("[0-9]*"):
        if path.is_file():
            path.unlink()
    return run.stdout


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Received:
    """What came of all files, once for all the processes that share the tests among them."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    said = shared / "hostile.jsonl"
    with FileLock(shared / "hostile.lock"):
        if not said.exists():
            said.write_text(what_came_of_all(tmp_path_factory.mktemp("hostile")))
    *rows, found = map(json.loads, said.read_text().splitlines())
    return Received({name: Came(*what) for name, *what in rows}, found)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_or_does_no_harm(name: str, received: Received) -> None:
    came = received.came[name]
    assert came.told == CASES[name][0]
    assert came.seconds < HANG_SECONDS


def test_after_all_of_them_the_store_is_whole_and_can_be_sent(received: Received) -> None:
    assert received.came.keys() == CASES.keys()
    assert received.findings == []


def test_none_of_them_takes_much_memory(received: Received) -> None:
    slowest = sorted(received.came.items(), key=lambda one: -one[1].seconds)[:8]
    for name, came in slowest:
        print(f"{came.seconds:5.2f} s  {came.wall_seconds:5.2f} s on the wall  {name}")
    most = max(came.most_mb for came in received.came.values())
    print(f"{len(CASES)} files, at most {most} MB")
    assert most < MOST_MB


def test_a_file_that_numbers_ahead_of_this_computer_does_not_stop_it(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
    run, seq = store.own_run
    (own,) = store.every_change()
    for ahead in range(seq + 1, seq + 4):
        line = to_line(own).replace(b'"seq":1', b'"seq":%d' % ahead)
        store.take_in(store.incoming([[line]]), "receive")
    with store.write("edit") as write:
        write.put(Child(id="c", reference="AB13"))
    assert store.snapshot.cases["c"].child.reference == "AB13"
    assert store.own_run[0] != run
    assert store.snapshot.position == 5
    assert list(findings(store)) == []
