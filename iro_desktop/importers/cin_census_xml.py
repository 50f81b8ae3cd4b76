"""The XML of a children in need census, read child by child so that no whole tree is ever held.

``Message`` holds a ``Header`` and ``Children``, and these a ``Child`` for each child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from xml.sax.xmlreader import AttributesImpl

from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.sources import Source, cell
from iro_desktop.importers.xml_reading import TooDeepError, TooManyError, XmlReader, plain, read_xml

ROOT: Final = "MESSAGE"
_COLLECTION: Final = "CIN"
_DEEPEST: Final = 16  # a census is seven deep
_MOST_PARTS: Final = 20_000  # elements of one child; a long history has some hundreds
_MOST_CHILDREN: Final = 250_000  # ten times those of the largest authority
_LONGEST_TEXT: Final = 1_000  # signs of a value that are kept; the longest real one has 20
_STEP_EVERY: Final = 50  # children


class NotACensusError(Exception):
    """The file is XML, but no children in need census."""


class _HeaderReadError(Exception):
    """The header has been read, and nothing else is wanted."""


@dataclass(slots=True)
class Element:
    """One element: its name in upper case without a namespace, its text, and its parts."""

    name: str
    text: str = ""
    parts: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the parts of a name."""
        return (part for part in self.parts if part.name == name)

    def every(self, name: str) -> Iterator[Element]:
        """Yield the parts of a name at any depth, in order."""
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.every(name)

    def first(self, *names: str) -> str:
        """Return the first text that is there, of parts of any of these names."""
        return next((one.text for one in self.parts if one.name in names and one.text), "")


@dataclass(frozen=True, slots=True)
class Header:
    """What a census says of itself, as it is written."""

    year: str = ""
    reference_date: str = ""


Take = Callable[[int, Element], None]
"""Called with the number of a Child element, from 1 on, and what is in it."""


def header(file: Source) -> Header:
    """Return the header of a census. Raises what ``children`` raises."""
    reader = _Reader(None, no_step)
    with suppress(_HeaderReadError):
        _read(file, reader)
    if not reader.is_census:
        raise NotACensusError
    return Header(reader.values.get("YEAR", ""), reader.values.get("REFERENCEDATE", ""))


def children(file: Source, take: Take, step: Step = no_step) -> int:
    """Hand every child of a census over, in order; return how many there are.

    Raises NotTextError where the file is not sound XML, UnsafeXmlError where it defines entities,
    FileTooLargeError where it holds more than any census, and NotACensusError where it is another
    kind of XML file.
    """
    reader = _Reader(take, step)
    _read(file, reader)
    return reader.count


def _read(file: Source, reader: _Reader) -> None:
    read_xml(file, reader, "census")
    if not reader.is_census:
        raise NotACensusError


class _Reader(XmlReader):
    """Builds one child at a time as elements pass, and hands it over."""

    def __init__(self, take: Take | None, step: Step) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.count = 0
        self._take = take
        self._step = step
        self._open: list[str] = []
        self._child: list[Element] = []
        self._parts = 0
        self._text: list[str] = []
        self._length = 0
        self._is_leaf = False

    @property
    def is_census(self) -> bool:
        """Whether what was read is a census: its header says so, or children are all it holds."""
        named = self.values.get("COLLECTION", "")
        return named.upper() == _COLLECTION if named else "CHILDREN" in self.values

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - SAX's
        """Open an element."""
        name = plain(name)
        if not self._open and name != ROOT:
            raise NotACensusError
        if len(self._open) == _DEEPEST:
            raise TooDeepError("too deep for a census")
        if self._child:
            self._add(name)
        elif name == "CHILD" and self._open[-1:] == ["CHILDREN"]:
            self._child, self._parts = [Element(name)], 0
        elif name == "CHILDREN" and len(self._open) == 1:
            self.values["CHILDREN"] = "there"
            if self._take is None:
                raise _HeaderReadError
        self._open.append(name)
        self._text, self._length = [], 0
        self._is_leaf = True

    def _add(self, name: str) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise TooManyError("too many elements in one child")
        element = Element(name)
        self._child[-1].parts.append(element)
        self._child.append(element)

    def characters(self, content: str) -> None:
        """Take text in; the parser may hand over one text in pieces."""
        if self._is_leaf and self._length < _LONGEST_TEXT:
            self._text.append(content[:_LONGEST_TEXT])
            self._length += len(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX's name
        """Close an element: keep a value, or hand the child over."""
        closed = self._open.pop()
        text = cell("".join(self._text)) if self._is_leaf else ""
        if self._child:
            self._child[-1].text = text
            done = self._child.pop()
            if not self._child:
                self._end_child(done)
        elif self._is_leaf and "HEADER" in self._open:
            self.values.setdefault(closed, text)
        self._is_leaf = False

    def _end_child(self, child: Element) -> None:
        self.count += 1
        if self.count > _MOST_CHILDREN:
            raise TooManyError("too many children")
        if self.count % _STEP_EVERY == 0:
            self._step()
        if self._take is not None:
            self._take(self.count, child)
