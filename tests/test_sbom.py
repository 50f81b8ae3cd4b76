"""What the program is made of: the bill of materials, and the page of the guide that lists it."""

import hashlib
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import bundle_licences
import dependencies_page
import jsonschema  # type: ignore[import-untyped]  # it brings no types
import pytest
import sbom
from locked import LOCK, READ_BY_HAND, NotAsLockedError, installed, licence, locked

from iro_desktop import __version__
from iro_desktop.paths import resource

TEXT = LOCK.read_text(encoding="utf-8")
HERE = [one for one in locked(TEXT) if one.is_for_here]
README = dependencies_page.README.read_text(encoding="utf-8")

_TEXT = {"type": "string", "minLength": 1}
_LICENCES = {
    "oneOf": [
        {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["license"],
                "additionalProperties": False,
                "properties": {
                    "license": {"required": ["id"], "properties": {"id": {"pattern": r"^\S+$"}}}
                },
            },
        },
        {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "required": ["expression"],
                "additionalProperties": False,
                "properties": {"expression": {"pattern": " (AND|OR|WITH) "}},
            },
        },
    ]
}
_HASHES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "required": ["alg", "content"],
        "additionalProperties": False,
        "properties": {"alg": {"const": "SHA-256"}, "content": {"pattern": "^[0-9a-f]{64}$"}},
    },
}
_REFERENCE = {
    "type": "object",
    "required": ["type", "url"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "distribution"},
        "url": {"type": "string", "pattern": "^pkg:pypi/[^@]+@"},
        "comment": _TEXT,
        "hashes": _HASHES,
    },
}
_COMPONENT = {
    "type": "object",
    "required": ["type", "name", "bom-ref"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": ["application", "library", "platform", "data", "file"]},
        "bom-ref": _TEXT,
        "name": _TEXT,
        "version": _TEXT,
        "description": {"type": "string"},
        "licenses": _LICENCES,
        "hashes": _HASHES,
        "purl": {"type": "string", "pattern": r"^pkg:(pypi|generic)/[a-z0-9.-]+@[^\s/#]+$"},
        "cpe": {"type": "string", "pattern": r"^cpe:2\.3:a(:[^:\s]+){3}(:\*){7}$"},
        "externalReferences": {"type": "array", "items": _REFERENCE},
        "components": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/one"}},
    },
}
# What CycloneDX 1.6 asks of the parts of it that are used here, and of no others.
_RULES = {
    "$defs": {"one": _COMPONENT},
    "type": "object",
    "required": ["bomFormat", "specVersion"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"const": "http://cyclonedx.org/schema/bom-1.6.schema.json"},
        "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"},
        "version": {"type": "integer", "minimum": 1},
        "serialNumber": {
            "type": "string",
            "pattern": "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        },
        "metadata": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "timestamp": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                "lifecycles": {"const": [{"phase": "build"}]},
                "component": {"$ref": "#/$defs/one"},
            },
        },
        "components": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/one"}},
        "dependencies": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "required": ["ref"],
                "additionalProperties": False,
                "properties": {"ref": _TEXT, "dependsOn": {"type": "array", "uniqueItems": True}},
            },
        },
    },
}


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return sbom.bill()


def all_parts(bill: dict[str, Any]) -> list[dict[str, Any]]:
    above = [bill["metadata"]["component"], *bill["components"]]
    return [*above, *(one for part in above for one in part.get("components", ()))]


def test_the_bill_keeps_the_rules_of_cyclonedx(bill: dict[str, Any]) -> None:
    jsonschema.validate(bill, _RULES)
    refs = [one["bom-ref"] for one in all_parts(bill)]
    assert len(refs) == len(set(refs))
    assert all(one["licenses"] for one in all_parts(bill))
    assert bill["metadata"]["component"]["version"] == __version__


def test_every_package_of_the_lock_is_in_the_bill_with_all_its_hashes(
    bill: dict[str, Any],
) -> None:
    found = {one["name"]: one for one in bill["components"]}
    assert len(HERE) > 20
    assert set(found) == {one.name for one in HERE} | {"python", "Inter"}
    for one in HERE:
        part = found[one.name]
        assert part["version"] == one.version == metadata.version(one.name)
        assert part["purl"] == f"pkg:pypi/{one.name}@{one.version}"
        (files,) = part["externalReferences"]
        assert [each["content"] for each in files["hashes"]] == list(one.hashes)
    assert sum(len(one.hashes) for one in locked(TEXT)) == TEXT.count("--hash=sha256:")


