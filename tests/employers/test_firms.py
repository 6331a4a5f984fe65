"""Bao registers his firm, keeps it true, and shares the work with Salma; Chidi learns nothing of it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Consent, Event, Membership, User
from employers.firms import actions, identifiers
from employers.models import Employer, EmployerKey, JoinRequest, Member, MemberInvitation, Site
from tests import world

pytestmark = pytest.mark.django_db

DOOR, CODE, NEW = "/accounts/employer/", "/accounts/code/", "/firms/new/"
ICE = "999000001000075"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def fes():
    """A town whose region an agency answers for; another agency is further off."""
    place = world.town()
    near = Agency.objects.create(name="Z, near", kind="eimea", country="MA")
    near.territory.add(place.region)
    Agency.objects.create(name="A, far", kind="chamber", country="MA")
    Agency.objects.create(name="Programme", kind="programme", country="MA")
    Agency.objects.create(name="Tunis", kind="employment_agency", country="TN")
    world.sector()
    return place


@pytest.fixture
def near(fes) -> Agency:
    return Agency.objects.get(name="Z, near")


@pytest.fixture
def karim(near) -> User:
    user = world.user("Karim")
    Membership.objects.create(user=user, agency=near, role="officer")
    return user


def form(fes, **changes) -> dict[str, object]:
    plain = {
        "place": fes.pk, "form_key": uuid.uuid4(), "name": "Câblage  Bao SARL", "legal_form": "SARL",
        "sector": "automotive", "size": "10-49", "number_ice": "999 000 001 0000 75", "address": "12, route d'Imouzzer",
        "contact_name": "Bao B.", "contact_role": "gérant", "contact_email": "bao@example.org", "channel": "mail",
        "agency": Agency.objects.get(name="Z, near").pk, "transport": "on",
    }  # fmt: skip
    return {**plain, **changes}


def arrived(read, address: str = "bao@example.org", at: str = DOOR):
    """A browser of somebody who came in by the employer's door."""
    browser = read()
    browser.post(at, {"by": "mail", "email": address})
    answer = browser.post(CODE, {"code": re.search(r"\d{6}", mail.outbox[-1].body).group()})
    return browser, answer


# Coming in


def test_bao_comes_in_by_a_code_and_no_personal_file_is_kept(read):
    browser, answer = arrived(read)
    assert answer["Location"] == NEW
    bao = User.objects.get()
    assert (bao.email, bao.has_usable_password()) == ("bao@example.org", False)
    assert not Consent.objects.exists()
    assert browser.get(NEW).status_code == 200
    # Without a firm yet, the first page leads to it.
    assert reverse("firm-register") in text(browser.get("/"))


def test_no_account_before_the_code(read):
    browser = read()
    browser.post(DOOR, {"by": "mail", "email": "bao@example.org"})
    assert not User.objects.exists()
    browser.post(CODE, {"code": "000000"})
    assert not User.objects.exists()


def test_the_same_address_opens_the_account_it_has(read):
    arrived(read)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.codes._check_limits", lambda code: None)
        _browser, answer = arrived(read)
    assert User.objects.count() == 1 and answer["Location"] == NEW


def test_the_way_is_plain_from_every_page_before_signing_in(read):
    for page in ("/", "/accounts/signup/", "/accounts/login/"):
        assert DOOR in text(read().get(page)), page


def test_a_person_with_a_file_is_sent_to_another_address(read, fes):
    amina = world.person("Amina")
    browser = read(amina)
    assert "Use another address for the firm" in text(browser.get(NEW))
    assert "Use another address for the firm" in text(browser.post(NEW, form(fes)))
    assert not Employer.objects.exists()


# Registering


def test_bao_registers_his_firm(read, fes, near, karim):
    bao = world.user("Bao")
    browser = read(bao)
    page = text(browser.get(NEW, {"place": fes.pk}))
    assert "ICE" in page and "NINEA" not in page
    # The agency of the region stands first and is proposed; those that answer for no firms are not there.
    agencies = page[page.index('name="agency"') :]
    assert agencies.index("Z, near, for your region") < agencies.index("A, far")
    assert ">Programme<" not in page and ">Tunis<" not in page
    answer = browser.post(NEW, form(fes))
    firm = Employer.objects.get()
    assert answer["Location"] == reverse("firm", args=[firm.pk])
    assert (firm.name, firm.country, firm.identifiers, firm.level) == ("Câblage Bao SARL", "MA", {"ice": ICE}, 1)
    assert (firm.agency, firm.contact_name, firm.channel) == (near, "Bao B.", "mail")
    site = Site.objects.get()
    assert (site.place, site.address, site.transport, site.creche) == (fes, "12, route d'Imouzzer", True, False)
    member = Member.objects.get()
    assert (member.user, member.may_post, member.may_meet, member.may_manage) == (bao, True, True, True)
    assert Event.objects.get(name="employer.registered").by_id == bao.pk
    assert EmployerKey.objects.get().key == "MA:ice:999000001"
    assert "waits to be verified" in text(browser.get(reverse("firm", args=[firm.pk])))
    assert "My firm" in text(browser.get("/"))


