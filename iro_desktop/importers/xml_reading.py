"""XML from elsewhere, read element by element: sound and without entities of its own."""

from __future__ import annotations

from functools import lru_cache
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString as parse  # noqa: N813 - a function, in an older style

from iro_desktop.domain.errors import FileTooLargeError, NotTextError, UnsafeXmlError
from iro_desktop.importers.sources import Source


class TooDeepError(SAXException):
    """Elements are nested more deeply than in any such file."""


class TooManyError(SAXException):
    """There are more elements than in any such file."""


class XmlReader(ContentHandler):
    """Takes elements as they pass, and knows where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._where: Locator | None = None

    @property
    def line(self) -> int:
        """The line at which reading stands."""
        return (self._where.getLineNumber() if self._where else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX's name
        """Remember whom to ask for the line."""
        self._where = locator


def read_xml(file: Source, reader: XmlReader, what: str) -> None:
    """Hand all of a file to a reader; ``what`` is how sentences call such a file: "census".

    Raises NotTextError where the file is not sound XML, UnsafeXmlError where it defines entities,
    FileTooLargeError where the reader finds too many elements, and what else the reader raises.
    """
    try:
        parse(file.content, reader)
    except DefusedXmlException:
        raise UnsafeXmlError(
            f"{file.name} defines entities of its own, which no {what} does and attacks do, "
            "so it was not read: export it again from the council’s system."
        ) from None
    except TooManyError:
        raise FileTooLargeError(
            f"{file.name} holds more than any {what} at line {reader.line}, so it was not read: "
            "check that it is the right file."
        ) from None
    except (SAXException, ValueError, LookupError):  # the last two: an encoding that is none
        raise NotTextError(
            f"{file.name} is not sound XML from line {reader.line} on: export it again."
        ) from None


@lru_cache(maxsize=1_000)
def plain(name: str) -> str:
    """Return an element's name without its namespace, in upper case."""
    return name.rpartition(":")[2].upper()
