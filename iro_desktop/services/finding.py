"""Finding children, and words in what is on file about them, as fast as one types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import KINDS, Child, Record, Review, Snooze, fields_of
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import folded
from iro_desktop.services.caseload_row import is_closed_case
from iro_desktop.services.child_words import age_text, name_of

MOST_CHILDREN: Final = 8
MOST_TEXTS: Final = 12

_TEXT_TYPES: Final = frozenset({"text", "note", "list"})
_LEFT_OUT: Final[frozenset[type[Record]]] = frozenset({Snooze})
_OF_CHILD: Final = frozenset({"note"})  # what identifies a child is found as the child itself
_BEFORE: Final = 36  # letters of a snippet before the word that was found
_AFTER: Final = 84


@dataclass(frozen=True, slots=True)
class ChildHit:
    """A child who was found."""

    child_id: str
    title: str
    name: str
    age: str
    is_closed: bool
    folded: str


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one record: of which child, what it is, and of which day."""

    child: ChildHit
    kind: str
    record_id: str
    what: str
    on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """Words that were found in a record, with what stands around them."""

    text: Text
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first of it, and how much there is in all."""

    children: tuple[ChildHit, ...] = ()
    texts: tuple[TextHit, ...] = ()
    all_children: int = 0
    all_texts: int = 0

    @property
    def more(self) -> str:
        """That there is more than is shown, as one sentence; "" where there is not."""
        left = [
            f"{shown} of {number:,} {words}"
            for shown, number, words in (
                (len(self.children), self.all_children, "children"),
                (len(self.texts), self.all_texts, "notes"),
            )
            if shown < number
        ]
        return f"{' and '.join(left)} shown: type more to narrow it." if left else ""


@dataclass(frozen=True, slots=True)
class _Indexed:
    case: CaseFile
    today: date
    child: ChildHit
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """All that is searched, as plain lists: children by reference, texts the latest first."""

    of_child: Mapping[str, _Indexed]
    children: tuple[ChildHit, ...] = ()
    texts: tuple[Text, ...] = ()
    folded: tuple[str, ...] = ()
    """The words of ``texts`` in small letters."""


def index(
    snapshot: Snapshot, practice: Practice, today: date, earlier: Index | None = None
) -> Index:
    """Return the index of everything in the store; of an ``earlier`` one what still holds."""
    before = earlier.of_child if earlier is not None else {}
    of_child = {}
    for child_id, case in snapshot.cases.items():
        known = before.get(child_id)
        if known is None or known.case is not case or known.today != today:
            known = _indexed(case, practice, today)
        of_child[child_id] = known
    children = sorted((one.child for one in of_child.values()), key=_order)
    texts = [text for one in of_child.values() for text in one.texts]
    texts.sort(key=lambda text: (text.on or date.min, text.record_id), reverse=True)
    plain = tuple(folded(text.words) for text in texts)
    return Index(of_child, tuple(children), tuple(texts), plain)


def _order(child: ChildHit) -> tuple[bool, str]:
    return child.is_closed, child.title


def _indexed(case: CaseFile, practice: Practice, today: date) -> _Indexed:
    child = case.child
    initials = (child.initials, child.initials.replace(".", ""))
    parts = (child.reference, *child.other_references, *initials, child.name)
    hit = ChildHit(
        child.id,
        name_of(child),
        child.name,
        age_text(child, today),
        is_closed_case(case, practice, today),
        folded("\n".join(parts)),
    )
    return _Indexed(case, today, hit, tuple(_texts(case, hit)))


def _texts(case: CaseFile, child: ChildHit) -> Iterator[Text]:
    yield from _text(case.child, child)
    for kind, records in case.records.items():
        if _TEXT_FIELDS[kind]:
            for record in records:
                yield from _text(record, child)


def _text(record: Record, child: ChildHit) -> Iterator[Text]:
    said: list[str] = []
    for name in _TEXT_FIELDS[type(record)]:
        value = getattr(record, name)
        said += [value] if isinstance(value, str) else value
    words = " · ".join(" ".join(part.split()) for part in said if part.strip())
    if words:
        yield Text(child, type(record).__name__, record.id, _what(record), _day(record), words)


def _text_fields(kind: type[Record]) -> Iterator[str]:
    for about in fields_of(kind):
        if about.type in _TEXT_TYPES and (kind is not Child or about.name in _OF_CHILD):
            yield about.name


def _day_fields(kind: type[Record]) -> Iterator[str]:
    if kind is not Child:  # a child's own dates are no date of the note
        yield from (about.name for about in fields_of(kind) if about.type == "day")


_TEXT_FIELDS: Final = {
    kind: tuple(_text_fields(kind)) if kind not in _LEFT_OUT else () for kind in KINDS.values()
}
_DAY_FIELDS: Final = {kind: tuple(_day_fields(kind)) for kind in KINDS.values()}


def _day(record: Record) -> date | None:
    """Return the day of a record: the first of its dates that is known."""
    for name in _DAY_FIELDS[type(record)]:
        value = getattr(record, name)
        if isinstance(value, date):
            return value
    return None


def _what(record: Record) -> str:
    if isinstance(record, Review) and record.review_type:
        return say("review_type", record.review_type)
    title = "note" if isinstance(record, Child) else record.title
    return title[:1].upper() + title[1:]


def find(found_in: Index, line: str) -> Found:
    """Return what holds every word of ``line``, in any order and in small or capital letters.

    A record is found by its own words, which may be narrowed by the child's reference or name.
    """
    words = folded(line).split()
    if not words:
        return Found()
    children: Sequence[ChildHit] = found_in.children
    for word in words:
        children = [one for one in children if word in one.folded]
    first = sorted(children, key=lambda one: not one.folded.startswith(words[0]))
    first.sort(key=lambda one: one.is_closed)
    texts = _texts_with(found_in, words)
    return Found(
        tuple(first[:MOST_CHILDREN]),
        tuple(_hit(found_in, at, words) for at in texts[:MOST_TEXTS]),
        len(children),
        len(texts),
    )


def _texts_with(found_in: Index, words: Sequence[str]) -> Sequence[int]:
    """Return which texts hold every word, or their child does, and at least one themselves."""
    texts, folded = found_in.texts, found_in.folded
    passing: Sequence[int] = range(len(texts))
    holds_one = False
    # The longest first: it leaves the least to look through for the others.
    for word in sorted(words, key=len, reverse=True):
        named = {one.child_id for one in found_in.children if word in one.folded}
        if named and len(words) > 1:
            passing = [
                at for at in passing if word in folded[at] or texts[at].child.child_id in named
            ]
        else:
            passing = [at for at in passing if word in folded[at]]
            holds_one = True
    if holds_one:
        return passing
    return [at for at in passing if any(word in folded[at] for word in words)]


def _hit(found_in: Index, at: int, words: Sequence[str]) -> TextHit:
    """Return a text with what stands around the first of the words, cut between words."""
    text, folded = found_in.texts[at], found_in.folded[at]
    said = text.words
    places = [place for word in words if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - _BEFORE)
    end = min(len(said), start + _BEFORE + _AFTER)
    start = max(0, min(start, end - _BEFORE - _AFTER))
    if start:
        start = said.find(" ", start) + 1
    if end < len(said):
        end = max(said.rfind(" ", start, end), start + 1)
    snippet = said[start:end].strip(" ·")
    return TextHit(text, f"{'…' if start else ''}{snippet}{'…' if end < len(said) else ''}")
