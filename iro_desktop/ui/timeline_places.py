"""Where everything on a timeline stands: lanes, rows within them, ticks, and the labels' room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF

from iro_desktop.domain.calendar import add_months, month_start
from iro_desktop.domain.words import short_month
from iro_desktop.services.child_timeline import LANES, Bar, Gap, Lane, Mark, Timeline
from iro_desktop.ui.words import translated

Item = Mark | Bar
Width = Callable[[str], float]
"""The width of a text in pixels."""

_TICK_MONTHS: Final = (1, 2, 3, 4, 6, 12)
_SHORTEST_BAR: Final = 10.0
_BAR: Final = 0.5  # of a row's height
_APART: Final = 12.0
_FEWEST_LETTERS: Final = 8
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it is drawn; ``label_at`` is the left edge of its label, None for no room.

    ``label`` is as long as its room allows, and ``label_wide`` as wide as it is drawn.
    """

    item: Item
    box: QRectF
    label: str = ""
    label_at: float | None = None
    label_wide: float = 0.0


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
        self.left = max(text_width(LANES[lane]) for lane in timeline.lanes) + row
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
        for lane in self.timeline.lanes:
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

    def gap_box(self, gap: Gap) -> QRectF:
        """Return where a gap is drawn: between the marks of the checks."""
        left, right = self.x(gap.from_on) + 10, self.x(gap.to_on) - 10
        height = self.row * _BAR
        return QRectF(left, self.middle("checks") - height / 2, max(right - left, 4), height)

    # What stands in a lane

    def _place_lane(self, lane: Lane, top: float) -> int:
        """Place the items of one lane and return how many rows it takes.

        What is due is labelled first; the words of a bar take the room that is left.
        """
        packed = _packed([b for b in self.timeline.bars if b.lane == lane], self.timeline.today)
        bars = [(number, self._bar(bar, top + number * self.row)) for number, bar in packed]
        gaps = self.timeline.gaps if lane == "checks" else ()
        taken = [placed.box for number, placed in bars if number == 0]
        taken += [self.gap_box(gap) for gap in gaps]
        marks = self._place_marks([m for m in self.timeline.marks if m.lane == lane], top, taken)
        rows: dict[int, list[Placed]] = {0: list(marks)}
        for number, placed in bars:
            rows.setdefault(number, []).append(placed)
        for row in rows.values():
            self._label_bars(row)
            self.items += row
        return max(rows) + 1

    def _place_marks(
        self, marks: Sequence[Mark], top: float, taken: Sequence[QRectF]
    ) -> list[Placed]:
        placed: list[Placed] = []
        for at, mark in enumerate(marks):
            until = self.x(marks[at + 1].on) if at + 1 < len(marks) else self._edge
            stands = [*taken, *(room for one in placed for room in _rooms(one))]
            placed.append(self._place_mark(mark, top, until, stands))
        return placed

    def _place_mark(self, mark: Mark, top: float, until: float, taken: Sequence[QRectF]) -> Placed:
        side = self.row * (0.42 if mark.look == "due" else 0.36)
        x = self.x(mark.on)
        box = QRectF(x - side / 2, top + (self.row - side) / 2, side, side)
        if not mark.label:
            return Placed(mark, box)
        label = translated(mark.label)
        wide = self._mark_label_width(label)
        after, before = box.right() + 6, box.left() - 6 - wide
        fits_after = after + wide <= min(until, self._edge)
        if fits_after and _clear(QRectF(after, box.top(), wide, side), taken):
            return Placed(mark, box, label, after, wide)
        if before >= self.left and _clear(QRectF(before, box.top(), wide, side), taken):
            return Placed(mark, box, label, before, wide)
        return Placed(mark, box, label)

    def _bar(self, bar: Bar, top: float) -> Placed:
        """Return where a bar stands; its label is placed once all else in its row stands."""
        open_until = self.timeline.to_on if bar.lane == "plans" else self.timeline.today
        left, right = self.x(bar.from_on), self.x(bar.to_on or open_until)
        left = min(left, self.right - _SHORTEST_BAR)
        right = max(right, left + _SHORTEST_BAR)
        height = self.row * _BAR
        box = QRectF(left, top + (self.row - height) / 2, right - left, height)
        return Placed(bar, box, translated(bar.label))

    def _label_bars(self, row: list[Placed]) -> None:
        """Give the bars of one row their words, in order, shortened to the room that there is."""
        for at, placed in enumerate(row):
            if not isinstance(placed.item, Bar):
                continue
            if placed.item.lane == "plans":
                row[at] = self._labelled(placed, placed.box.left() + 8, placed.box.right() - 6)
            else:
                row[at] = self._labelled_beside(placed, [one for one in row if one is not placed])

    def _labelled_beside(self, placed: Placed, others: Sequence[Placed]) -> Placed:
        """Return a bar with its words before it or after it, wherever more of them fit.

        The words may stand before what is due about it, so long as no other bar is between.
        """
        box = placed.box
        rooms = [room for one in others for room in _rooms(one)]
        of_marks = [r for one in others if isinstance(one.item, Mark) for r in _rooms(one)]
        until = box.left() - _APART
        for room in sorted(of_marks, key=QRectF.right, reverse=True):
            if room.left() < box.left() and room.right() + _APART > until:
                until = min(until, room.left() - _APART)
        ends = [room.right() + _APART for room in rooms if room.left() < until]
        starts = [room.left() - _APART for room in rooms if room.right() > box.right()]
        before = max([self.left, *ends]), until
        after = box.right() + _APART, min([self.right, *starts])
        wide = self._text_width(placed.label)
        if before[1] - before[0] < min(wide, after[1] - after[0]):
            return self._labelled(placed, *after)
        found = self._labelled(placed, *before)
        if found.label_at is None:
            return found
        return replace(found, label_at=until - found.label_wide)

    def _labelled(self, placed: Placed, left: float, right: float) -> Placed:
        label = self._shortened(placed.label, right - left)
        if not label:
            return placed
        return replace(placed, label=label, label_at=left, label_wide=self._text_width(label))

    def _shortened(self, words: str, room: float) -> str:
        """Return as much of the words as there is room for; "" where that says nothing."""
        if self._text_width(words) <= room:
            return words
        for letters in range(len(words) - 1, _FEWEST_LETTERS - 1, -1):
            shorter = f"{words[:letters].rstrip()}{_ELLIPSIS}"
            if self._text_width(shorter) <= room:
                return shorter
        return ""


def _rooms(placed: Placed) -> Iterator[QRectF]:
    """Yield what an item takes up: its shape, and its label at the same height."""
    yield placed.box
    if placed.label_at is not None:
        box = placed.box
        yield QRectF(placed.label_at, box.top(), placed.label_wide, box.height())


def _clear(room: QRectF, taken: Sequence[QRectF]) -> bool:
    return not any(room.intersects(box) for box in taken)


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
