"""Finding things in a document."""

from iro_desktop.domain.paper import Document, Heading, Paragraph, Table


def table_of(document: Document, caption: str) -> Table:
    """The table whose caption begins so."""
    return next(
        one for one in document.blocks if isinstance(one, Table) and one.caption.startswith(caption)
    )


def words(table: Table) -> list[str]:
    """Its rows, each as one line, without details."""
    return [" | ".join(cell.words for cell in row) for row in table.rows]


def notes_of(document: Document) -> list[str]:
    """All its paragraphs."""
    return [one.words for one in document.blocks if isinstance(one, Paragraph)]


def headings_of(document: Document) -> list[str]:
    return [one.words for one in document.blocks if isinstance(one, Heading)]


def under(document: Document, heading: str) -> list[str]:
    """The paragraphs that stand under a heading."""
    found: list[str] = []
    here = ""
    for one in document.blocks:
        if isinstance(one, Heading):
            here = one.words
        elif isinstance(one, Paragraph) and here == heading:
            found.append(one.words)
    return found
