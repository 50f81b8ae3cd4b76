"""Make the handover file that a version leaves behind, to be taken over by every later one.

    python -m tests.sync.past_packs VERSION

writes tests/data/handover/VERSION.irohandover with the words that open it beside it.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from iro_desktop.domain.records import MonitoringCheck, Review
from tests.builders import a_day, an_id
from tests.handovers import a_child_of, an_iro, hand_over

FOLDER: Final = Path(__file__).parents[1] / "data" / "handover"
CHILDREN: Final = ("AB12", "CD34")


def make(version: str, scratch: Path) -> None:
    """Write the handover file of a version, of two invented children."""
    workspace = an_iro(scratch / "store", "IRO 1", 1)
    children = [
        a_child_of(
            workspace,
            reference,
            Review(
                id=an_id(), review_type="first", held_on=a_day("2020-01-16"), summary="Two – äö\n"
            ),
            MonitoringCheck(id=an_id(), checked_on=a_day("2020-02-20"), outcome="watch"),
        )
        for reference in CHILDREN
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = hand_over(workspace, FOLDER / f"{version}.irohandover", *children)
    (FOLDER / f"{version}.words.txt").write_text(words + "\n", encoding="utf-8")
    workspace.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        make(sys.argv[1], Path(name))
