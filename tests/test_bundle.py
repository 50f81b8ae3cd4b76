"""What is handed to those who install: packages of a small stand-in for the built folder."""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import bundle
import bundle_deb
import bundle_windows
import pytest
from dev_system import QT, X11

from iro_desktop import __version__
from iro_desktop.ui.opening import SHARED_COPY, SUMMARY

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
ENDINGS = {SHARED_COPY, SUMMARY}
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="made on Linux alone")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in which a built folder stands: a program that prints, and a library."""
    folder = tmp_path / "iro-desktop"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "iro-desktop"
    program.write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    program.chmod(0o700)
    (folder / "iro-desktop.exe").write_bytes(b"MZ")
    (folder / "_internal" / "library.dll").write_bytes(b"MZ library")
    return tmp_path


@pytest.fixture
def signer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signing program that only lists what it was given."""
    signed = tmp_path / "signed.txt"
    program = tmp_path / "sign"
    program.write_text(f'#!/bin/sh\nbasename "$1" >> "{signed}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(bundle.SIGN, str(program))
    return signed


def asked_of_deb(option: str, package: Path) -> str:
    done = subprocess.run(
        ["dpkg-deb", option, str(package)], check=True, capture_output=True, text=True
    )
    return done.stdout


@on_linux
def test_a_debian_package_has_the_program_its_menu_entry_and_what_it_needs(out: Path) -> None:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is missing: no Debian package was made or looked at")
    package = bundle_deb.debian_package(out / "iro-desktop", out, __version__)
    about = asked_of_deb("-I", package)
    assert f" Version: {__version__}\n" in about
    assert "Independent Reviewing Officers" in about
    for need in (*QT, *X11):
        assert need.package in about
    held = asked_of_deb("-c", package)
    for line in (
        r"-rwxr-xr-x root/root .*\./usr/lib/iro-desktop/iro-desktop\n",
        r"-rw-r--r-- root/root .*\./usr/lib/iro-desktop/_internal/library\.dll\n",
        r"\./usr/bin/iro-desktop -> \.\./lib/iro-desktop/iro-desktop\n",
        r"\./usr/share/applications/iro-desktop\.desktop\n",
        r"\./usr/share/mime/packages/iro-desktop\.xml\n",
        r"\./usr/share/icons/hicolor/scalable/apps/iro-desktop\.svg\n",
        r"\./usr/share/doc/iro-desktop/copyright\n",
    ):
        assert re.search(line, held), line


@on_linux
def test_removing_the_debian_package_says_where_the_data_stays_and_touches_none() -> None:
    script = PACKAGING / "linux" / "postrm"
    said = subprocess.run(
        ["sh", str(script), "remove"], check=True, capture_output=True, text=True
    ).stdout
    assert "~/.local/share/iro-desktop" in said
    assert "rm " not in script.read_text(encoding="utf-8")
    quiet = ["sh", str(script), "upgrade"]
    assert subprocess.run(quiet, check=True, capture_output=True).stdout == b""


def test_menu_entry_and_file_types_are_about_the_same_files() -> None:
    entry = (PACKAGING / "linux" / "iro-desktop.desktop").read_text(encoding="utf-8")
    types = ET.parse(PACKAGING / "linux" / "iro-desktop.xml").getroot()  # noqa: S314 - our own
    kinds = {one.get("type") for one in types}
    listed = re.search(r"^MimeType=(.*);$", entry, re.MULTILINE)
    assert listed is not None
    assert set(listed[1].split(";")) == kinds
    patterns = {one.get("pattern", "") for one in types.iter() if one.tag.endswith("glob")}
    assert {pattern.removeprefix("*") for pattern in patterns} == ENDINGS
    installer = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert set(re.findall(r'FileType "(\.\w+)"', installer)) == ENDINGS


@on_linux
def test_every_file_and_every_package_has_a_hash_that_sha256sum_would_check(out: Path) -> None:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is missing: no Debian package was made")
    made = bundle.packages(out, "linux")
    assert [path.suffix for path in made] == [".xz", ".deb", ".json", ".sha256", ".sha256"]
    checked = 0
    for listed in made[-2:]:
        for line in listed.read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
            checked += 1
    assert checked == 3 + 4
    with tarfile.open(made[0]) as archive:
        assert archive.getmember("iro-desktop/iro-desktop").mode & 0o100
        assert {one.uname for one in archive} == {"root"}


def test_a_portable_zip_holds_the_folder(out: Path) -> None:
    made = bundle.zipped(out / "iro-desktop", out / "portable.zip")
    with zipfile.ZipFile(made) as archive:
        assert "iro-desktop/_internal/library.dll" in archive.namelist()


@on_linux
def test_each_binary_is_given_to_the_signing_program_that_is_named(out: Path, signer: Path) -> None:
    bundle.sign(out.rglob("*.dll"))
    assert signer.read_text(encoding="utf-8").split() == ["library.dll"]


def test_nothing_is_signed_where_no_signing_program_is_named(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(bundle.SIGN, raising=False)
    bundle.sign(out.rglob("*.dll"))
    assert (out / "iro-desktop" / "_internal" / "library.dll").read_bytes() == b"MZ library"


@on_linux
def test_the_windows_installer_compiles_without_a_warning_and_signs_its_uninstaller(
    out: Path, signer: Path
) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("makensis is missing: the Windows installer was not compiled")
    bundle.write_icons(out / "icons")
    made = bundle_windows.installer(
        out / "iro-desktop", out, __version__, icon=out / "icons" / "iro-desktop.ico"
    )
    assert [path.name for path in made] == [f"iro-desktop-{__version__}-setup.exe"]
    assert made[0].read_bytes().startswith(b"MZ")
    assert len(signer.read_text(encoding="utf-8").split()) == 1


def test_the_windows_installer_keeps_data_and_is_for_every_user_unless_asked_otherwise() -> None:
    text = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert "MULTIUSER_EXECUTIONLEVEL Highest" in text
    assert "MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER" not in text
    assert "APPDATA" not in text.replace("%LOCALAPPDATA%", "")
    removed = re.findall(r"^\s*(?:RMDir|Delete) (.*)$", text, re.MULTILINE)
    assert all(
        re.fullmatch(r'(/r "\$INSTDIR\\_internal"|"\$(INSTDIR|SMPROGRAMS)(\\[\w .-]+)?")', one)
        for one in removed
    ), removed


@pytest.mark.parametrize(
    "version, numbers",
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("2.0.0rc1", "2.0.01.0"), ("1.2.3.4.5", "1.2.3.4")],
)
def test_windows_is_told_a_version_of_four_numbers(version: str, numbers: str) -> None:
    assert bundle_windows.numbers(version) == numbers


def test_the_icons_of_windows_and_macos_hold_pictures_of_each_size(tmp_path: Path) -> None:
    bundle.write_icons(tmp_path)
    windows = (tmp_path / "iro-desktop.ico").read_bytes()
    _, kind, number = struct.unpack_from("<HHH", windows)
    assert (kind, number) == (1, 6)
    for at in range(number):
        side, *_, size, place = struct.unpack_from("<BBBBHHII", windows, 6 + 16 * at)
        png = windows[place : place + size]
        assert png.startswith(b"\x89PNG")
        assert struct.unpack_from(">I", png, 16)[0] == (side or 256)
    mac = (tmp_path / "iro-desktop.icns").read_bytes()
    assert mac[:4] == b"icns"
    assert struct.unpack_from(">I", mac, 4)[0] == len(mac)


@pytest.mark.long
def test_the_built_program_proves_itself(tmp_path: Path) -> None:
    """Minutes: PyInstaller builds it; then nothing but it, in an empty home, runs its self-test."""
    folder = bundle.build(tmp_path)
    (tmp_path / "home").mkdir()
    alone = {"HOME": str(tmp_path / "home"), "PATH": os.defpath}
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP") if key in os.environ}
    program = next(
        path for name in ("iro-desktop-cli.exe", "iro-desktop") if (path := folder / name).exists()
    )
    done = subprocess.run(
        [str(program), "self-test"], env=alone | kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every view was drawn" in done.stdout


@pytest.mark.long
def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    """Minutes, and the package index: in the environment there is what the lock names, no more."""
    import check_wheel

    said = check_wheel.check(tmp_path)
    assert json.loads(said["measures"])["measures"]
    assert "The installed program works." in said["self-test"]
