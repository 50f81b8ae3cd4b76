"""What the tests of files of any content share: spoiling a file, and judging what is read of it."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import KINDS, fields_of
from iro_desktop.domain.records.fields import from_json, to_json
from iro_desktop.importers.results import ImportRead

SIGNS = (b'"', b",", b";", b"\n", b"\r", b"/", b"<", b">", b"&", b"0", b"-", b"\xa0", b"]]>")
Read = Callable[[list[Path]], ImportRead]


@contextmanager
def paths_of(contents: Sequence[bytes]) -> Iterator[list[Path]]:
    """Give files with these contents, and take them away again.

    Not those of ``tmp_path``: one test tries hundreds of them.
    """
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        yield paths


def read_or_refuse(read: Read, *contents: bytes) -> ImportRead | str:
    """Return what was read, or the sentence with which a file was refused.

    Whatever was read is sound: its records can be kept, and its sentences shown.
    """
    with paths_of(contents) as paths:
        try:
            result = read(paths)
        except UserError as error:
            return str(error)
    assert len({record.id for record in result.records}) == len(result.records)
    for record in result.records:
        assert type(record).__name__ in KINDS
        assert len(record.id) == 32
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            assert from_json(about, to_json(value)) == value
    for problem in result.problems:
        assert problem.sentence.endswith(".")
        assert "\n" not in problem.sentence
        assert len(problem.sentence) < 300
    return result


def mangled(content: bytes, seed: int, *, most: int = 20) -> bytes:
    """Return a text file with some of its bytes changed, taken out, doubled or put elsewhere."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 40))
        match chance.randrange(5):
            case 0:
                data[at:to] = bytes(chance.choices(range(256), k=chance.randint(0, 9)))
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to]
            case 3:
                data[at:at] = chance.choice(SIGNS)
            case _:
                data = data[at:] + data[:at]
    return bytes(data)
