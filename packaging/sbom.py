"""Write the bill of materials: what the program is made of, as CycloneDX 1.6 in JSON.

    python packaging/sbom.py [FILE]     to a file, or to standard output

Run it in the project's environment. It holds what the lock names for this system and this Python,
the interpreter, and the libraries inside compiled packages that tell their version; that of a built
folder also the libraries of the system that were built in, by name and hash. The same packages give
the same octets: the serial number comes of the content, and the time is said only
where SOURCE_DATE_EPOCH sets it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from locked import LOCK, PROGRAM, ROOT, Locked, installed, licence, locked

Part = dict[str, Any]

_SHARED_LIBRARY: Final = re.compile(r".+\.(dll|dylib|so)(\.\d+)*")
_LIBRARIES: Final = ("_internal", "Contents/Frameworks")
"""Where a built folder keeps them, and an application of macOS."""
_NUMBERED: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:iro-desktop:sbom")


def main(arguments: list[str]) -> int:
    """Write the bill; return the exit status."""
    parser = argparse.ArgumentParser(prog="sbom.py", description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, help="where to; else standard output")
    to = parser.parse_args(arguments).file
    text = as_text(bill())
    if to is not None:
        to.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 0


def as_text(content: Part) -> str:
    """Return a bill as its file holds it."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def bill(lock: str | None = None, folder: Path | None = None) -> Part:
    """Return the bill of the program as it would be built here, or was into ``folder``.

    Raises NotAsLockedError.
    """
    entries = locked(LOCK.read_text(encoding="utf-8") if lock is None else lock)
    here = {one.name: one for one in entries if one.is_for_here}
    others = [_python(), _font(), *_of_the_system(folder)]
    content: Part = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _program(), "lifecycles": [{"phase": "build"}]},
        "components": [*(_package(one) for one in here.values()), *others],
        "dependencies": _dependencies(here, [one["bom-ref"] for one in others]),
    }
    content["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NUMBERED, as_text(content))}"
    since = os.environ.get("SOURCE_DATE_EPOCH")
    if since:
        at = datetime.fromtimestamp(int(since), UTC)
        content["metadata"]["timestamp"] = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return content


def _program() -> Part:
    sys.path.insert(0, str(ROOT))
    from iro_desktop import __version__

    return {
        "type": "application",
        "bom-ref": PROGRAM,
        "name": PROGRAM,
        "version": __version__,
        "description": "A desktop workbench for Independent Reviewing Officers in England",
        "licenses": licences("MIT"),
    }


def licences(expression: str) -> list[Part]:
    """Return a licence in the form of the bill: one by its id, several as an expression."""
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


def _package(entry: Locked) -> Part:
    about = installed(entry)
    found: Part = {
        "type": "library",
        "bom-ref": _purl(entry),
        "name": entry.name,
        "version": entry.version,
        "description": about["Summary"] or "",
        "licenses": licences(licence(entry.name, about)),
        "purl": _purl(entry),
        "externalReferences": [
            {
                "type": "distribution",
                "url": _purl(entry),  # wherever an organisation takes its packages from
                "comment": "The files of this version, each by its hash; one of them is installed.",
                "hashes": [{"alg": "SHA-256", "content": one} for one in entry.hashes],
            }
        ],
    }
    inside = list(_inside(entry.name))
    return found | ({"components": inside} if inside else {})


def _purl(entry: Locked) -> str:
    return f"pkg:pypi/{entry.name}@{entry.version}"


def _inside(name: str) -> Iterator[Part]:
    """Yield the libraries that a compiled package brings along and that tell their version."""
    if name == "pyside6-essentials":
        from PySide6.QtCore import qVersion

        yield _library("qt", qVersion(), "LGPL-3.0-only", "qt:qt")
    elif name == "sqlcipher3":
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(":memory:")
        connection.execute("PRAGMA key = 'no secret'")  # without one it does not say what it is
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
        (provider,) = connection.execute("PRAGMA cipher_provider_version").fetchone()
        connection.close()
        yield _library("sqlcipher", cipher.split()[0], "BSD-3-Clause", "zetetic:sqlcipher")
        yield _library("sqlite", dbapi2.sqlite_version, "blessing", "sqlite:sqlite")
        yield _openssl(provider, "sqlcipher3")
    elif name == "cryptography":
        from cryptography.hazmat.backends.openssl.backend import backend

        yield _openssl(backend.openssl_version_text(), "cryptography")
    elif name == "lxml":
        from lxml import etree  # type: ignore[import-untyped]

        for library, numbers in (
            ("libxml2", etree.LIBXML_COMPILED_VERSION),
            ("libxslt", etree.LIBXSLT_COMPILED_VERSION),
        ):
            version = ".".join(map(str, numbers))
            yield _library(library, version, "MIT", f"xmlsoft:{library}")


def _openssl(said: str, package: str) -> Part:
    """Return the OpenSSL of a package by what it says of itself: "OpenSSL 3.6.0 1 Oct 2025"."""
    version = said.split()[1]
    return _library("openssl", version, "Apache-2.0", "openssl:openssl", within=package)


def _library(name: str, version: str, terms: str, cpe: str, *, within: str = "") -> Part:
    purl = f"pkg:generic/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": f"{purl}#{within}" if within else purl,
        "name": name,
        "version": version,
        "licenses": licences(terms),
        "purl": purl,
        "cpe": f"cpe:2.3:a:{cpe}:{version}:*:*:*:*:*:*:*",
    }


def _python() -> Part:
    import ssl
    import zlib
    from xml.parsers import expat

    version = platform.python_version()
    inside = [
        _openssl(ssl.OPENSSL_VERSION, "python"),
        _library("zlib", zlib.ZLIB_RUNTIME_VERSION, "Zlib", "zlib:zlib"),
        _library(
            "expat", expat.EXPAT_VERSION.rpartition("_")[2], "MIT", "libexpat_project:libexpat"
        ),
    ]
    found = _library("python", version, "Python-2.0", "python:python")
    return found | {"type": "platform", "components": inside}


def _font() -> Part:
    """Return the font that documents are set in, which lies under resources/."""
    return {
        "type": "data",
        "bom-ref": "inter",
        "name": "Inter",
        "description": "Font of PDF documents: Regular, SemiBold and Italic",
        "licenses": licences("OFL-1.1"),
    }


def _of_the_system(folder: Path | None) -> Iterator[Part]:
    """Yield the libraries of a built folder that no package brought: they lie at its top."""
    found = [path for place in _LIBRARIES for path in (folder / place).glob("*")] if folder else []
    for path in sorted(found):
        if path.is_file() and not path.is_symlink() and _SHARED_LIBRARY.fullmatch(path.name):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield {
                "type": "file",
                "bom-ref": f"file:{path.name}",
                "name": path.name,
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }


def _dependencies(here: dict[str, Locked], others: list[str]) -> list[Part]:
    """Return what needs what; the program itself also needs ``others``, which are no packages."""
    needs: dict[str, list[str]] = {name: [] for name in (PROGRAM, *here)}
    for one in here.values():
        for name in one.needed_by:
            if name in needs:
                needs[name].append(_purl(one))
    needs[PROGRAM] += others
    refs = {PROGRAM: PROGRAM} | {name: _purl(one) for name, one in here.items()}
    return [{"ref": refs[name], "dependsOn": sorted(found)} for name, found in needs.items()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
