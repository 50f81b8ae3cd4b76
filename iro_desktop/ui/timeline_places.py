"""Where everything on a timeline stands: lanes, rows within them, ticks, and the labels' room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF

from iro_desktop.domain.calendar import add_months, month_start
from iro_desktop.domain.words import short_month
from iro_desktop.services.child_timeline import LANES, Bar, Lane, Mark, Timeline

Item = Mark | Bar
Width = Callable[[str], float]
"""The width of a text in pixels."""

_TICK_MONTHS: Final = (1, 2, 3, 4, 6, 12)
_SHORTEST_BAR: Final = 10.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it is drawn; ``label_at`` is the left edge of its label, None for no room."""

    item: Item
    box: QRectF
    label: str = ""
    label_at: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's first day on the axis, with its words; "" where they would touch others."""

    x: float
    words: str


class Places:
    """The geometry of one timeline at one width; ``row`` is the height of a line of marks."""

    def __init__(self, timeline: Timeline, width: float, row: float, text_width: Width) -> None:
        self.timeline = timeline
        self.row = row
        self._text_width = text_width
        self.left = max(text_width(words) for words in LANES.values()) + row
        self._edge = width - row / 4
        self._days = max(1, (timeline.to_on - timeline.from_on).days)
        self.right = width - row / 2
        self._place()
        unsaid = [p.label for p in self.items if p.label_at is None and isinstance(p.item, Mark)]
        room = max((self._mark_label_width(label) for label in unsaid if label), default=0.0)
        if room and self.right - room > self.left * 2:
            # What is due comes before all else: the axis makes way for its words.
            self.right -= room
            self._place()

    def _place(self) -> None:
        self.tops: dict[Lane, float] = {}
        self.items: list[Placed] = []
        top = self.row / 2
        for lane in LANES:
            self.tops[lane] = top
            top += self._place_lane(lane, top) * self.row
        self.bottom = top + self.row / 4
        self.height = self.bottom + self.row
        self.items.sort(key=lambda placed: (_day(placed.item), placed.box.top()))

    def _mark_label_width(self, label: str) -> float:
        """Return the room of a mark's label, which is bold and has its own mark before it."""
        return self._text_width(label) * 1.12 + self.row * 0.5 if label else 0.0

    def x(self, day: date) -> float:
        """Return where a day stands, never outside the drawing."""
        share = (day - self.timeline.from_on).days / self._days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def middle(self, lane: Lane) -> float:
        """Return the height of a lane's first row."""
        return self.tops[lane] + self.row / 2

    def ticks(self, today_words: str) -> list[Tick]:
        """Return the first days of months, as many as have room beside today's own label."""
        shown = today_words and self.x(self.timeline.today)
        half = self._text_width(today_words) / 2 + 12
        found: list[Tick] = []
        for day in self._tick_days():
            x = self.x(day)
            words = short_month(day)
            free = (
                abs(x + self._text_width(words) / 2 - float(shown))
                > half + self._text_width(words) / 2
            )
            fits = x + self._text_width(words) <= self.right + self.row / 2
            found.append(Tick(x, words if free and fits else ""))
        return found

    def _tick_days(self) -> Iterator[date]:
        room = (self.right - self.left) / (self._text_width("Sep 2020") + 28)
        months = self._days / 30.4
        step = next((one for one in _TICK_MONTHS if months / one <= room), 12)
        day = month_start(self.timeline.from_on)
        if day < self.timeline.from_on:
            day = add_months(day, 1)
        while day <= self.timeline.to_on:
            yield day
            day = add_months(day, step)

    # What stands in a lane

    def _place_lane(self, lane: Lane, top: float) -> int:
        """Place the items of one lane and return how many rows it takes."""
        bars = [bar for bar in self.timeline.bars if bar.lane == lane]
        rows = _packed(bars, self.timeline.today)
        for number, bar in rows:
            self.items.append(self._place_bar(bar, top + number * self.row))
        marks = [mark for mark in self.timeline.marks if mark.lane == lane]
        taken = [placed.box for placed in self.items if placed.box.top() >= top]
        for at, mark in enumerate(marks):
            until = self.x(marks[at + 1].on) if at + 1 < len(marks) else self._edge
            self.items.append(self._place_mark(mark, top, until, taken))
        return max((number for number, _ in rows), default=0) + 1

    def _place_bar(self, bar: Bar, top: float) -> Placed:
        open_until = self.timeline.to_on if bar.lane == "plans" else self.timeline.today
        left, right = self.x(bar.from_on), self.x(bar.to_on or open_until)
        left = min(left, self.right - _SHORTEST_BAR)
        right = max(right, left + _SHORTEST_BAR)
        height = self.row * 0.5
        box = QRectF(left, top + (self.row - height) / 2, right - left, height)
        wide = self._text_width(bar.label) + 12
        if bar.lane == "plans":
            return Placed(bar, box, bar.label, left + 8 if right - left > self.row * 2 else None)
        if left - wide > self.left:
            return Placed(bar, box, bar.label, left - wide)
        return Placed(bar, box, bar.label, right + 12 if right + wide < self.right else None)

    def _place_mark(self, mark: Mark, top: float, until: float, taken: Sequence[QRectF]) -> Placed:
        side = self.row * (0.42 if mark.look == "due" else 0.36)
        x = self.x(mark.on)
        box = QRectF(x - side / 2, top + (self.row - side) / 2, side, side)
        if not mark.label:
            return Placed(mark, box)
        wide = self._mark_label_width(mark.label)
        after = box.right() + 6
        if after + wide <= min(until, self._edge) and self._clear(
            QRectF(after, box.top(), wide, side), taken
        ):
            return Placed(mark, box, mark.label, after)
        before = box.left() - 6 - wide
        if before >= self.left and self._clear(QRectF(before, box.top(), wide, side), taken):
            return Placed(mark, box, mark.label, before)
        return Placed(mark, box, mark.label)

    def _clear(self, room: QRectF, taken: Sequence[QRectF]) -> bool:
        """Return whether nothing stands there, marks placed so far and their labels included."""
        stands = [placed.box for placed in self.items if isinstance(placed.item, Mark)]
        stands += [
            QRectF(placed.label_at, placed.box.top(), self._text_width(placed.label), 1)
            for placed in self.items
            if placed.label_at is not None
        ]
        return not any(room.intersects(box) for box in (*taken, *stands))


def _day(item: Item) -> date:
    return item.on if isinstance(item, Mark) else item.from_on


def _packed(bars: Sequence[Bar], today: date) -> list[tuple[int, Bar]]:
    """Return each bar with its row: bars that overlap stand under each other."""
    ends: list[date] = []
    found: list[tuple[int, Bar]] = []
    for bar in sorted(bars, key=lambda one: (one.from_on, one.to_on or date.max)):
        number = next((at for at, end in enumerate(ends) if end < bar.from_on), len(ends))
        end = bar.to_on or (date.max if bar.lane == "plans" else today)
        ends[number : number + 1] = [end]
        found.append((number, bar))
    return found
