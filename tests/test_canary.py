"""What the whole program leaves outside the store: no name, no reference and no word of a case."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests import canary

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows tells its folders without variables"
)

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which a process has lived through a day, its two streams with it."""
    root = tmp_path_factory.mktemp("day")
    for folder in FOLDERS.values():
        (root / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    folders = {variable: str(root / folder) for variable, folder in FOLDERS.items()}
    with (root / "out.txt").open("wb") as out, (root / "err.txt").open("wb") as err:
        done = subprocess.run(
            [sys.executable, "-m", "tests.canary", str(root)],
            cwd=ROOT,
            env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
            check=False,
            stdout=out,
            stderr=err,
            timeout=150,
        )
    assert done.returncode == 0, _text(root / "out.txt") + _text(root / "err.txt")
    return root


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def _files(root: Path, *but: str) -> Iterator[Path]:
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).parts[0] not in but:
            yield path


def _contents(path: Path) -> Iterator[bytes]:
    """Yield the name and the octets of a file, and those of the files that are packed in it."""
    data = path.read_bytes()
    yield os.fsencode(path.name)
    yield data
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield archive.read(member)


def _found(words: Iterable[str], paths: Iterable[Path]) -> list[str]:
    """Return each of the words that stands in a file, whatever its letters, and where."""
    return [
        f"{word} in {path.name}"
        for path in paths
        for content in _contents(path)
        for word in words
        if any(word.lower().encode(encoding) in content.lower() for encoding in ENCODINGS)
    ]


def _said(day: Path, about: str) -> list[str]:
    lines = _text(day / "out.txt").splitlines()
    return [line.removeprefix(f"{about} ") for line in lines if line.startswith(f"{about} ")]


def test_no_word_of_a_child_is_in_any_file_that_nobody_asked_for(day: Path) -> None:
    files = list(_files(day, "asked"))
    names = {path.name for path in files}
    assert {"store.db", "events.log", "settings.ini", "w.xlsx", "r.docx", "err.txt"} <= names
    assert "backup.irobackup" in names
    assert not _found(canary.OF_CHILDREN, files)


def test_the_search_finds_a_word_however_it_is_kept(tmp_path: Path) -> None:
    (tmp_path / "plain.log").write_text(f"x{canary.REFERENCES[0].upper()}y")
    (tmp_path / "wide.ini").write_bytes(canary.NAME.encode("utf-16-le"))
    (tmp_path / f"{canary.INITIALS}.txt").write_text("")
    with zipfile.ZipFile(tmp_path / "packed.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", canary.SAID)
    found = _found(canary.OF_CHILDREN, _files(tmp_path))
    assert len(found) == 4


def test_what_was_asked_for_does_hold_the_child(day: Path) -> None:
    pytest.importorskip("pypdf")
    from pypdf import PdfReader

    sheet = "".join(page.extract_text() for page in PdfReader(day / "asked" / "c.pdf").pages)
    assert canary.REFERENCES[0] in sheet


def test_the_passphrase_is_nowhere_and_the_iro_in_no_log_setting_or_stream(day: Path) -> None:
    assert not _found([canary.PASSPHRASE], _files(day))
    assert not _found([canary.OFFICER], [*_files(day / "home"), day / "err.txt"])


def test_nothing_is_written_but_where_it_belongs(day: Path) -> None:
    belongs = ("store.iro", "asked", "given", "shared", "home", ".backup.irobackup.")
    written = _said(day, "wrote")
    assert any("store.iro" in path for path in written)
    strange = [
        path for path in written
        if path != os.devnull and not path.startswith(tuple(str(day / one) for one in belongs))
    ]  # fmt: skip
    assert not strange
    assert not list(_files(day / "tmp"))
    assert not list(_files(day / "run"))


def test_faults_leave_their_steps_in_the_store_and_codes_in_the_log(day: Path) -> None:
    assert _said(day, "reports") == ["4"]  # a write, a reading, a button and another thread
    (log,) = [path for path in _files(day / "home") if path.name == "events.log"]
    lines = [line.split() for line in _text(log).splitlines()]
    assert [code for _, _, code, _ in lines if code != "F01"] == ["P01", "S01", "S02", "S01", "P02"]
    assert sum(code == "F01" for _, _, code, _ in lines) == 6
    assert "ValueError" in _text(day / "err.txt")


def test_a_lock_empties_the_clipboard_and_no_title_says_more_than_the_program(day: Path) -> None:
    assert _said(day, "clipboard") == ["''"]
    (titles,) = _said(day, "titles")
    assert "IRO Desktop" in titles
    assert not [word for word in canary.OF_CHILDREN if word.lower() in titles.lower()]


_BREAKS_OFF = """
import os
from pathlib import Path
from iro_desktop.services.crash_watch import watch_for_crashes
watch_for_crashes(Path("log"))
def inner(reference):
    os.abort()
inner("Canaryref-70911")
"""


def test_a_process_that_breaks_off_leaves_its_steps_and_no_memory(
    day: Path, tmp_path: Path
) -> None:
    assert _said(day, "core") == ["1" if sys.platform == "linux" else "0"]
    done = subprocess.run(
        [sys.executable, "-c", _BREAKS_OFF],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
    )
    assert done.returncode != 0
    assert not done.stderr
    assert [path.name for path in _files(tmp_path)] == ["broke-off.txt"]
    steps = _left_in(tmp_path / "log")
    assert steps.startswith("Fatal Python error: Aborted\n")
    assert "<string>:7 inner" in steps
    assert "Canaryref" not in steps
    assert str(tmp_path) not in steps
    assert _left_in(tmp_path / "log") == ""


def _left_in(folder: Path) -> str:
    look = (
        "import sys; from pathlib import Path;"
        "from iro_desktop.services.crash_watch import watch_for_crashes;"
        "print(watch_for_crashes(Path(sys.argv[1])), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, str(folder)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
