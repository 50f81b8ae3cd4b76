"""What holds for every test: no display, no network, no folder of the user, no chance."""

import gc
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt, which reads it once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from tests.drives import a_stick
from tests.policies import Put, putting

_LONG = os.environ.get("IRO_LONG") == "1"

# Importing and collecting make hundreds of thousands of objects that stay to the end: looking
# through them again and again for garbage takes longer than making them.
gc.disable()

# The same examples in each run, so that a failure is always the change's own; the long run
# looks further, at other examples every time.
settings.register_profile(
    "iro",
    deadline=None,
    database=None,
    derandomize=not _LONG,
    max_examples=2000 if _LONG else 50,
)
settings.load_profile("iro")

_NETWORK = {socket.AF_INET, socket.AF_INET6}


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        pytest.fail("a test looked up a host name: nothing may use the network")
    if event == "socket.connect" and getattr(arguments[0], "family", None) in _NETWORK:
        pytest.fail("a test opened a network connection: nothing may use the network")


# An audit hook sees every way to a socket and its failure is no OSError that a library catches.
sys.addaudithook(_refuse_the_network)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that keeps the pictures drawn now as those that later ones must be like."""
    parser.addoption(
        "--remake-pictures",
        action="store_true",
        help="keep the pictures of the views that are drawn now in tests/data/pictures",
    )


# What takes longest begins first, so that no core waits for another at the end.
_LONGEST = (
    "test_pictures.py", "test_walk_dialogs.py", "test_walk_views.py", "test_words.py",
    "test_code_quality.py", "test_hostile_files.py", "test_canary.py", "test_kill.py",
    "test_any_history.py", "test_by_hand.py", "test_team.py", "test_first_run.py",
    "test_yearly_report.py", "test_shared.py", "test_sample_figures.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, and leave the others in their order."""
    places = {name: at for at, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(_LONGEST)))


_freeze, _unfreeze = gc.freeze, gc.unfreeze


def pytest_collection_finish() -> None:
    """Look for garbage again from now on, and only among what the tests themselves make."""
    _freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Leave what a file of tests keeps for later ones out of the search: a million objects, say."""
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        _freeze()


@pytest.fixture(scope="session", autouse=True)
def _the_search_is_ours() -> Iterator[None]:
    """Keep the program from looking through all of this again, as it does when a store is left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "unfreeze", lambda: None)
        yield


@pytest.fixture
def freezing() -> Iterator[None]:
    """Let the program leave things out of the search for garbage, as it does in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", _freeze)
        patch.setattr(gc, "unfreeze", _unfreeze)
        yield
    gc.collect()
    _freeze()


@pytest.fixture(scope="session")
def remake_pictures(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures drawn now are to be kept."""
    return bool(request.config.getoption("--remake-pictures"))


@pytest.fixture(scope="session")
def long_run() -> bool:
    """Whether the long sizes were asked for with IRO_LONG=1."""
    return _LONG


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what takes minutes unless it was asked for."""
    if not _LONG and item.get_closest_marker("long"):
        pytest.skip("long: runs with IRO_LONG=1")


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Put a council's policy in force for one test."""
    yield from putting(tmp_path, monkeypatch)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that the program takes for a removable drive; Linux only."""
    return a_stick(tmp_path, monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def _no_folder_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "LOCALAPPDATA": "AppData/Local",
        "APPDATA": "AppData/Roaming",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": ".run",
    }
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in folders.items():
            (home / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
            patch.setenv(variable, str(home / folder))
        yield
