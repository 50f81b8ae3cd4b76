"""The benchmark's table, its growth exponents and what it says of a baseline; nothing is timed."""

import math
import platform
import sys
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.paths import default_store_folder, resource
from tests.bench import baseline
from tests.bench.__main__ import measured
from tests.bench.caseload import FULL, QUICK, Caseload, Size
from tests.bench.parts import PARTS, Part
from tests.bench.table import Line, as_markdown, as_text, rows_of
from tests.bench.timing import Timed, environment, exponent, in_turns, machine

SIZES = ("small", "middle", "large")
HERE = "a processor, 2 cores"


def a_line(
    *ratios: float, name: str = "sync", amounts: tuple[float, ...] = (1, 10, 100), unit: str = "s"
) -> Line:
    """Return a line of these ratios whose yardstick always takes a tenth of a second."""
    timed = (
        Timed(amount, (ratio / 10,) * 3, (0.1, 0.1, 0.1))
        for amount, ratio in zip(amounts, ratios, strict=True)
    )
    return Line(name, name.capitalize(), "a raw copy", tuple(timed), unit)


def kept(tmp_path: Path, *lines: Line) -> dict[str, baseline.Kept]:
    """Keep lines and read them again."""
    path = tmp_path / "baseline.json"
    baseline.save(path, "full", lines, date(2020, 3, 31), HERE)
    return baseline.read(path, "full")


# Growth and ratios


@pytest.mark.parametrize(
    "points, grows",
    [
        ([(1, 3), (10, 3), (100, 3)], 0),
        ([(1, 3), (10, 30), (100, 300)], 1),
        ([(70, 0.1), (140, 0.4), (280, 1.6)], 2),
        ([(1, 1), (4, 2), (16, 4)], 0.5),
        ([(1, 1), (10, 10), (100, 10)], 0.5),  # least squares: the slope through all three
    ],
)
def test_an_exponent_says_how_time_grows_with_size(
    points: list[tuple[float, float]], grows: float
) -> None:
    assert exponent(points) == pytest.approx(grows)


def test_one_size_has_no_exponent() -> None:
    assert math.isnan(exponent([(70, 1.0)]))
    assert math.isnan(exponent([(70, 1.0), (70, 2.0)]))


def test_an_act_and_its_yardstick_take_turns_and_their_medians_are_compared() -> None:
    calls: list[str] = []
    times = iter((0.4, 9.0, 0.6))

    def own() -> float:
        calls.append("own")
        return next(times)

    def plain() -> float:
        calls.append("plain")
        return 0.2

    found = in_turns(70, own, plain, 3)
    assert calls == ["plain", "own"] * 3
    assert found.typical == 0.6
    assert found.ratio == pytest.approx(3.0)


# The table


def test_the_table_has_a_line_per_part_with_a_ratio_per_size_and_its_growth() -> None:
    rows = rows_of(SIZES, [a_line(1, 10, 100), a_line(9, 9, 9, name="memory", unit="MiB")])
    assert rows == [
        ["What", "Beside", "small", "middle", "large", "Growth"],
        ["Sync", "a raw copy", "1.00× (100\xa0ms)", "10.0× (1.0\xa0s)", "100× (10.0\xa0s)", "1.00"],
        [
            "Memory",
            "a raw copy",
            "9.00× (1\xa0MiB)",
            "9.00× (1\xa0MiB)",
            "9.00× (1\xa0MiB)",
            "0.00",
        ],
    ]
    first, *_, last = as_text(rows).splitlines()
    assert first.index("Beside") == last.index("a raw copy")
    assert as_markdown(rows).splitlines()[:2] == [
        "| What | Beside | small | middle | large | Growth |",
        "| --- | --- | --- | --- | --- | --- |",
    ]


def test_every_part_that_was_promised_is_measured_beside_its_yardstick() -> None:
    promised = {
        "unlock-window": "an empty PySide6 window",
        "full-window": "a table with the same libraries",
        "today": "an empty PySide6 window",
        "filter": "Qt’s own table and filter",
        "child-page": "a plain page of labels",
        "measures": "a plain loop over the same rows",
        "import": "Python’s csv",
        "sync": "a raw copy",
        "report": "a plain Word file",
        "team": "JSON",
        "charts": "pyqtgraph",
        "memory": "a table with the same libraries",
    }
    found = {part.name: part.yardstick for part in PARTS}
    assert len(found) == len(PARTS)
    for name, yardstick in promised.items():
        assert yardstick in found[name]
    assert len(FULL) == len(QUICK) == 3
    assert FULL[-1] == Size(600, 10)


