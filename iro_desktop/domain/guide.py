"""The guide as a value: its pages, what leads where, and where words stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Final

INDEX: Final = "guide/index.md"
"""The page that lists the others; the contents are read from it."""

MOST_HITS: Final = 60

_LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"(#{1,6})\s+(.*)")
_BULLET: Final = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_RULE: Final = re.compile(r"\|[\s:|-]+\|?")
_MARKS: Final = re.compile(r"(?<!\\)[*`]|\\(?=[\\`*_\[\]<>|])")
_NOT_IN_SLUG: Final = re.compile(r"[^\w\s-]")
_EXCERPT: Final = 150  # letters


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a page by its name, and the anchor of a heading on it or ""."""

    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a page under the heading of its group."""

    group: str
    title: str
    page: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, row or heading of a page, without marks.

    ``heading`` is that over it, of a heading itself, and "" of the title and what is under it.
    """

    heading: str
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A place where all the words stand: page, its title, the heading over it, and the line."""

    page: str
    title: str
    heading: str
    line: str

    @property
    def target(self) -> Target:
        """Where the place is."""
        return Target(self.page, slug(self.heading) if self.heading else "")


@dataclass(frozen=True)
class Guide:
    """All pages: the name of each under the shipped resources -> its Markdown."""

    pages: Mapping[str, str] = field(default_factory=dict)

    def title(self, page: str) -> str:
        """Return the first heading of a page, or its name where it has none."""
        found = self.passages_of(page)
        return next((one.text for one in found if one.is_heading), page)

    def contents(self) -> tuple[Entry, ...]:
        """Return the pages in the order and the groups of the index."""
        group, found = "", []
        for line in self.pages.get(INDEX, "").splitlines():
            heading = _HEADING.fullmatch(line)
            if heading:
                group = plain(heading[2])
            for target, words in _links_of(line):
                page = led_to(INDEX, target).page
                if page in self.pages:
                    found.append(Entry(group, words, page))
        return tuple(found)

    def passages_of(self, page: str) -> tuple[Passage, ...]:
        """Return what stands on a page, from above to below."""
        return self._passages.get(page, ())

    @cached_property
    def _passages(self) -> Mapping[str, tuple[Passage, ...]]:
        return {page: tuple(passages(text)) for page, text in self.pages.items()}

    def find(self, typed: str) -> tuple[GuideHit, ...]:
        """Return the places that hold every word of ``typed``, in any case and as parts of words.

        Pages of that title come first, then headings, then the rest; pages are in the order of the
        contents, those that are not in it at the end.
        """
        words = fold(typed).split()
        if not words:
            return ()
        listed = [entry.page for entry in self.contents()]
        order = {page: at for at, page in reversed(list(enumerate(listed)))}
        found: list[tuple[tuple[int, int, str], GuideHit]] = []
        for page in self.pages:
            title = self.title(page)
            for passage in self.passages_of(page):
                folded = fold(passage.text)
                if all(word in folded for word in words):
                    is_title = passage.is_heading and not passage.heading
                    rank = 0 if is_title else 1 if passage.is_heading else 2
                    line = excerpt(passage.text, words)
                    found.append(
                        (
                            (rank, order.get(page, len(order)), page),
                            GuideHit(page, title, passage.heading, line),
                        )
                    )
        return tuple(hit for _, hit in sorted(found, key=lambda one: one[0]))


def passages(text: str) -> Iterator[Passage]:
    """Yield the paragraphs, items, rows and headings of Markdown; only the title has no heading."""
    heading, lines = "", list[str]()
    for line in [*text.splitlines(), ""]:
        title = _HEADING.fullmatch(line)
        alone = line.startswith(("|", "    "))
        if (not line.strip() or title or alone or _BULLET.match(line)) and lines:
            yield Passage(heading, plain(" ".join(lines)))
            lines = []
        if title:
            words = plain(title[2])
            heading = "" if len(title[1]) == 1 else words
            yield Passage(heading, words, is_heading=True)
        elif alone and not _RULE.fullmatch(line.strip()):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            yield Passage(heading, plain(" · ".join(cells)))
        elif line.strip() and not alone:
            lines.append(_BULLET.sub("", line).strip())


def plain(text: str) -> str:
    """Return a line of Markdown without its marks; of a link its words, of a picture its text."""
    return _MARKS.sub("", _LINK.sub(lambda found: found[2], text)).strip()


def fold(text: str) -> str:
    """Return text by which words are compared: apostrophes and cases are all one."""
    return text.casefold().replace("’", "'")


def excerpt(text: str, words: list[str], longest: int = _EXCERPT) -> str:
    """Return the part of a passage that has the first of the words, cut between words."""
    if len(text) <= longest:
        return text
    at = max(min(fold(text).find(word) for word in words), 0)
    start = max(0, min(at - longest // 3, len(text) - longest))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + longest
    end = len(text) if end >= len(text) else text.rfind(" ", start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def slug(heading: str) -> str:
    """Return the anchor of a heading, as readers of Markdown make it: "a-childs-page"."""
    return re.sub(r"\s", "-", _NOT_IN_SLUG.sub("", heading.casefold()).strip())


def links(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead, as they are written there."""
    for found in _LINK.finditer(text):
        yield found[3]


def is_outside(link: str) -> bool:
    """Return whether a link leads out of the guide: to an address, which is not opened."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", link) is not None


def led_to(page: str, link: str) -> Target:
    """Return where a link on a page leads, which need not be there."""
    path, _, anchor = link.partition("#")
    return Target(normpath(join(dirname(page), path)) if path else page, anchor)


def _links_of(line: str) -> Iterator[tuple[str, str]]:
    for found in _LINK.finditer(line):
        if not found[1]:
            yield found[3], plain(found[2])
