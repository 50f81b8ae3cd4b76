"""Tables for tests in every form that people send: CSV in its encodings, and a small workbook."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Rows = Sequence[Sequence[str]]

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of spreadsheets


def as_csv(rows: Rows, *, end: str = "\n", delimiter: str = ",") -> str:
    """Return rows as CSV."""
    found = StringIO(newline="")
    csv.writer(found, lineterminator=end, delimiter=delimiter).writerows(rows)
    return found.getvalue()


def as_xlsx(sheets: dict[str, Rows], *, dates: bool = True) -> bytes:
    """Return a workbook; cells such as 31/03/2020 become dates, as a spreadsheet keeps them.

    Without ``dates`` they stay text.
    """
    found = BytesIO()
    names = list(sheets)
    with ZipFile(found, "w", ZIP_DEFLATED) as file:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            f'ContentType="{_TYPES}.worksheet+xml"/>'
            for number in range(1, len(names) + 1)
        )
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
            f"{parts}</Types>",
        )
        file.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
            for number, name in enumerate(names, 1)
        )
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
        )
        targets = [
            ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)
        ]
        file.writestr("xl/_rels/workbook.xml.rels", _links([*targets, ("styles", "styles.xml")]))
        file.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/>'
            '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
            '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        for number, name in enumerate(names, 1):
            file.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(sheets[name], dates=dates))
    return found.getvalue()


def _links(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(rows: Rows, *, dates: bool) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{_letters(at)}{number}", text, dates) for at, text in enumerate(row)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(place: str, text: str, dates: bool) -> str:
    if not text:
        return ""
    if dates:
        with suppress(ValueError):
            day = datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007 - a day has no zone
            return f'<c r="{place}" s="1"><v>{(day - _FIRST).days}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def written(folder: Path, rows: Rows, name: str = "table.csv") -> Path:
    """Write rows into a file, as a workbook if its name ends so, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if name.endswith(".xlsx"):
        path.write_bytes(as_xlsx({"Sheet1": rows}))
    else:
        path.write_text(as_csv(rows), encoding="utf-8", newline="")
    return path
