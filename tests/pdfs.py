"""Reading a PDF back: its words, its tags and its fonts."""

from collections import Counter
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    """Its words without line ends, which stand where a line was full."""
    return " ".join("\n".join(page.extract_text() for page in reader(data).pages).split())


def elements(data: bytes) -> list[DictionaryObject]:
    """All elements of the structure tree, in reading order."""
    found: list[DictionaryObject] = []
    _gather(reader(data).trailer["/Root"]["/StructTreeRoot"], found)  # type: ignore[index]
    return found


def _gather(at: Any, found: list[DictionaryObject]) -> None:
    at = at.get_object() if isinstance(at, IndirectObject) else at
    if isinstance(at, ArrayObject):
        for one in at:
            _gather(one, found)
    elif isinstance(at, DictionaryObject):
        if "/S" in at:
            found.append(at)
        _gather(at.get("/K"), found)


def tags(data: bytes) -> Counter[str]:
    """How many elements there are of each kind, such as "H1" or "TD"."""
    return Counter(str(one["/S"]).removeprefix("/") for one in elements(data))


def alt_texts(data: bytes) -> list[str]:
    """What each figure says in words, "" where it says nothing."""
    return [str(one.get("/Alt", "")) for one in elements(data) if str(one["/S"]) == "/Figure"]


def fonts(data: bytes) -> dict[str, bool]:
    """Each font, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader(data).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            described = inner["/FontDescriptor"].get_object()
            found[str(inner["/BaseFont"])] = "/FontFile3" in described or "/FontFile2" in described
    return found
