"""Pages set by Typst: tagged PDF (PDF/UA-1), and the same pages as pictures.

Everything is done in memory with the fonts that the program ships: nothing that stands on a page
touches the disk before its user says where, and every machine sets the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from iro_desktop.paths import resource

if TYPE_CHECKING:
    import typst

_UA: Final = "ua-1"
_INPUT: Final = "document"


def set_pdf(template: str, document: Mapping[str, Any], *, at: datetime) -> bytes:
    """The pages of a template of ``resources/templates`` as a PDF that is tagged for all readers.

    The template reads ``document`` with ``json(bytes(sys.inputs.document))``. ``at`` is the instant
    that the file says it was made at; the same input gives the same bytes.
    """
    found = _compiler(template, document).compile(
        format="pdf", pdf_standards=_UA, timestamp=at.replace(microsecond=0)
    )
    return _pages(found)[0]


def set_pictures(
    template: str, document: Mapping[str, Any], *, pixels_per_inch: float = 144
) -> list[bytes]:
    """The same pages as PNG, one each."""
    return _pages(_compiler(template, document).compile(format="png", ppi=pixels_per_inch))


def _compiler(template: str, document: Mapping[str, Any]) -> typst.Compiler:
    import typst

    return typst.Compiler(
        resource(f"templates/{template}.typ").read_bytes(),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[resource("fonts")],
        ),
        sys_inputs={_INPUT: json.dumps(document, ensure_ascii=False)},
    )


def _pages(found: bytes | list[bytes] | None) -> list[bytes]:
    """Return what was set, which is one file or a list of pages."""
    return [found] if isinstance(found, bytes) else list(found or ())