def test_a_double_click_makes_one_firm(read, fes):
    browser, sent = read(world.user("Bao")), form(fes)
    first, second = browser.post(NEW, sent), browser.post(NEW, sent)
    assert first["Location"] == second["Location"]
    assert (Employer.objects.count(), Site.objects.count(), Member.objects.count()) == (1, 1, 1)


def test_a_wrong_number_is_told_beside_it_and_nothing_typed_is_lost(read, fes):
    page = read(world.user("Bao")).post(NEW, form(fes, number_ice="123", name="Café Bao"))
    assert not Employer.objects.exists()
    told = text(page)
    assert "This is not the form of this number" in told and "999999000000086" in told
    assert 'value="123"' in told and 'value="Café Bao"' in told and "route d&#x27;Imouzzer" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "Write the legal name."),
        ({"legal_form": "Ltd"}, "Select a valid choice"),
        ({"contact_email": "", "channel": ""}, "Write a telephone number or an e-mail address."),
        ({"contact_phone": "12"}, "This is not a telephone number."),
        ({"channel": "whatsapp"}, "Write the telephone number, or choose another way to be reached."),
        ({"founded": "20122"}, "Write a year, like 2012."),
        ({"agency": ""}, "Choose the agency that answers for you."),
    ],
)
def test_what_is_wrong_is_said(read, fes, changes, said):
    assert said in text(read(world.user("Bao")).post(NEW, form(fes, **changes)))
    assert not Employer.objects.exists()


def test_without_a_number_it_is_registered_below_level_1(read, fes):
    bao = read(world.user("Bao"))
    bao.post(NEW, form(fes, number_ice=""))
    firm = Employer.objects.get()
    assert firm.level == 0
    assert "without a number" in text(bao.get(reverse("firm", args=[firm.pk])))
    edit = reverse("firm-edit", args=[firm.pk])
    bao.post(edit, form(fes, number_ice=ICE))
    firm.refresh_from_db()
    assert firm.level == 1


@pytest.mark.parametrize("same", [{"name": "Another name"}, {"number_ice": "", "name": "câblage bao sarl"}])
def test_a_firm_that_is_here_is_not_made_twice_and_nothing_of_it_is_told(read, fes, karim, same):
    """The number of the second is another branch's of the same firm."""
    read(world.user("Bao")).post(NEW, form(fes, trade_name="Qzsign", contact_name="Qzcontact", address="Qzstreet"))
    chidi = world.user("Chidi")
    browser = read(chidi)
    sent = form(fes, number_ice="999000001000172", contact_name="Chidi C.", contact_email="chidi@example.org")
    page = text(browser.post(NEW, sent | same))
    assert Employer.objects.count() == 1 and not chidi.employer_memberships.exists()
    assert "is registered already" in page and "ask the agency" in page
    mail.outbox.clear()
    asked = text(browser.post(reverse("firm-ask"), sent | same))
    browser.post(reverse("firm-ask"), sent | same)
    request = JoinRequest.objects.get()
    assert (request.user, request.name, request.role) == (chidi, "Chidi C.", "gérant")
    hidden = ("Qzsign", "Qzcontact", "Qzstreet", "bao@example.org", "Bao B.")
    assert [mark for mark in hidden if mark in page + asked] == []
    firm = Employer.objects.get()
    for name in ("firm", "firm-edit", "members", "site-add"):
        assert browser.get(reverse(name, args=[firm.pk])).status_code == 404
    # The officer is asked once, and answers.
    officer = read(karim)
    assert "Chidi C." in text(officer.get(reverse("firm", args=[firm.pk])))
    answer = reverse("join-answer", args=[firm.pk, request.pk])
    officer.post(answer, {"answer": "yes"})
    officer.post(answer, {"answer": "no"})
    member = Member.objects.get(user=chidi)
    assert (member.may_post, member.may_meet, member.may_manage) == (True, True, False)
    request.refresh_from_db()
    assert request.accepted is True


