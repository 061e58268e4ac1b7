"""Telephones, user names, passwords, codes, endings and granting."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules.access_codes import code_hash, expiry
from lms.accounts.rules.granting import grantable, may_give_code
from lms.accounts.rules.passwords import WeakPasswordError, check_password
from lms.accounts.rules.phones import UnreadablePhoneError, read_phone, shown_phone
from lms.accounts.rules.session_ends import ends_at
from lms.accounts.rules.usernames import UnfitUsernameError, read_username
from lms.core.access import Role

NOON = datetime(2027, 3, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["71234567", "7123 4567", "+591 71234567", "712-34567", "00591 71234567"]
)
def test_a_mobile_number_is_read_in_every_usual_way(typed):
    assert read_phone(typed) == "+59171234567"


def test_a_number_of_another_country_keeps_its_country():
    assert read_phone("+51 987 654 321") == "+51987654321"
    assert shown_phone("+51987654321") == "+51 987 654 321"
    assert shown_phone("+59171234567") == "71234567"


@pytest.mark.parametrize("typed", ["", "hola", "12", "7" * 20])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(UnreadablePhoneError):
        read_phone(typed)


@pytest.mark.parametrize("typed", ["Ana.Quispe", " maria ", "a1b2c3", "enlace-01"])
def test_user_names_are_in_small_letters(typed):
    assert read_username(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    "typed", ["", "ab", "4912345", "4912345-1a", "4912345lp", "ana@x.bo", "ñandú", "-ana-"]
)
def test_a_user_name_never_looks_like_a_document_or_a_mail(typed):
    with pytest.raises(UnfitUsernameError):
        read_username(typed)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("corta", "short"),
        ("x" * 129, "long"),
        ("Contraseña", "common"),
        ("12345678", "common"),
        ("aaaaaaaaa", "common"),
        ("49123456", "own"),
        ("ana.QUISPE", "own"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password, why):
    with pytest.raises(WeakPasswordError, match=why):
        check_password(password, own_words=("49123456", "anaquispe"))


def test_three_words_are_a_good_password():
    check_password("papa lluvia camino", own_words=("4912345",))


def test_a_code_is_kept_by_person():
    one, other = uuid4(), uuid4()

    assert code_hash("7K4M-2QX9", one) == code_hash("7K4M-2QX9", one)
    assert code_hash("7K4M-2QX9", one) != code_hash("7K4M-2QX9", other)
    assert expiry(NOON) == NOON + timedelta(days=7)


@given(st.booleans())
def test_a_borrowed_phone_ends_sooner(is_lent):
    wait = timedelta(minutes=20) if is_lent else timedelta(hours=12)
    assert ends_at(NOON, is_lent=is_lent) == NOON + wait


def test_coordination_gives_neither_its_own_role_nor_a_higher_one():
    given_by_coordination = grantable(["grant_field_roles"])

    assert Role.ADMINISTRATOR not in given_by_coordination
    assert Role.COORDINATOR not in given_by_coordination
    assert Role.LIAISON in given_by_coordination
    assert set(grantable(["grant_roles"])) > set(given_by_coordination)
    assert grantable([]) == []


@pytest.mark.parametrize(
    ("permissions", "roles", "may"),
    [
        ([], [], True),
        ([], [Role.PARTICIPANT], True),
        ([], [Role.TRAINER], False),
        ([], [Role.LIAISON], False),
        (["make_staff_codes"], [Role.TRAINER, Role.COORDINATOR], True),
        (["make_staff_codes"], [Role.ADMINISTRATOR], False),
    ],
)
def test_nobody_makes_a_code_for_who_may_do_more(permissions, roles, may):
    assert may_give_code(permissions, roles) is may
