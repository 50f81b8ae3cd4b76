"""Files that were made to do harm, some by somebody who has the key, and what must come of each."""

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable
from typing import Any
from unittest.mock import patch

from iro_desktop.domain.changes import EXISTS, LARGEST
from iro_desktop.storage import canonical, container
from iro_desktop.storage.container import BACKUP, SHARED, seal
from iro_desktop.storage.encryption import Argon, new_keys_for
from iro_desktop.sync.vault import Vault, written

TAKEN = "taken"
DAMAGED, TOO_LARGE, NEWER = "FileDamagedError", "FileTooLargeError", "NewerVersionError"
NOT_OURS, WRONG_KEY = "NotOurFileError", "WrongFileKeyError"
PASSPHRASE = "three small words"
KEY, OTHER_KEY = bytes(range(32)), bytes(range(32, 64))
_FLOOR = Argon(64 * 1024, passes=1)
KEYS, _ = new_keys_for(KEY, "v1", PASSPHRASE, argon=_FLOOR)
OTHERS, _ = new_keys_for(OTHER_KEY, "v2", PASSPHRASE, argon=_FLOOR)
SLOT = KEYS.slots[0].as_json()
VAULT = Vault("v1", KEY)
KEY_DIGEST = json.loads(written(VAULT, ()))["key"]
MIB = 1 << 20
MANY = 300_000 if os.environ.get("IRO_LONG") == "1" else 30_000

Make = Callable[[], bytes]
CASES: dict[str, tuple[str, Make]] = {}
"""Name -> what must come of it, and the file."""


def case(name: str, outcome: str, make: Make) -> None:
    assert name not in CASES
    CASES[name] = (outcome, make)


# The three layers of a file


def a_file(lines: Iterable[bytes], **said: Any) -> bytes:
    return seal(lines, **{"key": KEY, "vault_id": "v1", "purpose": SHARED, **said})


def a_stream(stream: bytes | Iterable[bytes]) -> bytes:
    """A file whose body holds any bytes at all, sealed with the right key."""
    pieces = [stream] if isinstance(stream, bytes) else stream
    with patch.object(container, "_deflated", lambda _: pieces):
        return a_file([])


def bomb(piece: bytes, times: int) -> bytes:
    """The stream of one piece many times over, made in no time; its end is never reached."""
    packer = zlib.compressobj()
    start = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * (times - 1)


def a_front(front: bytes, body: bytes = bytes(100)) -> bytes:
    content = front + b"\n" + body
    return content + hashlib.sha256(content).digest()


def a_header(**changes: Any) -> bytes:
    """A whole file whose header says something else, its checksum made to hold."""
    front, body = a_file([a_line()], slots=KEYS.slots)[:-32].split(b"\n", 1)
    return a_front(canonical.dump(json.loads(front) | changes), body)


def argon(count: int = 1, **changes: int) -> list[dict[str, object]]:
    form = {"memory_kib": 64 * 1024, "passes": 1, "lanes": 4} | changes
    return [{**SLOT, "argon2id": form}] * count


_run = 1000


def a_change(**changes: Any) -> dict[str, Any]:
    global _run  # noqa: PLW0603 - each change is of a run of its own
    _run += 1
    return {
        "run": _run, "seq": 1, "schema": 1, "act": 1, "words": "an act", "source": "typed",
        "clock": 1, "actor": "", "at": "2020-03-31T09:00:00.000Z", "kind": "Contact",
        "record_id": f"r{_run}", "fields": {EXISTS: True, "child_id": "c"},
    } | changes  # fmt: skip


def a_line(**changes: Any) -> bytes:
    return json.dumps(a_change(**changes), sort_keys=True, separators=(",", ":")).encode()


def change_case(name: str, outcome: str, **changes: Any) -> None:
    case(name, outcome, lambda: a_file([a_line(**changes)]))


def fields_case(name: str, outcome: str, **fields: Any) -> None:
    change_case(name, outcome, fields={EXISTS: True, "child_id": "c", **fields})