def test_the_guide_says_what_each_line_means() -> None:
    page = resource("guide/speed.md").read_text("utf-8")
    for part in PARTS:
        assert f"| {part.words} | {part.yardstick} |" in page, part.name


def test_a_run_measures_every_part_at_every_size(capsys: pytest.CaptureFixture[str]) -> None:
    def measure(caseload: Caseload, rounds: int) -> Timed:
        return Timed(caseload.size.children, (2.0,) * rounds, (1.0,) * rounds)

    parts = [Part("one", "One", "nothing", measure, 9), Part("two", "Two", "nothing", measure, 2)]
    lines = measured(parts, QUICK, quick=True)
    assert [[one.amount for one in line.timed] for line in lines] == [[20, 40, 70]] * 2
    assert [len(line.timed[0].own) for line in lines] == [3, 2]
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "20 children, 3 years: One, 2.00 times nothing"
    assert len(said) == 6


# The caseloads


def test_a_longer_caseload_has_those_who_left_before_and_is_where_the_program_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Caseload(Size(7, 3), tmp_path)
    more = Caseload(Size(7, 6), tmp_path)
    assert set(few.snapshot.cases) < set(more.snapshot.cases)
    assert not more.snapshot.orphans
    monkeypatch.setenv("XDG_DATA_HOME", environment(tmp_path)["XDG_DATA_HOME"])
    workspace = more.opened()
    try:
        assert set(workspace.snapshot.cases) == set(more.snapshot.cases)
        assert workspace.whole_service
    finally:
        workspace.close()
    if sys.platform == "linux":
        assert workspace.folder == default_store_folder()


# The baseline


def test_an_absent_baseline_is_said_in_one_sentence(tmp_path: Path) -> None:
    nothing = baseline.read(tmp_path / "baseline.json", "full")
    (said,) = baseline.comparison(SIZES, [a_line(1, 2, 3)], nothing, HERE)
    assert said == "There is no baseline to compare with: keep this run with --save."


@pytest.mark.parametrize("now", [(1, 2, 3), (1.29, 2, 3), (0.5, 1, 1.5)])
def test_a_run_that_is_not_much_worse_is_no_regression(
    tmp_path: Path, now: tuple[float, ...]
) -> None:
    before = kept(tmp_path, a_line(1, 2, 3))
    (said,) = baseline.comparison(SIZES, [a_line(*now)], before, HERE)
    assert said == "Nothing is more than 30% worse than the baseline."


def test_what_takes_much_more_of_its_yardstick_is_a_regression_in_words(tmp_path: Path) -> None:
    before = kept(tmp_path, a_line(1, 2, 3), a_line(1, 1, 1, name="team"))
    lines = [a_line(1, 2.8, 3), a_line(1, 1, 1, name="team")]
    assert baseline.comparison(SIZES, lines, before, HERE) == [
        "Regression: Sync, middle: 2.80 times its yardstick, 40% more than the 2.00 that was kept."
    ]


def test_what_grows_faster_than_it_did_is_a_regression(tmp_path: Path) -> None:
    before = kept(tmp_path, a_line(2, 4, 8, amounts=(1, 2, 4)))
    lines = [a_line(1, 3, 10, amounts=(1, 2, 4))]
    assert baseline.comparison(SIZES, lines, before, HERE) == [
        "Regression: Sync grows with exponent 1.66, and 1.00 was kept."
    ]


def test_another_machine_and_lines_without_a_baseline_are_said(tmp_path: Path) -> None:
    before = kept(tmp_path, a_line(1, 2, 3))
    lines = [a_line(1, 2, 3), a_line(1, 2, 3, name="team")]
    said = baseline.comparison(SIZES, lines, before, "another processor")
    assert said[:2] == [
        "Not in the baseline yet: Team.",
        f"The baseline is of another machine: {HERE}.",
    ]


def test_keeping_one_line_leaves_the_others(tmp_path: Path) -> None:
    kept(tmp_path, a_line(1, 2, 3), a_line(1, 1, 1, name="team"))
    found = kept(tmp_path, a_line(3, 3, 3))
    assert {name: one.ratios for name, one in found.items()} == {
        "sync": (3, 3, 3),
        "team": (1, 1, 1),
    }
    assert baseline.read(tmp_path / "baseline.json", "quick") == {}


def test_the_kept_baseline_has_every_line_and_no_name_of_a_machine() -> None:
    text = baseline.KEPT.read_text("utf-8")
    assert set(baseline.read(baseline.KEPT, "full")) == {part.name for part in PARTS}
    assert "core" in machine()
    assert platform.node() not in machine() + text
