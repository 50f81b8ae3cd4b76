"""The contracts between the layers hold, and each of them can be broken."""

import ast
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Check the package that lies in a folder against the contracts of pyproject.toml."""
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    return subprocess.run(
        [sys.executable, "-c", LINT, *settings, *options],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_contract_is_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return the folder of a copy of the package, in which a test may offend."""
    copytree(ROOT / "iro_desktop", tmp_path / "iro_desktop", ignore=ignore_patterns("__pycache__"))
    return tmp_path


BREAKS = (
    ("layers", "domain", "iro_desktop.storage"),
    ("plain-domain", "domain", "PySide6"),
    ("qt-in-ui", "services", "PySide6"),
    ("pyqtgraph-in-charts", "ui", "pyqtgraph"),
    ("ui-through-services", "ui", "iro_desktop.storage"),
    ("sql-in-storage", "services", "sqlalchemy"),
    ("folders-in-paths", "storage", "appdirs"),
)
"""A contract, and a layer with what it may not import: one line for each contract."""
MORE_BREAKS = (
    ("layers", "storage", "iro_desktop.importers"),
    ("layers", "importers", "iro_desktop.reports"),
    ("layers", "reports", "iro_desktop.sync"),
    ("layers", "sync", "iro_desktop.services"),
    ("layers", "services", "iro_desktop.ui"),
    ("plain-domain", "domain", "pyqtgraph"),
    ("plain-domain", "domain", "sqlalchemy"),
    ("plain-domain", "domain", "sqlcipher3"),
    ("plain-domain", "domain", "iro_desktop.paths"),
    ("ui-through-services", "ui", "iro_desktop.sync"),
    ("ui-through-services", "ui", "iro_desktop.importers"),
    ("ui-through-services", "ui", "iro_desktop.reports"),
    ("ui-through-services", "ui", "sqlalchemy"),
    ("sql-in-storage", "services", "sqlcipher3"),
)


@pytest.mark.parametrize(
    "contract, layer, imported",
    [*BREAKS, *(pytest.param(*one, marks=pytest.mark.long) for one in MORE_BREAKS)],
)
def test_one_line_breaks_a_contract(copied: Path, contract: str, layer: str, imported: str) -> None:
    offender = copied / "iro_desktop" / layer / "offender.py"
    offender.write_text(f"import {imported}\n", encoding="utf-8")
    done = _lint(copied, "--contract", contract)
    assert done.returncode == 1
    assert f"iro_desktop.{layer}.offender -> {imported} (l.1)" in done.stdout


def test_a_module_that_belongs_to_no_layer_breaks_the_contract(copied: Path) -> None:
    (copied / "iro_desktop" / "newcomer.py").write_text("", encoding="utf-8")
    done = _lint(copied, "--contract", "layers")
    assert done.returncode == 1
    assert "newcomer" in done.stdout


def _imported_on_loading(source: str) -> set[str]:
    """Return the modules that a source imports as soon as it is loaded, outside any function."""
    found = set()
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return found


def test_an_import_inside_a_function_waits_and_any_other_does_not() -> None:
    late = "def opened() -> None:\n    from iro_desktop import app\n"
    assert "iro_desktop.app" not in _imported_on_loading(late)
    for early in ("from iro_desktop import app", "from iro_desktop.app import window"):
        assert "iro_desktop.app" in _imported_on_loading(f"if True:\n    {early}\n")


def test_the_command_line_imports_the_window_only_when_it_opens_it() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "iro_desktop" / "cli").glob("*.py")]
    assert any("from iro_desktop import app" in source for source in sources)
    for source in sources:
        assert "iro_desktop.app" not in _imported_on_loading(source)


def test_loading_the_command_line_loads_nothing_heavy() -> None:
    heavy = {"PySide6", "pyqtgraph", "numpy", "sqlalchemy"}
    look = f"import sys, iro_desktop.cli; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not done.stdout.split()
