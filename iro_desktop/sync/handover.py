"""What of a log goes into a handover pack: the chosen children's changes and nobody else's.

A change keeps its key, so that a pack can be taken in twice, in any order, and handed back. What
would name another child is taken out of it: links between children travel in changes made for the
pack, whose keys come of what they say, and the words of an act name no child outside the pack.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from iro_desktop.domain.changes import EXISTS, LARGEST, Change, Key, order, project
from iro_desktop.domain.records import (
    KINDS,
    Child,
    Meeting,
    Officer,
    Record,
    SiblingGroup,
    fields_of,
)
from iro_desktop.domain.records.fields import Json
from iro_desktop.storage.store import Store

MADE_FOR_A_PACK: Final = "handover"
"""The source of changes that carry links between children in a pack."""

SIBLINGS: Final = "sibling_group_id"
_LINK_WORDS: Final = "keep the links between children at a handover"
_FEWEST_SIBLINGS: Final = 2
_ANOTHER: Final = "another child"
_TOKEN: Final = re.compile(r"[\w/-]+")

_OFFICER: Final = Officer.__name__
_MEETING: Final = Meeting.__name__
_GROUP: Final = SiblingGroup.__name__
_OF_CHILDREN: Final = (Child.__name__, _GROUP)
_TEXTS: Final = ("text", "note", "list", "table")

RecordKey = tuple[str, str]
"""Kind and id of a record."""

Records = dict[RecordKey, list[Change]]
"""Records with their changes."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What one IRO hands over to another: from whom, from which day, which children, and all of it.

    ``from_name`` is the name of the IRO whose id ``from_id`` is, as the pack has it.
    """

    from_id: str
    on: date
    made_on: date
    child_ids: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def by_record(self) -> Records:
        """The changes by kind and id of their record."""
        return by_record(self.changes)

    @property
    def from_name(self) -> str:
        """The name of the IRO who hands over; "" where the pack does not say."""
        changes = self.by_record.get((_OFFICER, self.from_id), ())
        return str(project(Officer, changes).values.get("name", ""))

    def only(self, child_ids: Collection[str]) -> tuple[Change, ...]:
        """Return the changes of some of its children, with what these name."""
        found = self.by_record
        children = set(child_ids)
        own = {
            key: those
            for key, those in found.items()
            if (owners := owners_of(key[0], those)) and owners <= children
        }
        whole = with_named(own, self.from_id, lambda keys: _among(found, keys))
        return tuple(sorted(_all(whole), key=_key))


def by_record(changes: Iterable[Change]) -> Records:
    """Return the changes by kind and id of their record."""
    found: Records = {}
    for change in changes:
        found.setdefault((change.kind, change.record_id), []).append(change)
    return found


def owners_of(kind: str, changes: Sequence[Change]) -> set[str]:
    """Return the children whom the changes of a record name as its own; nearly always one."""
    if kind == Child.__name__:
        return {changes[0].record_id}
    return {str(one.fields["child_id"]) for one in changes if one.fields.get("child_id")}


def with_named(
    own: Records, from_id: str, find: Callable[[Collection[RecordKey]], Records]
) -> Records:
    """Return children's records with the IROs, meetings and sibling groups that they name.

    ``find`` returns those of some records that there are. Of an IRO who is named come those too
    who wrote what is on file of that IRO.
    """
    found = dict(own)
    for kinds in ((_MEETING, _GROUP), (_OFFICER,), (_OFFICER,)):
        named = {one for one in _named(found, from_id) if one[0] in kinds}
        found |= find(named - found.keys())
    return found


def _named(found: Records, from_id: str) -> set[RecordKey]:
    named = {(_OFFICER, from_id)}
    for (kind, _), changes in found.items():
        links = _links(kind)
        for change in changes:
            named.add((_OFFICER, change.actor))
            values = ((to, change.fields.get(field)) for field, to in links.items())
            named.update((to, one) for to, one in values if isinstance(one, str) and one)
    return named


def _among(found: Records, keys: Collection[RecordKey]) -> Records:
    return {key: those for key, those in found.items() if key in keys}


@cache
def _links(kind: str) -> dict[str, str]:
    """Return field -> the kind of record that it links to."""
    known = KINDS.get(kind)
    return {one.name: one.links_to for one in fields_of(known) if one.links_to} if known else {}


# Making one


def changes_for(
    store: Store, child_ids: Collection[str], *, without: Collection[str] = ()
) -> tuple[Change, ...]:
    """Return all that a pack of these children holds, in the order of the changes' keys.

    ``without`` are ids of IROs whose own record stays here.
    """
    others = _Others(store, child_ids)
    own = _of(store, {key for one in child_ids for key in store.records_of(one)})

    def find(keys: Collection[RecordKey]) -> Records:
        return _of(store, {key for key in keys if key[0] != _GROUP and key[1] not in without})

    found = with_named(own, store.facts.officer_id, find)
    linked = [one for changes in found.values() for one in _without_links(changes, others)]
    linked += _groups(store, others)
    return _with_words(store, linked, others)


def _all(found: Records) -> Iterator[Change]:
    return (change for changes in found.values() for change in changes)


def _of(store: Store, keys: Collection[RecordKey]) -> Records:
    history = store.history(sorted({record_id for _, record_id in keys}))
    return _among(by_record(one for changes in history.values() for one in changes), keys)


class _Others:
    """Every child that is not in the pack: ids, and all that they were ever called."""

    def __init__(self, store: Store, chosen: Collection[str]) -> None:
        gone = (one.id for one in store.snapshot.bin if isinstance(one, Child))
        everyone = {*store.snapshot.cases, *gone}
        self.chosen = frozenset(chosen)
        self.ids = everyone - self.chosen
        self.groups: dict[str, set[str]] = {}
        self._called: dict[str, set[str]] = {}
        self._odd: list[str] = []
        kept: set[str] = set()
        for child_id, changes in store.history(everyone).items():
            for change in changes:
                self._note_group(child_id, change)
                had = change.fields.get("other_references")
                said = [change.fields.get("reference"), change.fields.get("name")]
                said += had if isinstance(had, list) else []
                names = {one.strip() for one in said if isinstance(one, str) and one.strip()}
                if child_id in self.chosen:
                    kept |= {one.casefold() for one in names}
                    continue
                initials = change.fields.get("initials")
                for one in names:
                    called = self._called.setdefault(one.casefold(), set())
                    called.update([initials] if isinstance(initials, str) else [])
        for one in kept & self._called.keys():
            del self._called[one]
        odd = (one for one in self._called if not _TOKEN.fullmatch(one))
        self._odd = sorted(odd, key=len, reverse=True)

    def _note_group(self, child_id: str, change: Change) -> None:
        group = change.fields.get(SIBLINGS)
        if change.kind == Child.__name__ and isinstance(group, str) and group:
            self.groups.setdefault(group, set()).add(child_id)

    def has_siblings(self, group: Json) -> bool:
        """Return whether a group links at least two of the chosen."""
        members = self.groups.get(group, set()) if isinstance(group, str) else set()
        return len(members & self.chosen) >= _FEWEST_SIBLINGS

    def named_in(self, text: str) -> set[str]:
        """Return what other children are called that stands in a text, in small letters."""
        small = text.casefold()
        found = {one for one in _TOKEN.findall(small) if one in self._called}
        return found | {one for one in self._odd if one in small}

    def taken_out(self, words: str) -> str:
        """Return the words of an act with "another child" for whoever is not in the pack."""
        for one in sorted(self.named_in(words), key=len, reverse=True):
            initials = "|".join(re.escape(those) for those in self._called[one] if those)
            after = f"(?: (?:{initials}))?" if initials else ""
            whole = rf"(?<![\w/-]){re.escape(one)}{after}(?![\w/-])"
            words = re.sub(whole, _ANOTHER, words, flags=re.IGNORECASE)
        return words

    def holds_id(self, value: Json) -> bool:
        """Return whether a value names another child by id."""
        return any(one in self.ids for one in _TOKEN.findall(json.dumps(value)))


def _without_links(changes: Sequence[Change], others: _Others) -> Iterator[Change]:
    """Yield the changes of one record without links between children, and what carries these.

    The link is left out of every change, whoever else is in the pack: a change with one key must
    say the same in all packs. What may be said of it is said by a change of its own.
    """
    kind = changes[0].kind
    links = [one for one, to in _links(kind).items() if to in _OF_CHILDREN and one != "child_id"]
    # Made beside a deletion it would bring the record back.
    may_carry = kind in KINDS and project(KINDS[kind], changes).live
    made: dict[tuple[Key, str], Key] = {}
    for change in sorted(changes, key=order):
        fields = dict(change.fields)
        for name in links:
            if name in fields:
                carried = _carried(change, name, fields.pop(name), others, made)
                if carried is not None and (may_carry or carried is change):
                    made[change.key, name] = carried.key
                    yield carried
        fields = {name: one for name, one in fields.items() if not others.holds_id(one)}
        if fields:
            yield replace(change, fields=fields)


def _carried(
    change: Change, name: str, value: Json, others: _Others, made: Mapping[tuple[Key, str], Key]
) -> Change | None:
    """Return the change that carries a link in the pack; None where nothing may be said."""
    if isinstance(value, list):
        value = [one for one in value if one in others.chosen] or None
    elif value is not None and not others.has_siblings(value):
        return None
    if value is None and not any((key, name) in made for key in change.replaced.get(name, ())):
        return None  # that a link is gone says something only where it was there
    return _made(change, name, value, made)


def _made(change: Change, name: str, value: Json, made: Mapping[tuple[Key, str], Key]) -> Change:
    """Return a change of one field, made for a pack; the same wherever and whenever it is made."""
    if change.source == MADE_FOR_A_PACK and change.fields == {name: value}:
        return change
    said = f"{change.run}|{change.seq}|{name}|{json.dumps(value)}"
    digest = hashlib.sha256(said.encode()).digest()
    run = int.from_bytes(digest[:8]) & LARGEST or 1
    # Handed back it replaces the change that it stands for, and what that one had replaced.
    before = change.replaced.get(name, ())
    keys = {change.key, *before, *(made[one, name] for one in before if (one, name) in made)}
    return replace(
        change, run=run, seq=1, act=1, words=_LINK_WORDS, source=MADE_FOR_A_PACK,
        fields={name: value}, replaced={name: tuple(sorted(keys))},
    )  # fmt: skip


def _groups(store: Store, others: _Others) -> Iterator[Change]:
    """Yield the sibling groups that link chosen children.

    What is known of a group goes along where all who ever were in it do; else no more than that
    it is there, as its name and note may speak of the others.
    """
    wanted = {(_GROUP, one) for one in others.groups if others.has_siblings(one)}
    for (_, group_id), changes in _of(store, wanted).items():
        if others.groups[group_id] <= others.chosen:
            yield from changes
            continue
        made: dict[tuple[Key, str], Key] = {}
        for change in sorted(changes, key=order):
            if EXISTS in change.fields:
                carried = _made(change, EXISTS, change.fields[EXISTS], made)
                made[change.key, EXISTS] = carried.key
                yield carried


def _with_words(store: Store, changes: Iterable[Change], others: _Others) -> tuple[Change, ...]:
    """Return the changes in the order of their keys, the first of each act with its words."""
    ordered = sorted(changes, key=_key)
    words = store.words_of({(one.run, one.act) for one in ordered})
    found: list[Change] = []
    acts: set[Key] = set()
    for change in ordered:
        act = (change.run, change.act)
        said = change.words or words[act]
        said = "" if act in acts else others.taken_out(said)
        acts.add(act)
        found.append(change if said == change.words else replace(change, words=said))
    return tuple(found)


def _key(change: Change) -> Key:
    return change.key


def naming_others(
    store: Store, child_ids: Collection[str], records: Iterable[Record]
) -> list[tuple[Record, str]]:
    """Return the records whose texts name a child outside the pack, and what that one is called.

    These texts go out as they are: they are the child's own file.
    """
    others = _Others(store, child_ids)
    found: list[tuple[Record, str]] = []
    for record in records:
        texts = (getattr(record, one.name) for one in fields_of(type(record)) if one.type in _TEXTS)
        named = {name for text in texts for name in others.named_in(str(text))}
        if named:
            found.append((record, min(named).upper()))
    return found
