"""The command line as its users run it: its output, its exit status and its sentences."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.cli import main
from iro_desktop.cli.answers import MODES
from iro_desktop.domain.documents import checksum
from iro_desktop.domain.measures import Mode
from iro_desktop.services import workspace as workspaces
from tests.annexes import a_workbook, an_annex, as_csv
from tests.quick_keys import create_quickly

ROOT = Path(__file__).parents[2]
PASSPHRASE = "three quiet herons"

HEADER = (
    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nT1,1,04/05/2008,WBRI,,,\nT2,2,11/12/2011,WBRI,,,\n"
)
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
    "T1,03/07/2017,S,V2,N1,U6,PR1,,,,,,\nT2,01/09/2017,S,C1,N1,U6,PR1,,,,,,\n"
)
REVIEWS = (
    "CHILD,DOB,REVIEW,REVIEW_CODE\nT1,04/05/2008,24/07/2017,PN1\nT2,11/12/2011,30/10/2017,PN7\n"
)

Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each command derive its key at the least cost that is allowed."""
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)
    create_quickly(monkeypatch, workspaces)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.iro"


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object, status: int = 0) -> str:
        capsys.readouterr()
        try:
            found = main([str(word) for word in words] + ["--store", str(store)])
        except SystemExit as stopped:
            found = int(str(stopped.code))
        out, err = capsys.readouterr()
        assert found == status, err
        if status == 1:
            assert err.startswith("iro-desktop: ")
            assert err.rstrip().endswith(".")
            assert len(err.strip().splitlines()) == 1
        return err if status else out

    return command


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name, text in (("header", HEADER), ("episodes", EPISODES), ("reviews", REVIEWS)):
        made.append(tmp_path / f"{name}.csv")
        made[-1].write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def filled(run: Run, files: list[Path]) -> Iterator[Run]:
    run("create", "--officer", "IRO 1", "--fte", "0.6")
    run("import", "ssda903", *files, "--year", 2018)
    yield run
    assert "All is well" in run("check")


def as_json(text: str) -> Any:
    return json.loads(text)


def test_the_modes_of_the_command_line_are_those_of_the_measures() -> None:
    assert tuple(Mode) == MODES


def test_create_prints_a_recovery_code_and_says_when_no_fte_was_given(run: Run) -> None:
    said = run("create", "--officer", "IRO 1")
    assert "Recovery code: " in said
    assert "n/a" in said
    assert "already a store" in run("create", "--officer", "IRO 2", status=1)


def test_an_import_says_what_it_did_and_a_second_one_finds_nothing_new(
    run: Run, files: list[Path]
) -> None:
    run("create", "--officer", "IRO 1")
    words = ["import", "ssda903", *files, "--year", 2018, "--json"]
    planned = as_json(run(*words, "--dry-run"))
    (set_up, *_) = as_json(run("history", "--json"))
    assert (set_up["act"], set_up["clock_doubtful"]) == ("set up the store", False)
    first = as_json(run(*words))
    assert first == planned
    assert first["new"]["Child"] == 2
    assert first["read"]["Review"] == 2
    second = as_json(run(*words))
    assert not any(second["new"].values())
    assert not any(second["changed"].values())
    assert second["unchanged"]["Child"] == 2


