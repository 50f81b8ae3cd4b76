"""The command that writes documents as PDF."""

from pathlib import Path

import pytest

from iro_desktop.cli import main
from iro_desktop.services import workspace as workspaces
from tests.caseloads import fill
from tests.handovers import a_child_of
from tests.pdfs import reader, tags, text_of
from tests.quick_keys import create_quickly

PASSPHRASE = "three quiet herons"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)
    create_quickly(monkeypatch, workspaces)
    folder = tmp_path / "s.iro"
    workspace, _ = workspaces.create_workspace(folder, PASSPHRASE, officer_name="IRO 1")
    fill(workspace, 3)
    a_child_of(workspace, "AB12")
    workspace.close()
    return folder


@pytest.mark.parametrize(
    "kind, name, said",
    [
        ("caseload-list", "Caseload list", "AB12"),
        ("child-sheet", "Supervision sheet", "Agreed in supervision"),
        ("review-pack", "Review pack", "Decided last time"),
        ("letter", "Escalation letter", "The right outcome for A.B."),
    ],
)
def test_a_document_is_written_as_a_tagged_pdf(
    kind: str,
    name: str,
    said: str,
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.pdf"
    words = ["export", kind, "--store", str(store), "--out", str(out)]
    of = [] if kind == "caseload-list" else ["--child", "lc-20417"]
    assert main([*words, *of, "--classification", "OFFICIAL"]) == 0
    assert capsys.readouterr().out.startswith(f"{name} in {out}, by reference and initials:")
    data = out.read_bytes()
    assert said in text_of(data)
    assert "SENSITIVE" not in text_of(data)
    assert tags(data)["H1"] == 1
    assert reader(data).metadata.title == name  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["child-sheet", "review-pack", "letter"])
def test_papers_about_a_child_ask_for_the_child(
    kind: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    assert main(["export", kind, "--store", str(store), "--out", str(out)]) == 1
    assert "--child once" in capsys.readouterr().err
    assert not out.exists()


def test_a_child_without_a_challenge_has_no_letter(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    words = ["export", "letter", "--store", str(store), "--out", str(out), "--child", "LC-20418"]
    assert main(words) == 1
    assert "No challenge is open" in capsys.readouterr().err
    assert not out.exists()
