"""The XML form of an SSDA903 return, read into the same tables as its CSV form.

``EXPSSDA903`` holds a ``CHILD`` for each child, with a ``HEADER`` (in which reviews, adoption and
other tables are nested) and an ``EPISODE`` for each episode.
"""

from __future__ import annotations

from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString as parse  # noqa: N813 - a function, in an older style

from iro_desktop.domain.errors import NotTextError, UnsafeXmlError
from iro_desktop.importers.sources import Source, cell
from iro_desktop.importers.ssda903_tables import FORMS, Table

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


class TooDeepError(SAXException):
    """Elements are nested more deeply than in any return."""


def tables(file: Source) -> list[Table]:
    """Return the tables that a return in XML holds; rows are numbered by their CHILD element.

    Raises NotTextError where the file is not sound XML, UnsafeXmlError where it defines entities,
    and NotAReturnError where it is another kind of XML file.
    """
    reader = _Reader()
    try:
        parse(file.content, reader)
    except DefusedXmlException:
        raise UnsafeXmlError(
            f"{file.name} defines entities of its own, which no return does and attacks do, "
            "so it was not read: export it again from the council's system."
        ) from None
    except (SAXException, ValueError, LookupError):  # the last two: an encoding that is none
        raise NotTextError(
            f"{file.name} is not sound XML from line {reader.line} on: export it again."
        ) from None
    return [
        Table(FORMS[name], file.name, file.folder / file.name, rows, reader.numbers[name])
        for name, rows in reader.rows.items()
    ]


class _Reader(ContentHandler):
    """Turns elements into rows as they pass, so that no tree is ever built."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[tuple[str, ...]]] = {}
        self.numbers: dict[str, list[int]] = {}
        self._where: Locator | None = None
        self._depth = 0
        self._text: list[str] = []
        self._is_leaf = False
        self._in_header = False
        self._children = 0
        self._header: dict[str, str] = {}
        self._part: dict[str, str] = {}
        self._parts: list[tuple[str, dict[str, str]]] = []

    @property
    def line(self) -> int:
        """The line at which reading stands."""
        return (self._where.getLineNumber() if self._where else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX's name
        """Remember whom to ask for the line."""
        self._where = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - SAX's
        """Open an element."""
        if self._depth == 0 and _plain(name) != ROOT:
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
            self._in_header = _plain(name) == "HEADER"
        if self._depth <= _HEADER or (self._depth == _FIELD and self._in_header):
            self._part = {}

    def characters(self, content: str) -> None:
        """Take text in; the parser may hand over one text in pieces."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """Close an element: keep a value, a row, or all the rows of a child."""
        name = _plain(name)
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


def _plain(name: str) -> str:
    """Return an element's name without its namespace, in upper case."""
    return name.rpartition(":")[2].upper()
