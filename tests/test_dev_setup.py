"""The two commands of a fresh machine: what they decide, apart from what they install."""

import json
import subprocess
import sys
from pathlib import Path

import dev
import dev_environment
import dev_system
import pytest
from dev_environment import BUILD, DEV, PROJECT, RUNTIME, Steps, steps

CURRENT = {BUILD: "b1", RUNTIME: "r1", DEV: "d1", PROJECT: "p1"}
ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "platform, environ, shown",
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_only_linux_may_be_without_a_display(
    platform: str, environ: dict[str, str], shown: bool
) -> None:
    assert dev.has_display(platform, environ) is shown


def test_what_tests_write_is_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ROOM", 0)
    assert dev.in_memory({"A": "1"}, tmp_path) == {"A": "1", "TMPDIR": str(tmp_path)}
    assert dev.in_memory({"TMPDIR": "mine"}, tmp_path) == {"TMPDIR": "mine"}
    assert dev.in_memory({}, tmp_path / "none") == {}
    monkeypatch.setattr(dev, "ROOM", 2**80)
    assert dev.in_memory({}, tmp_path) == {}


@pytest.mark.parametrize(
    "installed, wanted, left",
    [
        ({}, (BUILD, DEV), Steps(anew=True, locks=(BUILD, DEV), project=True)),
        (CURRENT, (BUILD, DEV), Steps(anew=False, locks=(), project=False)),
        (
            {BUILD: "b1", RUNTIME: "r1", PROJECT: "p1"},
            (BUILD, DEV),
            Steps(anew=False, locks=(DEV,), project=False),
        ),
        (
            {BUILD: "b1", RUNTIME: "older", PROJECT: "p1"},
            (BUILD, DEV),
            Steps(anew=True, locks=(BUILD, DEV), project=True),
        ),
        (
            {BUILD: "b1", "requirements-gone.txt": "g1", PROJECT: "p1"},
            (BUILD,),
            Steps(anew=True, locks=(BUILD,), project=True),
        ),
        (
            {BUILD: "b1", RUNTIME: "r1", PROJECT: "older"},
            (BUILD, RUNTIME),
            Steps(anew=False, locks=(), project=True),
        ),
    ],
    ids=["first", "right", "more", "changed lock", "lock gone", "changed project"],
)
def test_the_environment_is_made_anew_only_when_a_lock_has_changed(
    installed: dict[str, str], wanted: tuple[str, ...], left: Steps
) -> None:
    assert steps(installed, CURRENT, wanted) == left


def test_an_environment_whose_installation_broke_off_counts_as_none(tmp_path: Path) -> None:
    stamp = tmp_path / "installed.json"
    assert dev_environment.read_stamp(stamp) == {}
    stamp.write_text('{"requirements.txt": ', encoding="utf-8")
    assert dev_environment.read_stamp(stamp) == {}
    stamp.write_text(json.dumps(CURRENT), encoding="utf-8")
    assert dev_environment.read_stamp(stamp) == CURRENT


def test_each_lock_and_the_project_have_a_digest_of_their_own() -> None:
    digests = dev_environment.digests()
    assert {BUILD, RUNTIME, DEV, PROJECT} <= set(digests)
    assert len(set(digests.values())) == len(digests)


def test_each_system_keeps_the_interpreter_in_its_own_folder() -> None:
    assert dev_environment.python("nt").parts[-3:] == (".venv", "Scripts", "python.exe")
    assert dev_environment.python("posix").parts[-3:] == (".venv", "bin", "python")


def _packages(platform: str, environ: dict[str, str], *, window: bool) -> set[str]:
    wanted = dev_system.wanted_libraries(platform, environ, window=window)
    return {need.package for need in wanted}


def test_a_window_needs_more_of_the_system_than_a_picture() -> None:
    drawn = _packages("linux", {"DISPLAY": ":0"}, window=False)
    assert {"libegl1", "libgl1", "libglib2.0-0", "libxkbcommon0"} <= drawn
    assert "libxcb-cursor0" not in drawn
    assert "libxcb-cursor0" in _packages("linux", {"DISPLAY": ":0"}, window=True)
    assert "libwayland-client0" in _packages("linux", {"WAYLAND_DISPLAY": "w"}, window=True)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_bring_all_that_qt_needs(platform: str) -> None:
    assert not _packages(platform, {"DISPLAY": ":0"}, window=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="loads a library of Linux")
def test_a_library_is_missing_when_the_loader_does_not_find_it() -> None:
    there = dev_system.Need("libc.so.6", "libc6")
    gone = dev_system.Need("libnowhere.so.9", "libnowhere9")
    assert dev_system.missing_libraries([there, gone]) == [gone]


def test_a_font_is_found_in_any_folder_below(tmp_path: Path) -> None:
    assert not dev_system.has_font([str(tmp_path), str(tmp_path / "none")])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "readme.txt").touch()
    assert not dev_system.has_font([str(tmp_path)])
    (tmp_path / "truetype" / "DejaVuSans.TTF").touch()
    assert dev_system.has_font([str(tmp_path)])


def test_the_line_to_type_can_be_pasted_as_it_stands() -> None:
    assert dev_system.by_hand(["libegl1", "libgl1"], sudo=True) == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )
    assert dev_system.by_hand(["libegl1"], sudo=False) == (
        "su -c 'apt-get update && apt-get install -y --no-install-recommends libegl1'"
    )


def test_the_demonstration_writes_pictures_and_figures_of_one_store(tmp_path: Path) -> None:
    commands = dict(dev.demo_commands(tmp_path))
    made = {path.name for path in commands}
    assert made == {"sample.iro", "light", "dark", "figures.txt", "figures.json"}
    assert all(str(tmp_path / "sample.iro") in command for command in commands.values())


def test_locks_are_written_for_every_system_and_without_addresses() -> None:
    for command in dev.lock_commands("python", ["--upgrade"]):
        assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(command)
        assert {"--no-emit-find-links", "--upgrade"} <= set(command)


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--fast"]])
def test_what_it_does_not_know_it_answers_with_its_usage(arguments: list[str]) -> None:
    command = [sys.executable, "packaging/dev.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "packaging/dev.py run" in done.stderr
    assert not done.stdout
