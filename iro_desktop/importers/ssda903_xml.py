"""The XML form of an SSDA903 return, read into the same tables as its CSV form.

``EXPSSDA903`` holds a ``CHILD`` for each child, with a ``HEADER`` (in which reviews, adoption and
other tables are nested) and an ``EPISODE`` for each episode.
"""

from __future__ import annotations

from typing import Final
from xml.sax.xmlreader import AttributesImpl

from iro_desktop.importers.sources import Source, cell
from iro_desktop.importers.ssda903_tables import FORMS, Table
from iro_desktop.importers.xml_reading import TooDeepError, XmlReader, plain, read_xml

ROOT: Final = "EXPSSDA903"
_CHILD, _HEADER, _FIELD = 2, 3, 4  # how deep these stand
_DEEPEST: Final = 8  # a return is five deep: more is no return

_NAMES: Final = {"CHILDID": "CHILD", "PL": "PLACE"}
"""Element -> the column that the CSV form has for it."""

_NESTED: Final = {
    "REVIEW": "Reviews",
    "REVIEW_CODE": "Reviews",
    "MIS_START": "Missing",
    "PREV_PERM": "PrevPerm",
    "DATE_PLACED": "PlacedAdoption",
    "HEALTH_CHECK": "OC2",
    "SDQ_SCORE": "OC2",
    "SDQ_REASON": "OC2",
    "SW_ID": "SWEpisodes",
    "SW_DECOM": "SWEpisodes",
    "DOLO_START": "DoLo",
}
"""An element that stands only in rows of one table -> that table, of those within a HEADER."""

_IN_HEADER: Final = {"UASC": ("DUC",), "OC3": ("IN_TOUCH",), "AD1": ("DATE_INT", "DATE_MATCH")}
"""A table whose fields stand in the HEADER itself -> those that say that there is a row."""


class NotAReturnError(Exception):
    """The file is XML, but its first element is not that of a return."""


def tables(file: Source) -> list[Table]:
    """Return the tables that a return in XML holds; rows are numbered by their CHILD element.

    Raises NotTextError where the file is not sound XML, UnsafeXmlError where it defines entities,
    and NotAReturnError where it is another kind of XML file.
    """
    reader = _Reader()
    read_xml(file, reader, "return")
    return [
        Table(FORMS[name], file.name, file.folder / file.name, rows, reader.numbers[name])
        for name, rows in reader.rows.items()
    ]


class _Reader(XmlReader):
    """Turns elements into rows as they pass, so that no tree is ever built."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[tuple[str, ...]]] = {}
        self.numbers: dict[str, list[int]] = {}
        self._depth = 0
        self._text: list[str] = []
        self._is_leaf = False
        self._in_header = False
        self._children = 0
        self._header: dict[str, str] = {}
        self._part: dict[str, str] = {}
        self._parts: list[tuple[str, dict[str, str]]] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - SAX's
        """Open an element."""
        if self._depth == 0 and plain(name) != ROOT:
            raise NotAReturnError
        if self._depth == _DEEPEST:
            raise TooDeepError("too deep for a return")
        self._depth += 1
        self._text = []
        self._is_leaf = True
        if self._depth == _CHILD:
            self._children += 1
            self._header, self._parts = {}, []
        elif self._depth == _HEADER:
            self._in_header = plain(name) == "HEADER"
        if self._depth <= _HEADER or (self._depth == _FIELD and self._in_header):
            self._part = {}

    def characters(self, content: str) -> None:
        """Take text in; the parser may hand over one text in pieces."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """Close an element: keep a value, a row, or all the rows of a child."""
        name = plain(name)
        if self._is_leaf and self._depth >= _FIELD:
            about_child = self._in_header and self._depth == _FIELD
            fields = self._header if about_child else self._part
            fields[_NAMES.get(name, name)] = cell("".join(self._text))
        elif self._depth == _FIELD and self._in_header:
            table = next((_NESTED[field] for field in self._part if field in _NESTED), "")
            self._parts.append((table, self._part))
        elif self._depth == _HEADER and name == "EPISODE":
            self._parts.append(("Episodes", self._part))
        elif self._depth == _CHILD:
            self._end_child()
        self._depth -= 1
        self._is_leaf = False

    def _end_child(self) -> None:
        self._add("Header", self._header)
        for table, telling in _IN_HEADER.items():
            if any(self._header.get(field) for field in telling):
                self._add(table, self._header)
        for table, part in self._parts:
            if table:
                self._add(table, self._header | part)

    def _add(self, table: str, fields: dict[str, str]) -> None:
        row = tuple([fields.get(column, "") for column in FORMS[table].used])
        self.rows.setdefault(table, []).append(row)
        self.numbers.setdefault(table, []).append(self._children)
