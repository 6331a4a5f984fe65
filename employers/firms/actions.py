"""What can be done to a firm here: register it, share it among colleagues, keep it true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, messages
from accounts.models import Membership, User
from employers.models import (
    Employer,
    EmployerKey,
    JoinRequest,
    Member,
    MemberInvitation,
    Site,
)

from . import identifiers

AN_INVITATION_HOLDS = timedelta(days=14)
# Mails leave in the firm's name: a firm that nobody has looked at yet must not write to the whole town.
MOST_WAITING = 20
RIGHTS = ("may_post", "may_meet", "may_manage")


class NotNow(Exception):
    """It cannot be done; the message says why, in the reader's language."""


class Known(Exception):
    """The firm is registered already; whoever asks is told that and nothing else."""


def can_join(user: User) -> bool:
    """Whether this account may work for a firm: one with a personal file may not, so that the two stay apart, nor one
    that works for an agency, which answers for firms."""
    return not hasattr(user, "profile") and not user.is_intermediary


def known(country: str, name: str, numbers: dict[str, str], *, but: Employer | None = None) -> Employer | None:
    """The firm of that country with one of these numbers, or with that name."""
    others = Employer.objects.exclude(pk=but.pk) if but else Employer.objects.all()
    keys = list(identifiers.keys_of(country, numbers))
    same = Q(keys__key__in=keys) | Q(country=country, name__iexact=name.strip())
    return others.filter(same).order_by("created_at", "pk").first()


def register(*, by: User, form_key: UUID, site: dict[str, Any], **facts: Any) -> Employer:
    """A new firm with its first site; whoever registers it has all rights. `facts` are fields of an Employer.

    Sent twice, it makes one firm. Raises Known where the firm is here already.
    """
    try:
        with transaction.atomic():
            if there := Employer.objects.filter(form_key=form_key, members__user=by).first():
                return there
            if known(facts["country"], facts["name"], facts["identifiers"]):
                raise Known
            firm = Employer.objects.create(form_key=form_key, **facts)
            _write_numbers(firm)
            Site.objects.create(employer=firm, **site)
            Member.objects.create(user=by, employer=firm, may_manage=True)
            _call(by, firm.contact_name)
            audit.record("employer.registered", firm, by=by, agency=firm.agency_id)
            tell_officers(firm)
    except IntegrityError:
        # Somebody was quicker: the same form a second time, or the same firm by somebody else.
        if there := Employer.objects.filter(form_key=form_key, members__user=by).first():
            return there
        raise Known from None
    return firm


@transaction.atomic
def change(firm: Employer, *, by: User, **facts: Any) -> Employer:
    """Writes these fields of the firm; numbers of the right form lift it to level 1. Raises Known."""
    firm = locked(firm)
    for name, value in facts.items():
        setattr(firm, name, value)
    if known(firm.country, firm.name, firm.identifiers, but=firm):
        raise Known
    firm.save(update_fields=[*facts])
    if "identifiers" in facts:
        _write_numbers(firm)
    audit.record("employer.changed", firm, by=by, fields=sorted(facts))
    return firm


def write_keys(firms: Iterable[Employer]) -> None:
    """The keys of firms that come in without a form."""
    EmployerKey.objects.bulk_create(
        EmployerKey(employer=firm, key=key)
        for firm in firms
        for key in identifiers.keys_of(firm.country, firm.identifiers)
    )


def _write_numbers(firm: Employer) -> None:
    firm.keys.all().delete()
    write_keys([firm])
    # What somebody has seen stays; below that the form of the numbers is all there is.
    if firm.level < Employer.Level.DOCUMENT:
        right = identifiers.has_right_form(firm.country, firm.identifiers)
        firm.level = Employer.Level.FORMAT if right else Employer.Level.SELF_REGISTERED
        firm.save(update_fields=["level"])


@transaction.atomic
def ask_to_join(firm: Employer, *, by: User, name: str, role: str) -> JoinRequest:
    """The firm's agency is asked whether `by` works there; asked twice, it is one question."""
    waiting, made = JoinRequest.objects.get_or_create(
        employer=firm, user=by, answered_at=None, defaults={"name": name, "role": role}
    )
    if made:
        _call(by, name)
        audit.record("employer.join_asked", firm, by=by)
        tell_officers(firm)
    return waiting


@transaction.atomic
def answer_join(asked: JoinRequest, *, by: User, accepted: bool, **rights: bool) -> None:
    """The agency's word; a yes makes them a member with `rights`. Raises NotNow when it was answered before."""
    asked = JoinRequest.objects.select_for_update().select_related("employer", "user").get(pk=asked.pk)
    if asked.answered_at:
        raise NotNow(_("Somebody has answered it already."))
    asked.accepted, asked.answered_at = accepted, timezone.now()
    asked.save(update_fields=["accepted", "answered_at"])
    if accepted:
        Member.objects.get_or_create(user=asked.user, employer=asked.employer, defaults=rights)
    audit.record("employer.join_answered", asked.employer, by=by, accepted=accepted, member=asked.user_id)
    messages.send(asked.user, "firm_answered", yes=accepted)


