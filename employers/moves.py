"""The life of an opening: from which state to which, and who may take the step."""

from __future__ import annotations

from .models import Opening

State = Opening.State

# Who: the employer (and the agency that posts for it), an officer, the clock (stale or past its day), or the work:
# what happens to the people who are proposed.
EMPLOYER, OFFICER, CLOCK, WORK = "employer", "officer", "clock", "work"

_ENDS = {
    State.PAUSED: {EMPLOYER},
    # Reported: only an officer can put it back.
    State.VERIFYING: {OFFICER},
    State.FILLED: {EMPLOYER, WORK},
    State.EXPIRED: {CLOCK},
    State.WITHDRAWN: {EMPLOYER, OFFICER},
    State.REJECTED: {OFFICER},
}
MOVES: dict[State, dict[State, set[str]]] = {
    # Without anything to look at, a verified firm publishes by itself.
    State.DRAFT: {State.SUBMITTED: {EMPLOYER}, State.PUBLISHED: {EMPLOYER}, State.WITHDRAWN: {EMPLOYER}},
    State.SUBMITTED: {
        State.VERIFYING: {OFFICER},
        State.CHANGES: {OFFICER},
        State.REJECTED: {OFFICER},
        State.PUBLISHED: {OFFICER},
        State.WITHDRAWN: {EMPLOYER},
    },
    State.VERIFYING: {
        State.CHANGES: {OFFICER},
        State.REJECTED: {OFFICER},
        State.PUBLISHED: {OFFICER},
        State.WITHDRAWN: {EMPLOYER},
    },
    State.CHANGES: {State.SUBMITTED: {EMPLOYER}, State.PUBLISHED: {EMPLOYER}, State.WITHDRAWN: {EMPLOYER}},
    # Changed while it is open, it may have to be looked at again.
    State.PUBLISHED: {
        **_ENDS,
        State.SUBMITTED: {EMPLOYER},
        State.SHORTLISTING: {WORK},
        State.INTERVIEWING: {WORK},
        State.OFFERED: {WORK},
    },
    State.SHORTLISTING: {
        **_ENDS,
        State.SUBMITTED: {EMPLOYER},
        State.INTERVIEWING: {WORK},
        State.OFFERED: {WORK},
    },
    State.INTERVIEWING: {**_ENDS, State.SUBMITTED: {EMPLOYER}, State.OFFERED: {WORK}},
    State.OFFERED: {**_ENDS, State.SUBMITTED: {EMPLOYER}},
    State.PAUSED: {
        # As it was before the pause.
        State.PUBLISHED: {EMPLOYER},
        State.SHORTLISTING: {EMPLOYER},
        State.INTERVIEWING: {EMPLOYER},
        State.OFFERED: {EMPLOYER},
        State.VERIFYING: {OFFICER},
        State.SUBMITTED: {EMPLOYER},
        State.FILLED: {EMPLOYER, WORK},
        State.EXPIRED: {CLOCK},
        State.WITHDRAWN: {EMPLOYER, OFFICER},
        State.REJECTED: {OFFICER},
    },
    # Opened again, it is read again.
    State.FILLED: {State.SUBMITTED: {EMPLOYER}, State.PUBLISHED: {EMPLOYER}, State.CLOSED: {CLOCK}},
    State.EXPIRED: {State.SUBMITTED: {EMPLOYER}, State.PUBLISHED: {EMPLOYER}, State.CLOSED: {CLOCK}},
    State.WITHDRAWN: {State.SUBMITTED: {EMPLOYER}, State.PUBLISHED: {EMPLOYER}, State.CLOSED: {CLOCK}},
    State.REJECTED: {},
    State.CLOSED: {},
}
# How far the work with people is: it never goes back.
FORWARD = [State.PUBLISHED, State.SHORTLISTING, State.INTERVIEWING, State.OFFERED]
