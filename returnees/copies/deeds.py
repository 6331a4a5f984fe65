"""What a line of the audit log means, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "account.opened": _("opened the account"),
    "account.way_changed": _("changed how one signs in"),
    "account.way_removed": _("took away a way of signing in"),
    "claim.code_made": _("made a code to take over the file"),
    "claim.taken_over": _("took over the file"),
    "claim.two_accounts": _("said that another account is theirs as well"),
    "consent.given": _("said yes to a purpose"),
    "consent.refused": _("said no to a purpose"),
    "consent.reminded": _("said that a yes ends soon"),
    "consent.replaced": _("answered a purpose anew"),
    "consent.withdrawn": _("withdrew a yes"),
    "contest.answered": _("answered the contest"),
    "contest.made": _("contested the file"),
    "contest.read": _("read the contest and the file"),
    "copy.asked": _("asked for a copy of everything"),
    "copy.fetched": _("fetched the copy of everything"),
    "introduction.accepted": _("said yes to an employer"),
    "introduction.declined": _("ended a proposal"),
    "introduction.proposed": _("proposed a job"),
    "passport.issued": _("issued a skills passport"),
    "passport.withdrawn": _("withdrew a skills passport"),
    "profile.agency_chosen": _("chose who accompanies them"),
    "profile.begun": _("began the file"),
    "profile.conflict_settled": _("chose between two versions of a field"),
    "profile.cv_kept": _("kept proposals from a CV"),
    "profile.cv_read": _("had a CV read"),
    "profile.edited": _("changed the file"),
    "profile.erased": _("erased the file"),
    "profile.joined": _("joined another file into this one"),
    "profile.joined_for_good": _("ended the time in which the joining could be undone"),
    "profile.joined_into": _("joined the file into another one"),
    "profile.kept": _("said that the file is to be kept"),
    "profile.listed": _("saw a line of the file in a list"),
    "profile.part_left_unsaid": _("left a part unsaid"),
    "profile.parted_again": _("undid the joining of two files"),
    "profile.registered": _("registered the person"),
    "profile.row_added": _("added something to the file"),
    "profile.row_removed": _("removed something from the file"),
    "profile.shared": _("shared the file with a partner"),
    "profile.taken_over": _("became the counsellor"),
    "profile.told_apart": _("said that two files are two people's"),
    "profile.viewed": _("opened the file"),
    "profile.warned": _("warned that the file ends"),
    "recognition.documents_changed": _("changed the documents of a recognition"),
    "recognition.moved": _("moved a recognition on"),
    "recognition.opened": _("opened a recognition"),
    "right.moved": _("moved a right on"),
    "right.reminded": _("sent a reminder about a right"),
    "skill.evidence_raised": _("raised the evidence of a skill"),
    "skill.evidence_taken_back": _("took back the evidence of a skill"),
}


def in_words(name: str) -> str:
    """The deed as one reads it; its name where we have no words."""
    return str(WORDS.get(name, name))
