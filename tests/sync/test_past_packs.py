"""Every handover file that a past version wrote is taken over whole by this one."""

from pathlib import Path

import pytest

from iro_desktop.domain.records import MonitoringCheck, Review
from tests.handovers import an_iro, take_over
from tests.sync.past_packs import CHILDREN, FOLDER

PACKS = sorted(FOLDER.glob("*.irohandover"))


def test_there_is_a_handover_file_of_the_first_version() -> None:
    assert "0.1.0.irohandover" in [path.name for path in PACKS]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_handover_file_of_a_past_version_is_taken_over_whole(path: Path, tmp_path: Path) -> None:
    words = FOLDER / f"{path.stem}.words.txt"
    workspace = an_iro(tmp_path / "store", "IRO 2", 2)
    take_over(workspace, path, words.read_text(encoding="utf-8"))
    cases = workspace.snapshot.cases.values()
    assert {case.child.reference for case in cases} == set(CHILDREN)
    for case in cases:
        (review,) = case.of(Review)
        assert (review.review_type, review.summary) == ("first", "Two – äö\n")
        (check,) = case.of(MonitoringCheck)
        assert check.outcome == "watch"
    workspace.close()