@transaction.atomic
def invite(
    firm: Employer, to: str, *, by: User, link: Callable[[MemberInvitation], str], **rights: bool
) -> MemberInvitation:
    """Asks an e-mail address to share the firm's work, by a mail with the `link` of the invitation.

    Sent twice, it is one invitation and one mail. Raises NotNow.
    """
    firm = locked(firm)
    waiting = list(live_invitations(firm))
    for one in waiting:
        if one.to == to:
            return one
    if firm.members.filter(user__email=to).exists():
        raise NotNow(_("This address is a member's already."))
    if len(waiting) >= MOST_WAITING:
        raise NotNow(
            _("%(n)d invitations wait for an answer. Withdraw one, or wait until one is answered.")
            % {"n": MOST_WAITING}
        )
    now = timezone.now()
    made = MemberInvitation.objects.create(
        employer=firm, to=to, by=by, made_at=now, expires_at=now + AN_INVITATION_HOLDS, **rights
    )
    audit.record("employer.invited", firm, by=by, **rights)
    messages.send(
        to, "firm_invitation", firm=firm.name, who=by.name, link=link(made), day=timezone.localdate(made.expires_at)
    )
    return made


def live_invitations(firm: Employer) -> Any:
    """Those that may still be accepted."""
    return firm.invitations.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


@transaction.atomic
def withdraw(invitation: MemberInvitation, *, by: User) -> None:
    """Takes an invitation back; one that was accepted a moment ago stays accepted. Raises NotNow."""
    invitation = MemberInvitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise NotNow(_("Your colleague has accepted already. Remove them from the members instead."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        audit.record("employer.invitation_withdrawn", invitation.employer, by=by)


@transaction.atomic
def accept(invitation: MemberInvitation, *, by: User, name: str) -> Member:
    """`by` becomes a member with the rights of the invitation, once; the managers are told. Raises NotNow."""
    if not can_join(by):
        raise NotNow(_("This account has another use here. Accept with another address."))
    firm = locked(invitation.employer)
    invitation = MemberInvitation.objects.select_for_update().get(pk=invitation.pk)
    member = firm.members.filter(user=by).first()
    if member and invitation.accepted_at:
        return member
    if not live_invitations(firm).filter(pk=invitation.pk).exists():
        raise NotNow(_("This invitation does not hold any more. Ask whoever sent it for a new one."))
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if member is None:
        _call(by, name)
        member = Member.objects.create(
            user=by, employer=firm, **{right: getattr(invitation, right) for right in RIGHTS}
        )
        audit.record("employer.joined", firm, by=by, invited_by=invitation.by_id)
        tell_managers(firm, "firm_joined", but=by, who=by.name)
    return member


@transaction.atomic
def change_rights(member: Member, *, by: User, **rights: bool) -> Member:
    """Raises NotNow when nobody could change the firm any more."""
    firm = locked(member.employer)
    member = firm.members.get(pk=member.pk)
    if not rights["may_manage"]:
        _somebody_manages(firm, but=member)
    for right in RIGHTS:
        setattr(member, right, rights[right])
    member.save(update_fields=RIGHTS)
    audit.record("employer.rights_changed", firm, by=by, member=member.user_id, **rights)
    return member


@transaction.atomic
def remove_member(member: Member, *, by: User) -> None:
    """They see nothing of the firm from now on; what they did stays told. Raises NotNow for the last manager."""
    firm = locked(member.employer)
    _somebody_manages(firm, but=member)
    audit.record("employer.member_removed", firm, by=by, member=member.user_id)
    member.delete()


def _somebody_manages(firm: Employer, *, but: Member) -> None:
    if not firm.members.filter(may_manage=True).exclude(pk=but.pk).exists():
        raise NotNow(_("Nobody could change the firm any more. Let a colleague manage it first."))


@transaction.atomic
def save_site(site: Site, *, by: User) -> Site:
    """A new site, or one that was changed."""
    made = site.pk is None
    site.save()
    audit.record("employer.site_added" if made else "employer.site_changed", site.employer, by=by, site=site.pk)
    return site


@transaction.atomic
def remove_site(site: Site, *, by: User) -> None:
    """Raises NotNow while an opening is there, live or past, and for the last one."""
    firm = locked(site.employer)
    if site.openings.exists():
        raise NotNow(_("Openings name this site. It stays, so that they still say where the work is."))
    if not firm.sites.exclude(pk=site.pk).exists():
        raise NotNow(_("A firm has at least one site. Add the other one first."))
    audit.record("employer.site_removed", firm, by=by, site=site.pk)
    site.delete()


def tell_managers(firm: Employer, template: str, *, but: User | None = None, **facts: Any) -> None:
    for user in User.objects.filter(employer_memberships__in=firm.members.filter(may_manage=True)):
        if user != but:
            messages.send(user, template, firm=firm.name, **facts)


def tell_officers(firm: Employer) -> None:
    """Those who may verify the firm learn that it waits for them; what waits stands on their list."""
    if firm.agency_id is None:
        return
    decides = Membership.objects.live().filter(
        agency=firm.agency_id, role__in=[Membership.Role.OFFICER, Membership.Role.LEAD]
    )
    for user in User.objects.filter(pk__in=decides.values("user")):
        messages.send(user, "firm_waits")


def _call(user: User, name: str) -> None:
    """By what colleagues and the agency call somebody who came in without a name."""
    if name and not user.name:
        user.name = name
        user.save(update_fields=["name"])


def locked(firm: Employer) -> Employer:
    return Employer.objects.select_for_update().get(pk=firm.pk)
