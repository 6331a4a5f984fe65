"""What was read from a CV, on its way from one page to the next.

Between being proposed and being kept, nothing of a CV may lie in our database, in a file or in a log. So the proposals
travel with the page, in a hidden field, sealed: whoever finds the page later on a shared telephone reads nothing in it,
nobody can change a piece that shows a proposal, and it opens only for this reader, on this record, for two hours. The
text itself is sent on no more: what is not proposed is forgotten with the request that read it.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict

from accounts.encryption import Unsealable, seal, unseal
from accounts.models import User
from returnees.models import Profile

from .proposals import Ability, Job, Paper, Proposals, Speech

SECONDS = 2 * 3600
MOST = 200_000  # letters of the field; the most that can be proposed takes about a third of it


class Gone(Exception):
    """Proposals that cannot be opened: too old, of another record or reader, or changed on the way."""


def carried(proposals: Proposals, profile: Profile, by: User) -> str:
    text = json.dumps({"at": int(time.time()), **asdict(proposals)}, ensure_ascii=False, separators=(",", ":"))
    return seal(text, _place(profile, by))


def opened(field: str, profile: Profile, by: User) -> Proposals:
    """What `carried` was given. Raises Gone."""
    if len(field) > MOST:
        raise Gone
    try:
        told = json.loads(unseal(field, _place(profile, by)))
    except Unsealable as wrong:
        raise Gone from wrong
    if time.time() - told["at"] > SECONDS:
        raise Gone
    return Proposals(
        tuple(Job(**{**job, "guesses": tuple((pk, name) for pk, name in job["guesses"])}) for job in told["jobs"]),
        tuple(Ability(**one) for one in told["skills"]),
        tuple(Speech(**one) for one in told["languages"]),
        tuple(Paper(**one) for one in told["papers"]),
    )


def _place(profile: Profile, by: User) -> str:
    return f"returnees.cv:{profile.pk}:{by.pk}"
