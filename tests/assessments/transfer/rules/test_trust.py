"""When a superior's contact is doubtful."""

from assessments.transfer.rules.trust import Contact, ContactFlag, flags_of

BOSS = Contact(phone="+59171234567", email="jefa@municipio.invalid")
OWN = Contact(phone="+59170000001", email="ana@municipio.invalid")


def test_an_own_contact_is_not_flagged():
    assert flags_of(BOSS, participant=OWN, fellows=[OWN], given_for=2) == ()


def test_the_participants_own_contact_is_flagged_however_it_is_written():
    given = Contact(phone="7000-0001", email=None)

    assert flags_of(given, participant=OWN, fellows=[], given_for=1) == (
        ContactFlag.SAME_AS_PARTICIPANT,
    )


def test_a_contact_of_three_and_a_fellows_contact_are_flagged():
    fellow = Contact(email="JEFA@municipio.invalid")

    assert flags_of(BOSS, participant=OWN, fellows=[fellow], given_for=3) == (
        ContactFlag.SHARED,
        ContactFlag.FELLOW_PARTICIPANT,
    )