def test_two_at_the_same_moment_make_one_firm(fes, monkeypatch):
    """Neither has seen the other's: the database says no to the second."""
    monkeypatch.setattr(actions, "known", lambda *args, **facts: None)
    facts = dict(
        country="MA", legal_form="SARL", sector=world.sector(), size="1-9", identifiers={"ice": ICE}, contact_name="B",
        site={"place": fes},
    )  # fmt: skip
    actions.register(by=world.user("Bao"), form_key=uuid.uuid4(), name="One", **facts)
    with pytest.raises(actions.Known):
        actions.register(by=world.user("Chidi"), form_key=uuid.uuid4(), name="Two", **facts)
    assert Employer.objects.get().name == "One"


def test_what_was_typed_waits_while_one_signs_in_again(read, fes):
    from accounts.kept_typing import signature

    bao = world.user("Bao")
    browser = read()
    browser.post(NEW, form(fes, typed_by=signature(bao), trade_name="Chez Bao"))
    assert not Employer.objects.exists()
    # As signing in does: the session goes on.
    session = browser.session
    kept = dict(session.items())
    browser.force_login(bao)
    session = browser.session
    session.update(kept)
    session.save()
    page = text(browser.get(NEW, {"place": fes.pk}))
    assert 'value="Chez Bao"' in page and "You were signed out before this was saved" in page


# Keeping it true


@pytest.fixture
def bao(db) -> User:
    return world.user("Bao")


@pytest.fixture
def firm(bao, near) -> Employer:
    firm = world.employer(member=bao, agency=near, level=1, legal_form="SARL", identifiers={"ice": ICE})
    actions.write_keys([firm])
    Member.objects.update(may_manage=True)
    Site.objects.create(employer=firm, place=world.town())
    return firm


def test_the_numbers_of_another_firm_are_refused_on_change_too(read, fes, firm, bao):
    other = world.employer("Autre Démo", identifiers={"ice": "999000002000048"})
    assert identifiers.has_right_form("MA", other.identifiers)
    actions.write_keys([other])
    page = read(bao).post(reverse("firm-edit", args=[firm.pk]), form(fes, number_ice="999000002000048"))
    assert "is registered already" in text(page) and "Autre" not in text(page)
    firm.refresh_from_db()
    assert firm.identifiers == {"ice": ICE}


def test_what_was_seen_on_paper_only_the_agency_changes(read, fes, firm, bao, near):
    Employer.objects.update(level=2)
    edit = reverse("firm-edit", args=[firm.pk])
    read(bao).post(edit, form(fes, name="Other", number_ice="999000002000048", people_a_month="4"))
    firm.refresh_from_db()
    assert (firm.name, firm.identifiers, firm.people_a_month) == ("Bao Câblage Démo", {"ice": ICE}, 4)
    read(world.counsellor(of=near)).post(edit, form(fes, name="Other"))
    firm.refresh_from_db()
    assert (firm.name, firm.level) == ("Other", 2)


def test_capacity_has_its_bounds(read, fes, firm, bao):
    page = read(bao).post(reverse("firm-edit", args=[firm.pk]), form(fes, people_a_month="900"))
    assert "From 1 to 500 people a month" in text(page)


def test_sites_come_and_go_but_where_an_opening_is_stays(read, firm, bao):
    browser, first = read(bao), firm.sites.get()
    said = {"place": world.town("Meknès").pk, "name": "Atelier", "creche": "on"}
    for _ in range(2):
        browser.post(reverse("site-add", args=[firm.pk]), said)
    second = firm.sites.get(name="Atelier")
    assert second.creche
    browser.post(reverse("site", args=[firm.pk, second.pk]), said | {"address": "3, rue du Pacha"})
    second.refresh_from_db()
    assert second.address == "3, rue du Pacha"
    world.opening(world.occupation("welder"), by=firm, at="Meknès")
    page = browser.post(reverse("site-remove", args=[firm.pk, second.pk]), follow=True)
    assert "Openings name this site" in text(page)
    browser.post(reverse("site-remove", args=[firm.pk, first.pk]))
    assert list(firm.sites.all()) == [second]
    only = Site.objects.create(employer=world.employer("Autre Démo"), place=world.town())
    with pytest.raises(actions.NotNow):
        actions.remove_site(only, by=bao)


# Sharing the work


def invited(read, firm, bao, to="salma@example.org", **rights) -> str:
    read(bao).post(reverse("members", args=[firm.pk]), {"to": to, "may_post": "on", **rights})
    return re.search(r"https?://[^/]+(/firms/join/\S+)", mail.outbox[-1].body).group(1)


