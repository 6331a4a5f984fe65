from celery import shared_task

from .ranking import rank, stale_rankings


@shared_task
def refresh_stale() -> None:
    """Make the lists that somebody looked at lately fresh again; a list that still holds is left alone."""
    for ranking in stale_rankings():
        rank(ranking.opening, by=ranking.made_for)
