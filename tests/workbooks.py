"""Small workbooks, made by hand: an .xlsx is a zip of XML, an .xls a file system of records."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile


@dataclass(frozen=True)
class Formula:
    """A formula with the value that it had when the workbook was saved."""

    text: str
    value: str | float


Cell = str | float | date | bool | Formula | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ERRORS = ("#N/A", "#REF!", "#VALUE!")
_EPOCH = date(1899, 12, 30)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parts_of(sheets: Sheets) -> dict[str, str]:
    """Return the parts of an .xlsx: name -> XML."""
    strings: dict[str, int] = {}
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/styles.xml": f"<styleSheet {MAIN}><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
        "</cellXfs></styleSheet>",
    }
    targets, listed = {"rIdS": ("sharedStrings", "sharedStrings.xml")}, ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        targets[f"rId{number}"] = ("worksheet", f"worksheets/sheet{number}.xml")
        listed += f"<sheet name={quoteattr(name)} sheetId='{number}' r:id='rId{number}'/>"
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, strings)
    parts["xl/workbook.xml"] = (
        f"<workbook {MAIN} xmlns:r='{RELATIONS}'><sheets>{listed}</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = _relations(targets)
    texts = "".join(f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in strings)
    parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>{texts}</sst>"
    return parts


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts; XML that says nothing of its encoding gets the usual head."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if isinstance(content, str) and not content.startswith("<?xml"):
                content = _HEAD + content  # noqa: PLW2901 - the same part, whole
            archive.writestr(name, content)
    return made.getvalue()


def as_xlsx(sheets: Sheets) -> bytes:
    """Return a workbook as Excel has saved them since 2007."""
    return zipped(parts_of(sheets))


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f"<Relationship Id='{key}' Type='{RELATIONS}/{kind}' Target='{target}'/>"
        for key, (kind, target) in targets.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f"<Relationships xmlns='{package}'>{inside}</Relationships>"


def letters(place: int) -> str:
    """Return the name of a column: A for 0, AA for 26."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _sheet(rows: Sequence[Sequence[Cell]], strings: dict[str, int]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{letters(at)}{number}", one, strings) for at, one in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def _cell(place: str, value: Cell, strings: dict[str, int]) -> str:
    match value:
        case None:
            return f'<c r="{place}" s="1"/>'
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(value - _EPOCH).days}</v></c>'
        case Formula(text, found):
            kind = ' t="str"' if isinstance(found, str) else ""
            inside = f"<f>{escape(text)}</f><v>{found}</v>"
        case str() if value in ERRORS:
            kind, inside = ' t="e"', f"<v>{value}</v>"
        case _:
            number = strings.setdefault(str(value), len(strings))
            kind, inside = ' t="s"', f"<v>{number}</v>"
    return f'<c r="{place}"{kind}>{inside}</c>'


# The older form


def as_xls(sheets: Sheets, *, locked: bool = False) -> bytes:
    """Return a workbook as Excel saved them up to 2003."""
    return _container(records_of(sheets, locked=locked))


def _record(kind: int, *data: bytes) -> bytes:
    content = b"".join(data)
    return struct.pack("<HH", kind, len(content)) + content


def records_of(sheets: Sheets, *, locked: bool = False) -> bytes:
    """Return the stream of records of an older workbook, without the file around it."""
    begin = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))]
    begin += [_record(0x002F, struct.pack("<HHH", 1, 1, 0))] if locked else []
    begin += [_record(0x00E0, struct.pack("<HH16x", 0, form)) for form in (0, 14)]
    bodies = [_sheet_records(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    length = sum(map(len, begin)) + sum(12 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        begin.append(_record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name) // 2, 1), name))
        length += len(body)
    return b"".join([*begin, _record(0x000A), *bodies])


def _sheet_records(rows: Sequence[Sequence[Cell]]) -> bytes:
    made = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))]
    width = max(map(len, rows), default=0)
    made.append(_record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            match value:
                case None:
                    continue
                case int() | float():
                    data = struct.pack("<HHHd", number, place, 0, value)
                    made.append(_record(0x0203, data))
                case date():
                    data = struct.pack("<HHHd", number, place, 1, (value - _EPOCH).days)
                    made.append(_record(0x0203, data))
                case _:
                    text = str(value).encode("utf-16-le")
                    data = struct.pack("<HHHHB", number, place, 0, len(text) // 2, 1)
                    made.append(_record(0x0204, data, text))
    return b"".join([*made, _record(0x000A)])


_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _container(stream: bytes) -> bytes:
    """Return a file system that holds one stream of the name Workbook."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    chain = [_TABLE] * tables + [_END]
    chain += [*range(tables + 2, tables + 1 + sectors), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, tables + 1, size)
    directory = entries + bytes(512 - len(entries))
    content = struct.pack(f"<{len(chain)}I", *chain) + directory + stream
    return header + content + bytes(512 * (tables + 1 + sectors) - len(content))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
