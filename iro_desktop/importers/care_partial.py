"""Episodes of care of which a source knows the latest alone, joined with what others know.

An Annex A says when the period began, and when the current legal status and the most recent
placement did. Its episodes say nothing of status or placement where those did not begin, and the
end of care stands on the last of them although there may have been others since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from iro_desktop.importers.care import GOES_ON, NEW_STATUS, Dated, Episode, joined


def joined_with_partial(dated: Iterable[Dated], partial: Collection[date]) -> list[Episode]:
    """Return one episode for each start date, in order, as ``joined`` does.

    ``partial`` are the starts of the episodes that know the latest alone: what they leave blank
    goes on from the episode before.
    """
    return _carried_on(joined(_ends_moved(list(dated))), partial)


def _ends_moved(dated: Sequence[Dated]) -> Iterable[Dated]:
    """Yield the episodes with the end of a period on the last one that starts before it."""
    starts = sorted({episode.started_on for _, episode in dated})
    begun = {episode.started_on for _, episode in dated if episode.opened_by == "S"}
    for year, episode in dated:
        last = _last_before(episode, starts, begun)
        if last == episode.started_on:
            yield year, episode
        else:
            yield year, episode._replace(ended_on=None, left_by="")
            yield year, Episode(last, ended_on=episode.ended_on, left_by=episode.left_by)


def _last_before(episode: Episode, starts: Sequence[date], begun: Collection[date]) -> date:
    last, end = episode.started_on, episode.ended_on
    if end is None or episode.left_by == GOES_ON:
        return last
    for start in starts:
        if last < start < end:
            if start in begun:
                break
            last = start
    return last


def _carried_on(episodes: Sequence[Episode], partial: Collection[date]) -> list[Episode]:
    found: list[Episode] = []
    for episode in episodes:
        is_partial = episode.started_on in partial and episode.opened_by != "S"
        if found and is_partial and (found[-1].ended_on or date.max) >= episode.started_on:
            found[-1:] = _divided(found[-1], episode)
        else:
            found.append(episode)
    return found


def _divided(before: Episode, episode: Episode) -> tuple[Episode, Episode]:
    """Return two episodes of which the second began while the first, as far as known, went on."""
    if not episode.status and episode.opened_by not in NEW_STATUS:
        episode = episode._replace(status=before.status)
    if not episode.place and episode.opened_by == "L":
        episode = episode._replace(place=before.place, provider=before.provider, urn=before.urn)
    if before.ended_on is None or before.ended_on == episode.started_on:
        return before, episode
    if episode.ended_on is None:
        episode = episode._replace(
            ended_on=before.ended_on, left_by=before.left_by, change_reason=before.change_reason
        )
    return before._replace(ended_on=episode.started_on, left_by=GOES_ON, change_reason=""), episode