def line_case(name: str, outcome: str, make: Callable[[bytes], bytes]) -> None:
    case(name, outcome, lambda: a_file([make(a_line())]))


def within(value: bytes) -> bytes:
    """A line in which this stands, as it is, for the value of a field."""
    return a_line().replace(b'"c"', value)


def fields_to(number: int) -> bytes:
    return b'"c",' + b",".join(b'"%d":1' % one for one in range(number))


def swapped(**parts: str) -> bytes:
    """A file with the salt, the slots or the whole header of another that has the same key."""
    one = a_file([a_line()], slots=KEYS.slots)
    other = json.loads(a_file([a_line()], slots=KEYS.slots[:1]).split(b"\n", 1)[0])
    front, body = one[:-32].split(b"\n", 1)
    return a_front(canonical.dump(json.loads(front) | {name: other[name] for name in parts}), body)


# What asks for too much

case("a bomb of one line", TOO_LARGE, lambda: a_stream(bomb(bytes(MIB), 600)))
case("a bomb of lines that are here already", TOO_LARGE, lambda: a_stream(
    bomb(a_line().replace(b"{", b"{" + b" " * 8 * MIB, 1) + b"\n", 70)))  # fmt: skip
case("a bomb in a bomb", DAMAGED, lambda: a_stream(zlib.compress(bomb(bytes(MIB), 600) + b"\n")))
case("ten million empty lines", DAMAGED, lambda: a_stream(bomb(b"\n" * MIB, 10)))
case("a line of 17 MB", TOO_LARGE, lambda: a_stream(zlib.compress(b"1" * 17 * MIB + b"\n")))
case(
    "the same line 200,000 times",
    TAKEN,
    lambda: a_stream(zlib.compress((a_line() + b"\n") * 200_000, 1)),
)
case("a file of 127 MB that anybody can make", WRONG_KEY,
     lambda: a_front(a_file([]).split(b"\n", 1)[0], bytes(127 * MIB)))  # fmt: skip
case("a note of 15 MB", TAKEN, lambda: a_file([within(b'"' + b"x" * 15 * MIB + b'"')]))
case("a field with a name of 8 MB", TAKEN, lambda: a_file([
    within(b'1,"' + b"x" * 8 * MIB + b'":1')]))  # fmt: skip
case("a record with an id of 8 MB", TAKEN, lambda: a_file([a_line(record_id="x" * 8 * MIB)]))
case("a million fields", DAMAGED, lambda: a_file([within(fields_to(1_000_000))]))
case("ten thousand and one fields", DAMAGED, lambda: a_file([within(fields_to(9_999))]))
case("ten thousand fields", TAKEN, lambda: a_file([within(fields_to(9_998))]))
case(f"a change that replaces {MANY:,}", TAKEN, lambda: a_file([
    a_line(replaced={"note": [[7, seq] for seq in range(MANY)]})]))  # fmt: skip
case("five million lists in a line", DAMAGED, lambda: a_file([
    within(b"[" + b"[]," * 5_000_000 + b"[]]")]))  # fmt: skip
case("a million objects in a line", DAMAGED, lambda: a_file([
    within(b"[" + b"{}," * 1_000_000 + b"{}]")]))  # fmt: skip
line_case("nested 100,000 deep", DAMAGED,
          lambda line: line.replace(b'"c"', b"[" * 100_000 + b"]" * 100_000))  # fmt: skip
for _deep in (33, 500, 900, 980):
    line_case(f"nested {_deep} deep, which could be read here and not elsewhere", DAMAGED,
              lambda line, n=_deep: line.replace(b'"c"', b"[" * n + b"]" * n))  # type: ignore[misc]  # fmt: skip
