"""Until when whoever has to act next should. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from engagement.models import Stage

# Days at a stage before the introduction ends by itself: the person's while proposed, the employer's after the yes. An
# offer ends by itself for nobody: the agency is asked.
DAYS: dict[str, int] = {Stage.PROPOSED: 21, Stage.ACCEPTED: 10, Stage.SHORTLISTED: 21, Stage.INTERVIEWED: 14}
REMIND_BEFORE = timedelta(days=3)


def reply_by(stage: str, since: date) -> date | None:
    """The last day for the next step; None where nothing ends by itself."""
    return since + timedelta(days=DAYS[stage]) if stage in DAYS else None
