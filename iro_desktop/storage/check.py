"""Proving a store: the file, the log, and that the tables are what the log says."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desktop.domain.errors import StoreDamagedError
from iro_desktop.storage import log
from iro_desktop.storage.engine import cipher_integrity
from iro_desktop.storage.facts import read_meta
from iro_desktop.storage.projection import differences
from iro_desktop.storage.store import Store


def findings(store: Store) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with an open store; none if all is well."""
    broken = cipher_integrity(store.engine)
    yield from broken
    if broken:
        return  # reading on would only repeat it
    with store.engine.connect() as connection:
        try:
            count = log.count(connection)
            clock = max((change.clock for change in log.every(connection)), default=0)
        except (ValueError, TypeError) as error:
            raise StoreDamagedError from error
        meta = read_meta(connection)
        committed = int(meta["position"]) - int(meta.get("erased", 0))
        if count != committed:
            yield f"The log holds {count} changes where {committed} were committed."
        if clock > int(meta["clock"]):
            yield "The log is later than the store’s own clock."
        if not store.read_only:  # the tables are the newer program's own
            yield from differences(connection)
