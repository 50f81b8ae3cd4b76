"""The memory that a large return takes: read, looked at, and the children of one IRO imported."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.returns import a_return, episode

MOST_MB = 400
CHILDREN = 2675

_RUN = """
import sys
from datetime import date
from pathlib import Path
from iro_desktop.services.imports import Choice, import_chosen, preview_import, read_files
from tests.stores import a_workspace
from tests.memory import peak_mib

workspace = a_workspace(Path(sys.argv[1]), today=date(2021, 6, 1))
files = read_files(workspace, "ssda903", [Path(one) for one in sys.argv[2:]], year=2021)
preview = preview_import(workspace, files, Choice())
chosen = frozenset(one.references[0] for one in preview.children[:60])
result = import_chosen(workspace, files, Choice(chosen))
preview_import(workspace, files, Choice())
workspace.close()
print(len(preview.children), result.new["Child"], peak_mib())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told on Linux alone")
def test_a_large_return_stays_within_the_memory_promised(tmp_path: Path, long_run: bool) -> None:
    rows = 200_000 if long_run else 20_000
    names = [f"C{number:05}" for number in range(CHILDREN)]
    each = rows // CHILDREN - 2
    days = [f"{date(2017, 6, 1) + timedelta(number * 15):%d/%m/%Y}" for number in range(each)]
    files = a_return(
        tmp_path / "r",
        Header=[f"{name},1,04/05/2008,WBRI,,," for name in names],
        Episodes=[episode(name, "06/05/2017") for name in names],
        Reviews=[f"{name},,{day},PN1" for name in names for day in days],
    )
    told = subprocess.run(
        [sys.executable, "-c", _RUN, str(tmp_path / "s.iro"), *map(str, files)],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    children, new, peak = map(int, told.stdout.split())
    assert (children, new) == (CHILDREN, 60)
    assert peak < (MOST_MB if long_run else MOST_MB // 2)
