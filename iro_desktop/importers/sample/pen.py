"""Writes records: ids as for imports, and what many kinds of record need to know of a child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from iro_desktop.domain.records import Record
from iro_desktop.importers.sample.story import Kid, Scene


class Pen:
    """Collects the records of one sample, in the order in which they are written."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.chance = scene.chance
        self.as_of = scene.as_of
        self.records: list[Record] = []
        self.write = self.records.append

    def write_all(self, records: Iterable[Record]) -> None:
        """Write several records."""
        self.records.extend(records)

    def id(self, kind: str, kid: Kid, *key: str | date) -> str:
        """Return the id of a record about a child; ``key`` tells it from others of its kind.

        It is what ``identity.record_id`` returns, faster: nothing in a sample needs escaping.
        """
        parts = f"{kind}|{kid.reference}|{'|'.join(map(str, key))}"
        return sha256(parts.encode()).hexdigest()[:32]

    def by_now(self, day: date) -> date | None:
        """Return the day if it has come, else None."""
        return day if day <= self.as_of else None

    def work_days(self, day: date, low: int, high: int) -> date:
        """Return a day so many working days after another, or before it if negative."""
        return self.scene.work_days.after(day, self.chance.near(low, high))

    def days(self, day: date, low: int, high: int) -> date:
        """Return a day so many days after another."""
        return day + timedelta(days=self.chance.between(low, high))
