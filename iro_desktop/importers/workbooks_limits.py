"""How much of a workbook is read, and how a file that goes beyond it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FILE_BYTES: Final = 20 * 2**20
UNZIPPED_BYTES: Final = 100 * 2**20
RATIO: Final = 100
ROWS: Final = 50_000
CELLS: Final = 5_000_000
_SMALL: Final = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of a workbook; a store of a whole service may raise them.

    ``ratio`` is by how much a part may grow when it is unpacked, ``rows`` counts those of one
    sheet down to the last that has something in it, and ``cells`` is their number times that of
    the columns, for a sheet is held whole.
    """

    file_bytes: int = FILE_BYTES
    unzipped_bytes: int = UNZIPPED_BYTES
    ratio: int = RATIO
    rows: int = ROWS
    cells: int = CELLS

    @property
    def too_many_rows(self) -> str:
        """What is wrong with a sheet of too many rows, to follow a file's name."""
        return (
            f"has a sheet of more than {self.rows:,} rows: take out what is not needed, "
            "or import it in parts"
        )

    def check_unzipped(self, total: int) -> None:
        """Raise TooMuchError if so many bytes are too many once unpacked."""
        if total > self.unzipped_bytes:
            raise TooMuchError(
                f"would be larger than {self.unzipped_bytes // 2**20} MB once unpacked: "
                "take out the sheets that are not needed"
            )

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Raise TooMuchError if a part grows as none that a person made does."""
        if unpacked > _SMALL and unpacked > self.ratio * packed:
            raise TooMuchError(
                f"holds a part that is unpacked to more than {self.ratio} times its size: "
                "save the workbook anew in Excel and import that file"
            )

    def check_sheet(self, rows: int, columns: int) -> None:
        """Raise TooMuchError if a sheet is too long, or too long and wide."""
        if rows > self.rows:
            raise TooMuchError(self.too_many_rows)
        if rows * columns > self.cells:
            raise TooMuchError(
                f"has a sheet of {rows:,} rows and {columns:,} columns, of which few can be in "
                "use: copy what is needed into a new workbook"
            )


USUAL: Final = Limits()
OF_WHOLE_SERVICE: Final = Limits(
    file_bytes=50 * 2**20, unzipped_bytes=250 * 2**20, rows=200_000, cells=10_000_000
)


class TooMuchError(Exception):
    """A workbook goes beyond the limits; its text follows the file's name in a sentence."""


class EncryptedError(Exception):
    """A workbook is locked by a password."""


class NotReadableError(Exception):
    """A file is damaged, or is no workbook inside."""
