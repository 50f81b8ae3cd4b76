"""A figure as a test compares it: its two counts."""

from iro_desktop.domain.measures import Figure


def counts(figure: Figure) -> tuple[float, float | None]:
    """Return the numerator and the denominator."""
    return (figure.numerator, figure.denominator)
