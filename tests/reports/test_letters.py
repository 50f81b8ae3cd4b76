"""Letters of the shipped fonts: none is wider than is reckoned, so that no word is clipped."""

import struct
from collections.abc import Iterator

import pytest

from iro_desktop.paths import resource
from iro_desktop.reports.letters import widest


def _advances(font: str) -> Iterator[tuple[str, float]]:
    """Each letter of a font with its width, in parts of its size: the tables cmap and hmtx."""
    data = resource(f"fonts/Inter-{font}.otf").read_bytes()
    number = struct.unpack_from(">H", data, 4)[0]
    heads = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(number))
    tables = {tag: offset for tag, _, offset, _ in heads}
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    last = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0] - 1
    for at in range(struct.unpack_from(">H", data, tables[b"cmap"] + 2)[0]):
        encoding = struct.unpack_from(">HHI", data, tables[b"cmap"] + 4 + 8 * at)
        start = tables[b"cmap"] + encoding[2]
        if encoding[:2] != (3, 10):
            continue
        for group in range(struct.unpack_from(">I", data, start + 12)[0]):
            first, end, glyph = struct.unpack_from(">III", data, start + 16 + 12 * group)
            for code in range(first, end + 1):
                place = tables[b"hmtx"] + 4 * min(glyph + code - first, last)
                yield chr(code), struct.unpack_from(">H", data, place)[0] / em


@pytest.mark.parametrize("font", ["Regular", "SemiBold", "Italic"])
def test_no_letter_is_wider_than_is_reckoned(font: str) -> None:
    found = [(one, width) for one, width in _advances(font) if one.isalpha() or one.isascii()]
    assert len(found) > 900
    assert [(one, width) for one, width in found if width > widest(one)] == []
