"""Where things lie: in a checkout, in a wheel, and on the user's side."""

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import appdirs
import pytest

from iro_desktop import paths

ROOT = Path(__file__).resolve().parents[1]
CACHES = ignore_patterns("__pycache__", ".DS_Store")


def test_a_resource_is_found_in_the_checkout() -> None:
    assert paths.resource("changelog.md") == ROOT / "resources" / "changelog.md"


def test_a_resource_that_was_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-file\.csv is missing from this copy"):
        paths.resource("no-such-file.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its folders without variables")
def test_all_folders_of_the_user_lie_in_the_home_of_the_test_session() -> None:
    places = [paths.default_store_folder(), paths.settings_file(), paths.log_folder()]
    assert all(place.is_relative_to(Path.home()) for place in places)
    assert len(set(places)) == len(places)


def test_on_windows_the_store_lies_in_the_local_folder_and_never_in_the_roaming_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(appdirs, "system", "win32")
    monkeypatch.setattr(appdirs, "_get_win_folder", str, raising=False)  # it answers its question
    for place in (paths.default_store_folder(), paths.settings_file(), paths.log_folder()):
        assert "CSIDL_LOCAL_APPDATA" in place.parts


def test_asking_for_the_default_store_does_not_make_it() -> None:
    assert paths.default_store_folder().suffix == ".iro"
    assert not paths.default_store_folder().exists()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy, for the build leaves folders beside its sources."""
    source = tmp_path_factory.mktemp("source")
    for folder in ("iro_desktop", "resources"):
        copytree(ROOT / folder, source / folder, ignore=CACHES)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    build = "from setuptools import build_meta; build_meta.build_wheel('dist')"
    _python("-c", build, folder=source)
    (built,) = (source / "dist").glob("*.whl")
    return built


def test_a_wheel_holds_every_module_and_every_resource(wheel: Path) -> None:
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "iro_desktop").rglob("*")
        if path.suffix == ".py" or path.name == "py.typed"
    } | {
        f"iro_desktop/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.name != ".DS_Store"
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


def test_a_resource_is_found_in_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    look = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r});"
        "from iro_desktop import paths; print(paths.resource('changelog.md'))"
    )
    found = Path(_python("-I", "-c", look, folder=tmp_path).strip())
    assert found == (tmp_path / "iro_desktop" / "resources" / "changelog.md").resolve()
    assert found.read_bytes() == (ROOT / "resources" / "changelog.md").read_bytes()


def _python(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
