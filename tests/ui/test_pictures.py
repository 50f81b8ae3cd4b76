"""The pictures of every view: all there, none empty, and like those that are kept.

What is kept is remade by ``pytest tests/ui/test_pictures.py --remake-pictures``, with IRO_LONG=1
the dark ones too; look at the changes before they are committed. How much may differ stands in
`tests/likeness.py`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import theme
from iro_desktop.ui.pictures import NotDrawnError, take_pictures
from iro_desktop.ui.theme import Scheme
from tests.likeness import Album
from tests.wording import faults, is_sentence

VIEWS = {
    "unlock", "unlock-damaged", "unlock-rebuilt", "unlock-sheet-required", "dialog-restore",
    "dialog-removable-ics", "dialog-removable-irobackup", "dialog-restore-list",
    "dialog-restore-preview", "dialog-restore-sure", "dialog-backup-secret", "dialog-passphrase",
    "unlock-wrong-passphrase", "first-run-1-who", "first-run-2-passphrase",
    "first-run-3-recovery-code", "first-run-4-what-next", "caseload", "caseload-nothing-found",
    "tour", "monitoring", "escalations", "diary", "diary-weeks-ahead", "dialog-what-if",
    "team-empty", "team", "team-2", "team-3", "team-4", "team-what-if", "dialog-team-iro",
    "dialog-team-move", "reports", "dialog-export-pages", "dialog-export-workbook",
    "dialog-yearly-days", "dialog-yearly-compared", "dialog-yearly-looked-after",
    "dialog-yearly-protection", "dialog-yearly-oversight", "dialog-yearly-recommended",
    "dialog-yearly-priorities", "dialog-yearly-pages", "yearly-last-years-words",
    "yearly-last-years-priorities",
    "child", "charts", "charts-as-tables", "charts-below",
    "children-behind-a-point", "dialog-add-child", "dialog-edit-child", "dialog-record-review",
    "dialog-record-check", "dialog-record-told", "dialog-new-challenge", "dialog-import",
    "dialog-details", "dialog-fault-reports", "dialog-remove",
    "dialog-standards", "dialog-standards-form", "dialog-standards-effect",
    "dialog-comparators", "dialog-about", "dialog-crash", "dialog-feedback",
    "help", "help-found", "help-keys", "help-handbook",
    "dialog-conference", "dialog-appeal", "child-on-file", "measures",
    "measures-bottom", "measure", "measure-bottom", "dialog-put-off", "dialog-save-filter",
    "dialog-saved-filters", "palette", "palette-found", "news", "quality", "dialog-book-meeting",
    "dialog-record-meeting", "dialog-prepare", "dialog-family-meeting", "dialog-meeting",
    "dialog-cancel-meeting", "dialog-print-sheet", "dialog-print-pack",
    "dialog-print-caseload", "dialog-print-letter", "dialog-siblings", "dialog-sibling-contact",
    "dialog-history", "dialog-quick-line", "dialog-council", "dialog-bin", "dialog-erase",
    "dialog-erase-ask", "dialog-erase-now", "dialog-hand-over", "dialog-handover-words",
    "dialog-take-over", "dialog-take-over-seen",
    "dialog-contact-several", "dialog-allocate-several", "caseload-several-chosen",
    "dialog-delete-child", "quick-line-understood", "dialog-subject-access",
    "dialog-views-of-child", "dialog-view-log", "dialog-recovery-sheet", "dialog-export-summary",
    "dialog-recovery-sheet-code",
    "escalations-table", "escalations-stages", "escalations-closed", "escalations-good-practice",
    "two-versions-child", "dialog-two-versions", "dialog-two-versions-texts",
    "dialog-two-versions-codes", "dialog-two-versions-deleted", "dialog-history-clock-wrong",
    "first-run-join-1-shared-copy", "first-run-join-2-passphrase", "sending", "dialog-shared-copy",
    "dialog-shared-copy-shared", "dialog-shared-copy-damaged", "dialog-start-sharing",
    "dialog-start-sharing-join", "dialog-shared-copy-move", "dialog-shared-copy-remove",
    "dialog-shared-copy-rename", "dialog-shared-copy-change", "dialog-shared-copy-enter",
    "dialog-shared-copy-anew", "dialog-shared-copy-stop", "shared-copy-gone",
    "shared-copy-damaged",
    "dialog-import-nobody", "dialog-import-question", "dialog-import-changed",
    "dialog-import-missing", "dialog-import-records", "dialog-import-problems",
    "dialog-import-done", "dialog-import-winners", "dialog-same-child",
    "dialog-mapping", "dialog-mappings", "dialog-mapping-share", "dialog-mapping-name",
    "dialog-mappings-none", "dialog-import-table",
    "escalations-charts", "measure-caseload-per-fte", "measure-cla-participation",
    "measure-resolutions-formal", "measure-escalation-themes",
    "dialog-good-practice", "dialog-challenge", "dialog-reply", "dialog-cafcass", "dialog-outcome",
}  # fmt: skip


IN_DARK = {
    "unlock", "first-run-4-what-next", "caseload", "caseload-several-chosen", "monitoring",
    "escalations", "escalations-table", "diary", "diary-weeks-ahead", "child", "charts",
    "charts-below", "measures", "measure", "team", "news", "quality", "dialog-record-told",
    "dialog-standards", "dialog-import", "dialog-print-letter",
}  # fmt: skip
BY_THE_CLOCK = {"dialog-history", "dialog-view-log", "dialog-views-of-child"}
"""What shows when the sample was made: no two days have the same."""
ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "data" / "pictures"
FONT = "DejaVu Sans"


@pytest.fixture(scope="module")
def looks(
    tmp_path_factory: pytest.TempPathFactory, *, long_run: bool, remake_pictures: bool
) -> Path:
    """A folder of pictures for each look, drawn by a process whose screen is large enough."""
    out = tmp_path_factory.mktemp("looks")
    command = [sys.executable, "-W", "error", "-m", "tests.every_picture", str(out)]
    if long_run or remake_pictures:
        command.append("dark")
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return out


def _in(folder: Path) -> dict[str, Path]:
    """Return the pictures of a folder by their names."""
    return {path.stem: path for path in sorted(folder.glob("*.png"))}


def _grounds(pictures: dict[str, Path]) -> set[str]:
    """Return the colours of the upper left corners of the pictures."""
    return {QImage(str(path)).pixelColor(6, 60).name() for path in pictures.values()}


def _compare(look: str, pictures: dict[str, Path], *, remake: bool) -> None:
    """Compare pictures with those kept for a look, or keep them."""
    if QFontInfo(theme.font()).family() != FONT:
        pytest.skip(f"the kept pictures are in {FONT}, which is not the font here")
    album = Album(KEPT / look)
    if remake:
        album.keep(pictures)
    unlike = album.unlike(pictures)
    assert not unlike, "\n".join(
        (
            f"{len(unlike)} pictures of the {look} look are not like those in {album.folder}:",
            *unlike,
            "Once they are as they should be: pytest tests/ui/test_pictures.py --remake-pictures",
        )
    )


def test_every_view_has_a_picture_of_its_own(looks: Path) -> None:
    light = _in(looks / "light")
    assert set(light) == VIEWS
    main = QImage(str(light["caseload"]))
    assert (main.width(), main.height()) == (1440, 900)
    assert len({path.read_bytes() for path in light.values()}) == len(light)  # no two the same


def test_every_text_on_screen_is_plain_british_english(looks: Path) -> None:
    read = json.loads((looks / "light.json").read_text(encoding="utf-8"))
    assert len(read["said"]) > 2_000
    typed = set(read["typed"])
    wrong = [
        f"{name}: {fault}"
        for text, name in read["said"].items()
        for line in text.split("\n")
        for fault in faults(line)
        if not line.startswith("…")  # cut out of what somebody typed
        and not any(part in line or line in part for part in typed)
    ]
    wrong += [
        f"{name}: no sentence: {text}"
        for text, name in read["messages"].items()
        if text and not is_sentence(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_light_pictures_are_light_and_like_those_kept(
    looks: Path, *, remake_pictures: bool
) -> None:
    light = _in(looks / "light")
    assert _grounds(light) <= {"#ffffff", "#f4f5f7"}
    chosen = {name: path for name, path in light.items() if name not in BY_THE_CLOCK}
    _compare("light", chosen, remake=remake_pictures)


@pytest.mark.long
def test_dark_pictures_of_large_text_are_dark_and_like_those_kept(
    looks: Path, *, remake_pictures: bool
) -> None:
    dark = _in(looks / "dark")
    assert _grounds(dark) <= {"#1f242b", "#16191e"}
    chosen = {name: path for name, path in dark.items() if name in IN_DARK}
    _compare("dark-150", chosen, remake=remake_pictures)


@pytest.mark.parametrize("look", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_no_words_are_cut_or_lie_over_others(looks: Path, look: str) -> None:
    assert (looks / f"{look}.txt").read_text(encoding="utf-8") == ""


@pytest.mark.long
def test_in_high_contrast_at_twice_their_size_all_words_and_the_focus_are_seen(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.every_picture", str(tmp_path), "small"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert (tmp_path / "small.txt").read_text(encoding="utf-8") == ""


def test_a_folder_that_cannot_be_written_is_said(
    workspace: Workspace, qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotDrawnError):
        take_pictures(qapp, workspace, tmp_path / "file", Scheme.LIGHT)