def test_an_annex_is_imported_from_its_workbook_or_a_folder(run: Run, tmp_path: Path) -> None:
    run("create", "--officer", "IRO 1")
    workbook = a_workbook(tmp_path, an_annex())
    said = run("import", "annex-a", workbook)
    assert "taken as 19 February 2021, the latest date in it" in said
    assert "child protection plans" in said
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, rows in an_annex().items():
        (folder / f"{name}.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
    again = as_json(run("import", "annex-a", folder, "--json"))
    assert (again["new"], again["changed"]) == ({}, {})
    assert "no.xlsx is not there" in run("import", "annex-a", tmp_path / "no.xlsx", status=1)


def test_measures_name_their_children(filled: Run) -> None:
    report = as_json(
        filled("measures", "--as-of", "2018-03-31", "--id", "cla_reviews_in_time_held",
               "--children", "--json")
    )  # fmt: skip
    assert (report["as_of"], report["to"]) == ("2018-03-31", "2018-03-31")
    (measure,) = report["measures"]
    assert (measure["numerator"], measure["denominator"]) == (1, 2)
    assert measure["parts"]["first"]["denominator"] == 2
    assert measure["children"] == {"met": ["T1"], "not_met": ["T2"]}
    assert "1 of 2" in filled("measures", "--as-of", "2018-03-31")
    assert "no measure called" in filled("measures", "--id", "nonsense", status=1)


def test_due_says_by_when_and_why(filled: Run) -> None:
    lines = as_json(filled("due", "--as-of", "2017-12-01", "--json"))
    second = next(one for one in lines if one["child"] == "T1" and one["what"] == "Second review")
    assert second["due_on"] == "2017-10-24"
    assert second["status"] == "overdue"
    assert second["days"] == -38
    assert "3 months after" in second["why"]
    assert second["rule"]
    assert all(
        one["days"] <= 7
        for one in as_json(filled("due", "--as-of", "2017-12-01", "--days", "7", "--json"))
    )
    assert "▲ 38 days late" in filled("due", "--as-of", "2017-12-01")


def test_history_is_of_all_or_of_one_child(filled: Run) -> None:
    every = as_json(filled("history", "--json"))
    of_one = as_json(filled("history", "--child", "t1", "--json"))
    assert {entry["child"] for entry in of_one} == {"T1"}
    assert 0 < len(of_one) < len(every)
    assert "No child here" in filled("history", "--child", "T9", status=1)
    assert "T1" in filled("history", "--child", "T1")


def test_a_backup_restores_into_another_folder(filled: Run, tmp_path: Path, store: Path) -> None:
    copy = tmp_path / "copy.irobackup"
    filled("backup", "--out", copy)
    before = filled("history", "--json")
    other = tmp_path / "other.iro"
    assert main(["restore", "--from", str(copy), "--store", str(other)]) == 0
    assert main(["check", "--store", str(other)]) == 0
    assert "is in use" not in filled("restore", "--from", copy)
    assert filled("history", "--json") == before
    assert any(path.name.startswith("set-aside-") for path in store.iterdir())


def test_allocations_move_children_to_their_iro(filled: Run, tmp_path: Path) -> None:
    table = tmp_path / "allocations.csv"
    table.write_text("child,officer,from,to,role\nT1,IRO 2,03/07/2017,,named\n", encoding="utf-8")
    result = as_json(filled("import", "allocations", table, "--json"))
    assert result["problems"] == []
    assert sum(result["new"].values()) + sum(result["changed"].values()) > 0
    again = as_json(filled("import", "allocations", table, "--json"))
    assert not any(again["new"].values())
    assert not any(again["changed"].values())


def test_comparators_are_imported_and_stand_in_the_figures(run: Run, tmp_path: Path) -> None:
    run("create", "--officer", "IRO 1")
    table = tmp_path / "comparators.csv"
    table.write_text(
        "year,area,kind,measure,value,source\n2020,Us,own,population_0_17,2500,ONS\n"
        "2020,Next door,neighbour,cla_rate_per_10000,c,\n",
        encoding="utf-8",
    )
    planned = as_json(run("import", "comparators", table, "--dry-run", "--json"))
    figures = ["measures", "--as-of", "2020-03-31", "--id", "cla_rate_per_10000"]
    assert "no population is entered" in run(*figures)
    assert as_json(run("import", "comparators", table, "--json")) == planned
    assert planned["new"] == {"Comparator": 1}
    (problem,) = planned["problems"]
    assert (problem["row"], "withheld" in problem["sentence"]) == (3, True)
    assert "0.0 per 10,000 children aged 0 to 17" in run(*figures)
    assert "comparators  " in run("import", "comparators", table)
    table.write_text("year,area,value\n2020,Us,2500\n", encoding="utf-8")
    assert "no column “kind”" in run("import", "comparators", table, status=1)


@pytest.mark.parametrize(
    "words,part",
    [
        (["check"], "does not hold an IRO Desktop store"),
        (["measures", "--json"], "does not hold an IRO Desktop store"),
        (["restore", "--from", "nowhere.irobackup"], "could not be read"),
    ],
)
def test_without_a_store_each_command_says_so(run: Run, words: list[str], part: str) -> None:
    assert part in run(*words, status=1)


def test_a_wrong_passphrase_a_file_for_it_and_none_at_all(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not the right one\n", encoding="utf-8")
    assert "not the passphrase" in filled("check", "--passphrase-file", secret, status=1)
    secret.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    filled("check", "--passphrase-file", secret)
    assert "passphrase file" in filled("check", "--passphrase-file", tmp_path, status=1)
    monkeypatch.delenv("IRO_DESKTOP_PASSPHRASE")
    assert "No passphrase was given" in filled("check", status=1)
    monkeypatch.setenv("IRO_DESKTOP_PASSPHRASE", PASSPHRASE)


@pytest.mark.parametrize(
    "words",
    [
        ["due", "--as-of", "31/03/2020"], ["create"], ["import", "nonsense", "x.csv"], ["nonsense"],
        ["create", "--officer", "A", "--fte", "9"], ["import", "ssda903", "x.csv", "--year", "18"],
        ["measures", "--mode", "weekly"],
    ],
)  # fmt: skip
def test_wrong_usage_is_status_2(run: Run, words: list[str]) -> None:
    assert "usage: " in run(*words, status=2)


HOLDER = """
import sys
from pathlib import Path
from iro_desktop.storage.lock import StoreLock

lock = StoreLock(Path(sys.argv[1]))
lock.acquire("import")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_has_the_store(filled: Run, store: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        said = filled("due", status=1)
        assert "import" in said
        assert str(holder.pid) in said
        holder.stdin.close()


def test_no_secret_and_no_reference_ever_stands_in_a_plain_file(filled: Run, store: Path) -> None:
    filled("backup")
    for path in store.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for secret in (b"herons", b"T1\x00", b"IRO 1", b"WBRI"):
                assert secret not in data, path.name


@pytest.mark.usefixtures("filled")
def test_a_store_that_is_named_before_the_command_is_the_one_that_is_read(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    monkeypatch.setattr("iro_desktop.cli.parser.default_store_folder", lambda: store / "nowhere")
    assert main(["--store", str(store), "history", "--child", "T1"]) == 0
    assert "T1" in capsys.readouterr().out
    assert main(["history"]) == 1  # and none that is named is this user's own


@pytest.mark.usefixtures("filled")
def test_a_fault_of_the_program_prints_no_value(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_parts: object, **_named: object) -> None:
        raise KeyError("T1 born 2008-05-04") from ValueError("Wren Robertson")

    monkeypatch.setattr("iro_desktop.services.dues.due_lines", fails)
    capsys.readouterr()
    assert main(["due", "--store", str(store), "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("iro-desktop: ")
    assert "KeyError" in err
    assert "ValueError" in err
    assert "iro_desktop.cli.answers:" in err
    for value in ("Wren", "2008", "T1", str(store), PASSPHRASE):
        assert value not in err


def test_a_file_is_no_place_for_a_store(run: Run, store: Path) -> None:
    store.write_bytes(b"mine")
    assert "a file" in run("create", "--officer", "IRO 1", status=1)
    assert store.read_bytes() == b"mine"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_wrong_usage(run: Run, day: str) -> None:
    assert "out of reach" in run("measures", "--as-of", day, status=2)


def test_local_standards_are_exported_previewed_and_imported_once(
    filled: Run, tmp_path: Path, store: Path
) -> None:
    path = tmp_path / "council.irostandards"
    assert "1 set of standards in" in filled("export", "standards", "--out", path)
    found = as_json(path.read_text(encoding="utf-8"))
    found["sets"][0] |= {"id": "council", "from_on": "2017-04-01", "caseload_high": 65}
    found["sha256"] = checksum(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    words = ["import", "standards", path]
    planned = as_json(filled(*words, "--dry-run", "--json"))
    assert planned["new"] == {"Standards": 1}
    before = len(list((store / "backups").iterdir()))
    assert as_json(filled(*words, "--json")) == planned
    assert len(list((store / "backups").iterdir())) == before + 1
    assert as_json(filled(*words, "--json"))["unchanged"] == {"Standards": 1}
    assert as_json(filled("history", "--json"))[0]["act"] == (
        "import the standards from 1 April 2017"
    )


def test_a_settings_file_that_is_none_is_refused_and_one_is_read_at_a_time(
    filled: Run, files: list[Path], tmp_path: Path
) -> None:
    assert "no settings file" in filled("import", "standards", files[0], status=1)
    assert "name that one alone" in filled("import", "standards", *files, status=1)
    assert "invalid choice" in filled("export", "lunch", "--out", tmp_path / "x", status=2)


def test_the_diary_is_exported_for_a_calendar_elsewhere(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "diary.ics"
    said = filled("export", "diary", "--out", path, "--from", "2010-01-01", "--to", "2040-01-01")
    assert said.endswith(f" in {path}: children are named by reference only.\n")
    assert path.read_bytes().count(b"BEGIN:VEVENT") == int(said.split()[0].replace(",", "")) > 0
    assert "ends before that" in filled(
        "export", "diary", "--out", path, "--from", "2020-02-01", "--to", "2020-01-01", status=1
    )


def test_the_charts_are_exported_into_a_folder(filled: Run, tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    said = filled("export", "charts", "--out", folder, "--to", "2020-03-31")
    names = {path.suffix for path in folder.iterdir()}
    pictures = list(folder.glob("*.svg"))
    assert names == {".svg", ".csv"}
    assert said.startswith(f"{len(pictures)} charts in")
    assert (folder / "caseload-over-time.csv").exists()


def test_a_summary_is_exported_by_whole_months_that_are_over(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "Kit.irosummary"
    said = filled("export", "summary", "--out", path)
    assert said.startswith("The summary Kit.irosummary is written: 24 months up to ")
    assert "counts alone and no child" in said
    found = as_json(path.read_text(encoding="utf-8"))
    assert (found["format"], len(found["months"])) == ("iro-desktop-summary", 24)
    one = ("export", "summary", "--out", path, "--from", "2019-10-01", "--to")
    assert ": 6 months up to March 2020" in filled(*one, "2020-03-31")
    before = path.read_bytes()
    assert "ends on 30 March 2020: choose" in filled(*one, "2020-03-30", status=1)
    assert path.read_bytes() == before


def test_views_list_who_opened_exported_and_imported(
    run: Run, files: list[Path], store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("create", "--officer", "IRO 1")
    run("import", "ssda903", *files)
    with monkeypatch.context() as patch:
        patch.setenv("IRO_DESKTOP_PASSPHRASE", "four quiet herons")
        run("due", status=1)
    out = tmp_path / "all.json"
    run("export", "subject-access", "--child", "t1", "--out", out)
    found = json.loads(run("history", "--views", "--json"))
    assert [(one["what"], one["note"].split(",")[0]) for one in reversed(found)] == [
        ("unlock", "import"),
        ("import", "SSDA903"),
        ("failed_unlock", ""),
        ("unlock", "export"),
        ("export", "everything about the child as JSON"),
        ("unlock", "history"),
    ]
    assert [one["by"] for one in reversed(found)] == ["IRO 1", "IRO 1", "", *["IRO 1"] * 3]
    only = json.loads(run("history", "--views", "--child", "T1", "--json"))
    assert [(one["what"], one["child"]) for one in only] == [("export", "T1")]
    assert "Unlocked (history)" in run("history", "--views")
    assert "Unlocked" not in run("history")
    assert not (store / "attempts.json").exists()


def test_everything_about_a_child_is_exported_as_a_document_or_json(
    run: Run, files: list[Path], tmp_path: Path
) -> None:
    run("create", "--officer", "IRO 1")
    run("import", "ssda903", *files)
    document, plain = tmp_path / "all.docx", tmp_path / "all.json"
    said = run("export", "subject-access", "--child", "T1", "--out", document)
    assert "which is not encrypted" in said
    assert document.read_bytes().startswith(b"PK")
    run("export", "subject-access", "--child", "T1", "--out", plain)
    found = json.loads(plain.read_bytes())
    assert found["child"]["reference"] == "T1"
    assert {"Child", "CarePeriod", "Review"} <= {one["kind"] for one in found["records"]}
    assert '"T2"' not in plain.read_text(encoding="utf-8")
    assert "--child" in run("export", "subject-access", "--out", plain, status=1)
    for wrong, said in ((("T9", plain), "reference"), (("T1", tmp_path / "all.pdf"), ".docx")):
        child, out = wrong
        assert said in run("export", "subject-access", "--child", child, "--out", out, status=1)


# Tables through a mapping


def test_a_table_is_imported_through_a_mapping_file_by_name_or_by_its_columns(
    run: Run, store: Path, tmp_path: Path
) -> None:
    run("create", "--officer", "IRO 1")
    path, mapping = tmp_path / "reviews.csv", tmp_path / "Reviews.iromapping"
    path.write_text("Ref,Seen on\nT1,04/05/2019\nT2,05/05/2019\nT3,31/04/2019\n")
    found = {
        "format": "iro-desktop-import-mapping",
        "version": 1,
        "name": "Reviews",
        "kind": "Review",
        "columns": [["ref", "Child.reference"], ["Seen on", "Review.held_on"]],
        "spellings": [["Review.review_type", "", "cla"]],
        "date_order": "dmy",
    }
    mapping.write_text(json.dumps(found | {"sha256": checksum(found)}))
    done = json.loads(run("import", "table", path, "--mapping", mapping, "--dry-run", "--json"))
    assert done["new"] == {"Child": 2, "Review": 2}
    (problem,) = done["problems"]
    assert (problem["file"], problem["row"], problem["child"]) == ("reviews.csv", 4, "T3")
    run("import", "table", path, status=1)
    run("import", "table", path, "--mapping", "Reviews", status=1)
    remember(store, mapping)
    done = json.loads(run("import", "table", path, "--json"))
    assert done["new"] == {"Child": 2, "Review": 2}
    done = json.loads(run("import", "table", path, "--mapping", "reviews", "--json"))
    assert (done["new"], done["unchanged"]) == ({}, {"Child": 2, "Review": 2})


def remember(store: Path, path: Path) -> None:
    """Have a mapping file taken over, as the window does."""
    from iro_desktop.services.mapping_files import import_mapping

    workspace = workspaces.open_workspace(store, PASSPHRASE, who="test")
    import_mapping(workspace, path)
    workspace.close()


def test_a_yearly_report_is_a_word_file_a_pdf_or_slides(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    said = filled("export", "report", "--from", "2017-04-01", "--to", "2018-03-31", "--out", out)
    assert said.startswith("Independent Reviewing Service Annual Report 2017–18: ")
    assert "not written or not compared, which it says" in said
    assert out.read_bytes().startswith(b"PK")
    slides = tmp_path / "slides.pdf"
    filled("export", "report", "--to", "2018-03-31", "--slides", "--share", "--out", slides)
    assert slides.read_bytes().startswith(b"%PDF")
    wrong = filled("export", "report", "--out", tmp_path / "report.txt", status=1)
    assert "name it .docx or .pdf" in wrong
