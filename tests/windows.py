"""What tests of windows leave behind, and taking it away."""

from PySide6.QtWidgets import QApplication


def close_dialogs() -> None:
    """Take away what is still open: a modal dialog would keep every key from the next test."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.hide()
        dialog.deleteLater()
