"""What is found by hand: cases of events, and how a child stands on a day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Filed:
    """One case of a measure of events; ``met`` None is left out and listed.

    A case ``beside`` is in its part only, not in the total.
    """

    on: date
    child: str
    officer: str
    met: bool | None
    part: str = ""
    amount: float = 0.0
    weight: float = 1.0
    beside: bool = False


@dataclass(frozen=True)
class Stands:
    """How one child stands at the end of a day in a measure of stock."""

    met: bool
    part: str = ""
    beside: bool = False