def test_salma_is_invited_comes_in_and_shares_the_work(read, firm, bao):
    link = invited(read, firm, bao, to="Salma@Example.org")
    invitation = MemberInvitation.objects.get()
    assert mail.outbox[-1].to == [invitation.to] == ["salma@example.org"]
    assert invitation.expires_at - invitation.made_at == timedelta(days=14)
    page = text(read().get(link))
    assert firm.name in page and f"{DOOR}?next={link}" in page
    salma, answer = arrived(read, "salma@example.org", at=f"{DOOR}?next={link}")
    assert answer["Location"] == link
    assert not Member.objects.filter(user__email="salma@example.org").exists(), "looking is not accepting"
    mail.outbox.clear()
    salma.post(link, {"name": "Salma R."})
    member = Member.objects.get(user__email="salma@example.org")
    assert (member.may_post, member.may_meet, member.may_manage) == (True, False, False)
    assert member.user.name == "Salma R." and not Consent.objects.exists()
    assert salma.get(reverse("firm-edit", args=[firm.pk])).status_code == 404
    # Used once.
    page = read(world.user("Chidi")).post(link, {"name": "Chidi"})
    assert "does not hold any more" in text(page) and firm.name not in text(page)
    assert firm.members.count() == 2


def test_an_invitation_ends_by_withdrawing_and_after_14_days(read, firm, bao):
    link = invited(read, firm, bao)
    read(bao).post(reverse("invitation-withdraw", args=[firm.pk, MemberInvitation.objects.get().pk]))
    assert "does not hold any more" in text(read().get(link))
    second = invited(read, firm, bao)
    assert second != link
    MemberInvitation.objects.filter(withdrawn_at=None).update(expires_at=timezone.now())
    salma = read(world.user("Salma"))
    assert "does not hold any more" in text(salma.post(second, {"name": "Salma"}))
    assert firm.members.count() == 1


def test_pressed_twice_it_is_one_invitation_and_one_mail(read, firm, bao):
    invited(read, firm, bao)
    invited(read, firm, bao)
    assert (MemberInvitation.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_firm_does_not_write_to_the_whole_town(firm, bao):
    for number in range(actions.MOST_WAITING):
        actions.invite(firm, f"n{number}@example.org", by=bao, link=str, may_post=True)
    with pytest.raises(actions.NotNow):
        actions.invite(firm, "one@example.org", by=bao, link=str, may_post=True)


def test_the_last_who_manages_stays(read, firm, bao):
    browser, own = read(bao), firm.members.get()
    page = browser.post(reverse("member", args=[firm.pk, own.pk]), {"may_post": "on"})
    assert "Let a colleague manage it first." in text(page)
    page = browser.post(reverse("member-remove", args=[firm.pk, own.pk]), follow=True)
    assert "Let a colleague manage it first." in text(page)
    salma = Member.objects.create(user=world.user("Salma"), employer=firm)
    browser.post(reverse("member", args=[firm.pk, salma.pk]), {"may_manage": "on"})
    salma.refresh_from_db()
    assert (salma.may_post, salma.may_manage) == (False, True)
    browser.post(reverse("member-remove", args=[firm.pk, own.pk]))
    assert list(firm.members.all()) == [salma]
    assert browser.get(reverse("firm", args=[firm.pk])).status_code == 404
    assert {"employer.rights_changed", "employer.member_removed"} <= set(Event.objects.values_list("name", flat=True))


def test_salma_without_the_right_changes_nothing(read, firm, bao):
    salma = Member.objects.create(user=world.user("Salma"), employer=firm)
    own = firm.members.get(user=bao)
    browser = read(salma.user)
    members = reverse("members", args=[firm.pk])
    assert browser.get(members).status_code == 200
    assert browser.post(members, {"to": "x@example.org", "may_manage": "on"}).status_code == 404
    for name, pk in (("member", salma.pk), ("member-remove", own.pk)):
        assert browser.post(reverse(name, args=[firm.pk, pk]), {"may_manage": "on"}).status_code == 404
    assert not MemberInvitation.objects.exists() and firm.members.count() == 2
    # Leaving is everybody's.
    browser.post(reverse("member-remove", args=[firm.pk, salma.pk]))
    assert firm.members.count() == 1


def test_members_cost_the_same_for_one_and_for_fifty(read, firm, bao):
    def queries() -> int:
        browser = read(bao)
        with CaptureQueriesContext(connection) as cost:
            browser.get(reverse("members", args=[firm.pk]))
        return len(cost)

    one = queries()
    for number in range(20):
        Member.objects.create(user=world.user(f"U{number}"), employer=firm)
    assert queries() == one


def test_asking_the_agency_without_a_form_leads_to_the_form(read, fes):
    assert read(world.user("Chidi")).post(reverse("firm-ask"))["Location"] == NEW
    assert not JoinRequest.objects.exists()