line_case("an unknown part that is nested 900 deep", DAMAGED,
          lambda line: b'{"a":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"," + line[1:])  # fmt: skip
line_case("a number of 5,000 digits", DAMAGED, lambda line: line.replace(b'"c"', b"9" * 5000))
line_case("a number of 4,000 digits", TAKEN, lambda line: line.replace(b'"c"', b"9" * 4000))

# Wrong types

_value: Any
for _part in ("run", "seq", "clock", "act", "schema"):
    for _name, _value in (("below zero", -1), ("beyond the log", LARGEST + 1), ("true", True),
                          ("with a decimal", 1.0), ("in text", "1")):  # fmt: skip
        change_case(f"{_part} {_name}", DAMAGED, **{_part: _value})
for _part in ("words", "source", "actor", "at", "kind", "record_id"):
    for _value in (5, None, ["x"], "\ud800"):
        change_case(f"{_part} is {_value!a}", DAMAGED, **{_part: _value})
for _value in ([], None, "x", 5, [["a", 1]]):
    change_case(f"fields is {_value!r}", DAMAGED, fields=_value)
for _value in ([], "x", {"note": 5}, {"note": [[1]]}, {"note": [[1, 2, 3]]}, {"note": ["12"]},
               {"note": [[1, -1]]}, {"note": [[1, "2"]]}, {"note": [[1, 2.0]]}):  # fmt: skip
    change_case(f"replaced is {_value!r}", DAMAGED, replaced=_value)
for _value in ("", "yesterday", "2020-03-31", "2020-03-31T09:00:00", "0001-01-01T00:00:00Z",
               "9999-12-31T23:59:59Z"):  # fmt: skip
    change_case(f"made at {_value or 'no time'}", DAMAGED, at=_value)
change_case("a kind without a name", DAMAGED, kind="")
change_case("a record without an id", DAMAGED, record_id="")
line_case("NaN as a clock", DAMAGED, lambda line: line.replace(b'"clock":1', b'"clock":NaN'))
line_case("a part missing", DAMAGED, lambda line: line.replace(b'"actor":"",', b""))
line_case("two changes in a line", DAMAGED, lambda line: line + line)
line_case("something after the change", DAMAGED, lambda line: line + b"x")
line_case("a line that is a list", DAMAGED, lambda line: b"[" + line + b"]")
line_case("bytes that are no text", DAMAGED, lambda line: line.replace(b"an act", b"\xff\xfe"))

# Taken, and harmless: a newer program may know better

for _value in ("\ud800", 10**400, {"a": 1}, [[["a"]]], True, 1.5, "2020-02-30"):
    fields_case(f"a day that is {_value!a:.20}", TAKEN, contact_on=_value)
    fields_case(f"a text that is {_value!a:.20}", TAKEN, note=_value)
line_case("NaN in a field", TAKEN, lambda line: line.replace(b'"c"', b"NaN"))
line_case("infinity in a field", TAKEN, lambda line: line.replace(b'"c"', b"-Infinity"))
line_case("a key twice", TAKEN, lambda line: line.replace(b'"clock":1', b'"clock":1,"clock":2'))
line_case("a byte order mark", TAKEN, lambda line: b"\xef\xbb\xbf" + line)
line_case("a line that ends as on Windows", TAKEN, lambda line: line + b"\r")
line_case("a NUL in a text", TAKEN, lambda line: line.replace(b'"c"', b'"c\\u0000d"'))
fields_case("a field whose name is no text", TAKEN, **{"\ud800": 1})
change_case("replaced of a field whose name is no text", TAKEN, replaced={"\ud800": [[1, 1]]})
for _kind in (
    "__class__",
    "Record",
    "ChildRecord",
    "mro",
    'Child"; DROP TABLE change; --',
    "child",
):
    change_case(f"the kind {_kind}", TAKEN, kind=_kind)
for _field in ("__class__", "__slots__", "id", "deleted", "kind", "x'); DROP TABLE change; --"):
    fields_case(f"the field {_field}", TAKEN, **{_field: "x"})
for _id in ("'; DROP TABLE change; --", "%s", "\0", "../../keys.json", "?" * 1000):
    change_case(f"the id {_id[:20]!a}", TAKEN, record_id=_id)
fields_case("SQL in a text", TAKEN, note="'); DELETE FROM change; --")
change_case("existence that is neither yes nor no", TAKEN, fields={EXISTS: "maybe"})
change_case("numbers as large as the log can hold", TAKEN, seq=LARGEST, clock=LARGEST, act=LARGEST)
case("a change that replaces itself", TAKEN, lambda: a_file([
    a_line(run=7, seq=1, fields={"note": "x"}, replaced={"note": [[7, 1]]})]))  # fmt: skip
case("two changes that replace each other", TAKEN, lambda: a_file([
    a_line(run=8, seq=1, record_id="x", fields={"note": "x"}, replaced={"note": [[8, 2]]}),
    a_line(run=8, seq=2, record_id="x", fields={"note": "y"}, replaced={"note": [[8, 1]]}),
]))  # fmt: skip

# What the computers tell each other of themselves

SLOT_AT_THE_LIMIT = {**SLOT, "argon2id": {"memory_kib": 256 * 1024, "passes": 6, "lanes": 1}}
for _name, _value in (
    ("with a number of 5,000 digits", ["9" * 5000]),
    ("that are no numbers", ["x", "-1", "²", ""]),
    ("that are no texts", [1, None]),
    ("that are everybody's", [str(number) for number in range(1000, 1300)]),
):
    change_case(f"openings {_name}", TAKEN, kind="Device", record_id="d",
                fields={EXISTS: True, "runs": _value})  # fmt: skip
for _name, _value in (
    ("nested deep", "[" * 100_000),
    ("of another form", "[]"),
    ("without a key", "{}"),
    ("at the limit, eight times", json.dumps({"key": KEY_DIGEST, "slots": [
        {**SLOT_AT_THE_LIMIT, "salt": canonical.octets(bytes([number] * 16))}
        for number in range(8)]})),
):  # fmt: skip
    change_case(f"slots {_name}", TAKEN, kind="SharedCopy", record_id="v1",
                fields={EXISTS: True, "slots": _value})  # fmt: skip

# The frame and the header

case("a header nested 60,000 deep", DAMAGED,
     lambda: a_front(b'{"magic":"IRODESK1","slots":' + b"[" * 60_000))  # fmt: skip
case("a header of 10 MB", DAMAGED, lambda: a_front(b'{"magic":"IRODESK1' + b"x" * 10 * MIB))
case("a header with a key twice", DAMAGED,
     lambda: a_front(b'{"magic":"IRODESK1","magic":"IRODESK1"}'))  # fmt: skip
case("a header with a lone surrogate", DAMAGED, lambda: a_front(
    a_file([]).split(b"\n", 1)[0].replace(b'"v1"', b'"\\ud800"')))  # fmt: skip
case("a header that ends as on Windows", DAMAGED, lambda: a_front(
    a_file([]).split(b"\n", 1)[0] + b"\r"))  # fmt: skip
case("a byte order mark before the header", NOT_OURS, lambda: b"\xef\xbb\xbf" + a_file([]))
case("version 0", DAMAGED, lambda: a_header(version=0))
case("version 999", NEWER, lambda: a_header(version=999))
case("version 10^4000", DAMAGED, lambda: a_front(b'{"magic":"IRODESK1","version":1' + b"0" * 5000))
case("frame 0", NEWER, lambda: a_header(magic="IRODESK0"))
case("frame 999", NEWER, lambda: a_header(magic="IRODESK999"))
case("an unknown purpose", NEWER, lambda: a_header(purpose="surprise"))
case("a purpose that is SQL", DAMAGED, lambda: a_header(purpose="'; DROP"))
case("another purpose", WRONG_KEY, lambda: a_header(purpose=BACKUP))
case("another vault's name on our file", WRONG_KEY, lambda: a_header(vault="v2"))
case("another vault's file", WRONG_KEY,
     lambda: a_file([], key=OTHER_KEY, vault_id="v2", slots=OTHERS.slots))  # fmt: skip
case("another vault's file under our name", WRONG_KEY,
     lambda: a_file([], key=OTHER_KEY, slots=KEYS.slots))  # fmt: skip
case("the salt of another file", WRONG_KEY, lambda: swapped(salt=""))
case("the slots of another file", WRONG_KEY, lambda: swapped(slots=""))
case("the header of another file", WRONG_KEY, lambda: swapped(salt="", slots="", vault=""))
case("joining: another vault's slots", "WrongPassphraseError",
     lambda: a_header(slots=[slot.as_json() for slot in OTHERS.slots]))  # fmt: skip
case("joining: nine slots", DAMAGED, lambda: a_header(slots=argon(9)))
case(
    "joining: a derivation of 100 GB", DAMAGED, lambda: a_header(slots=argon(memory_kib=100 * MIB))
)
case("joining: a derivation of 512 MB", DAMAGED, lambda: a_header(slots=argon(memory_kib=MIB // 2)))
case(
    "joining: a derivation of a billion passes",
    DAMAGED,
    lambda: a_header(slots=argon(passes=10**9)),
)
case("joining: a derivation of no memory", DAMAGED, lambda: a_header(slots=argon(memory_kib=0)))
case("joining: a derivation in 1,000 lanes", DAMAGED, lambda: a_header(slots=argon(lanes=1000)))
case("joining: eight derivations at the limit", DAMAGED,
     lambda: a_header(slots=argon(8, memory_kib=256 * 1024, passes=8)))  # fmt: skip
case("joining: one derivation beyond the limit", DAMAGED,
     lambda: a_header(slots=argon(memory_kib=256 * 1024, passes=7)))  # fmt: skip
case("joining: one derivation at the limit", "WrongPassphraseError",
     lambda: a_header(slots=argon(memory_kib=256 * 1024, passes=6)))  # fmt: skip
case("joining: four derivations that are just allowed", "WrongPassphraseError",
     lambda: a_header(slots=argon(4, memory_kib=64 * 1024, passes=6)))  # fmt: skip
case("joining: no slot at all", "WrongPassphraseError", lambda: a_header(slots=[]))
case("no stream", DAMAGED, lambda: a_stream(b""))
case("a stream of gzip", DAMAGED, lambda: a_stream(b"\x1f\x8b\x08" + bytes(100)))
case("two streams", DAMAGED, lambda: a_stream(zlib.compress(a_line() + b"\n") * 2))
case("a stream cut short", DAMAGED, lambda: a_stream(zlib.compress(a_line() + b"\n")[:-3]))
case("a last line without an end", DAMAGED, lambda: a_stream(zlib.compress(a_line())))


# Backups, whose first line is one of their own

FACTS = {"store_id": "v1", "officer_id": "o", "whole_service": False}


def backup_case(name: str, outcome: str, *lines: bytes) -> None:
    case(f"backup: {name}", outcome, lambda: seal(
        lines, key=KEY, vault_id="v1", purpose=BACKUP, slots=KEYS.slots))  # fmt: skip


def first(**changes: Any) -> bytes:
    return json.dumps({"store": FACTS, "drafts": {}, **changes}).encode()


backup_case("nothing in it", DAMAGED)
backup_case("nested deep", DAMAGED, b'{"store":' + b"[" * 100_000)
backup_case("whole", TAKEN, first(), a_line())
for _name, _value in (("store_id", 5), ("store_id", ["x"]), ("officer_id", None),
                      ("whole_service", "maybe"), ("whole_service", 2), ("officer_id", "\ud800"),
                      ("surprise", 1), ("store_id", "x" * 1000)):  # fmt: skip
    backup_case(f"{_name} is {_value!a:.20}", DAMAGED, first(store=FACTS | {_name: _value}))
for _value in ([], "x", {"draft:a": 5}, {"draft:a": "\ud800"}, {"key:shared": "x"}):
    backup_case(f"drafts is {_value!a}", DAMAGED, first(drafts=_value))
backup_case("a change that is none", DAMAGED, first(), b"{}")
case("backup: a shared copy", NOT_OURS, lambda: a_file([], slots=KEYS.slots))
