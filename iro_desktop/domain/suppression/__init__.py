"""Which counts are hidden in what is shared widely, so that nothing shown gives one back."""

from __future__ import annotations

from iro_desktop.domain.suppression.cells import HIDDEN, Cell, Relation, UnequalRelationError
from iro_desktop.domain.suppression.hiding import suppressed

__all__ = ["HIDDEN", "Cell", "Relation", "UnequalRelationError", "suppressed"]