def test_what_needs_what_leads_from_the_program_to_every_package(bill: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    reached, more = set[str](), {"iro-desktop"}
    while more:
        reached |= more
        more = {ref for one in more for ref in needs.get(one, ())} - reached
    assert reached == {"iro-desktop"} | {one["bom-ref"] for one in bill["components"]}
    known = {one.name for one in HERE} | {"iro-desktop"}
    assert all(one.needed_by and set(one.needed_by) <= known for one in HERE)
    cffi = next(ref for ref in needs if ref.startswith("pkg:pypi/cffi@"))
    assert cffi not in needs["iro-desktop"]


def test_the_libraries_that_scanners_look_for_are_named_with_their_versions(
    bill: dict[str, Any],
) -> None:
    inside = {
        (part["name"], one["name"]): one["version"]
        for part in bill["components"]
        for one in part.get("components", ())
    }
    assert set(inside) == {
        ("pyside6-essentials", "qt"),
        ("sqlcipher3", "sqlcipher"),
        ("sqlcipher3", "sqlite"),
        ("sqlcipher3", "openssl"),
        ("cryptography", "openssl"),
        ("lxml", "libxml2"),
        ("lxml", "libxslt"),
        ("python", "openssl"),
        ("python", "zlib"),
        ("python", "expat"),
    }
    assert all(version[0].isdigit() for version in inside.values())


def test_the_same_packages_give_the_same_octets_and_no_time_of_day(
    bill: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert sbom.as_text(sbom.bill()) == sbom.as_text(bill)
    assert "timestamp" not in bill["metadata"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1585612800")
    told = sbom.bill()
    assert told["metadata"].pop("timestamp") == "2020-03-31T00:00:00Z"
    assert told == bill


def test_libraries_of_the_system_that_were_built_in_are_named_by_their_hash(
    bill: dict[str, Any], tmp_path: Path
) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    for name in ("libcups.so.2", "python311.dll", "base_library.zip"):
        (inside / name).write_bytes(name.encode())
    found = sbom.bill(folder=tmp_path)
    jsonschema.validate(found, _RULES)
    added = [one for one in found["components"] if one not in bill["components"]]
    assert [one["name"] for one in added] == ["libcups.so.2", "python311.dll"]
    expected = hashlib.sha256(b"libcups.so.2").hexdigest()
    assert added[0]["hashes"] == [{"alg": "SHA-256", "content": expected}]
    assert found["serialNumber"] != bill["serialNumber"]


def test_other_packages_give_another_serial_number(bill: dict[str, Any]) -> None:
    without = TEXT[: TEXT.index("xlsxwriter==")]
    assert sbom.bill(without)["serialNumber"] != bill["serialNumber"]


def test_the_bill_is_written_to_a_file_as_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sbom.main([str(tmp_path / "bill.cdx.json")]) == 0
    assert sbom.main([]) == 0
    written = (tmp_path / "bill.cdx.json").read_text(encoding="utf-8")
    assert written == capsys.readouterr().out
    assert json.loads(written)["bomFormat"] == "CycloneDX"


def test_a_package_that_is_not_as_the_lock_has_it_stops_the_bill() -> None:
    (entry,) = locked("six==0.9\n    # via iro-desktop (pyproject.toml)\n")
    with pytest.raises(NotAsLockedError, match="in the lock"):
        installed(entry)
    (entry,) = locked("no-such-package==1.0\n")
    with pytest.raises(NotAsLockedError, match="not installed"):
        installed(entry)


def test_licences_that_were_read_by_hand_are_those_that_nothing_else_tells() -> None:
    assert set(READ_BY_HAND) <= {one.name for one in HERE}
    for entry in HERE:
        about = installed(entry)
        if entry.name in READ_BY_HAND:
            said = [about[one] for one in ("License-Expression", "License") if one in about]
            assert READ_BY_HAND[entry.name] not in said, entry.name
        else:
            assert licence(entry.name, about)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="another Python has another numpy, with its own licences"
)
def test_the_page_of_the_guide_is_that_of_the_lock_and_of_the_readme() -> None:
    shipped = resource("guide/dependencies.md").read_text(encoding="utf-8")
    made = dependencies_page.page(TEXT, README)
    assert shipped == made, "run python packaging/dependencies_page.py"
    assert all(f"| {one.name} " in shipped for one in HERE)


def test_every_package_that_is_built_in_brings_the_text_of_its_licence(tmp_path: Path) -> None:
    folder = bundle_licences.write_licences(tmp_path / "licences")
    texts = {one.name: [path.name for path in one.iterdir()] for one in folder.iterdir()}
    assert set(texts) - {"python"} == {one.name for one in HERE} | {"iro-desktop"}
    for name in ("pyside6-essentials", "shiboken6"):
        assert sorted(texts[name]) == sorted(bundle_licences.LGPL)
    for path in folder.rglob("*.*"):
        assert path.stat().st_size > 0, path
    assert bundle_licences.write_licences(folder) == folder


def test_a_package_that_names_no_licence_stops_the_bill() -> None:
    with pytest.raises(NotAsLockedError, match="names no licence"):
        licence("another", metadata.metadata("sqlcipher3"))


def test_what_the_program_asks_for_has_a_reason_in_the_readme() -> None:
    with pytest.raises(NotAsLockedError, match="no reason"):
        dependencies_page.page(TEXT, README.replace("| filelock |", "| lockfile |"))
