"""People are added, changed, confirmed and given roles once each, with a line in the audit."""

import pytest
from sqlalchemy import select

from lms.accounts.api import (
    PersonInput,
    confirm_printed_name,
    correct_printed_name,
    create_person,
    edit_person,
    end_role,
    find_by_document,
    grant_role,
    people_with_role,
    person_card,
    person_cards,
)
from lms.accounts.models import Person, RoleGrant
from lms.accounts.services.set_password import set_username
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from lms.core.ids import new_id
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements

LEAST = {"given_names": "Ana", "first_surname": "Quispe", "document": "4912345-1A LP"}


def add(**over):
    with unit_of_work() as session:
        return create_person(session, SYSTEM, PersonInput(**(LEAST | over)))


def actions(session):
    return [line.action for line in session.scalars(select(AuditLine).order_by(AuditLine.id))]


def test_a_person_is_kept_in_normal_form(session):
    key = add(
        given_names="  ana   maría ",
        married_surname="de Choque",
        phone="712 34567",
        email=" Ana@Ejemplo.BO",
    )

    person = session.get(Person, key)
    assert person.given_names == "ana maría"
    assert person.married_surname == "Choque"
    assert (person.document_number, person.document_complement, person.document_place) == (
        "4912345",
        "1A",
        "LP",
    )
    assert (person.phone, person.email) == ("+59171234567", "ana@ejemplo.bo")
    assert person.search_key == " quispe choque ana maria "
    assert actions(session) == ["accounts.create_person"]


@pytest.mark.parametrize("typed", ["4.912.345-1A LP", "4912345 1a", "04912345-1A CB"])
def test_the_same_document_is_the_same_person(session, typed):
    key = add()

    assert find_by_document(session, typed) == key
    with pytest.raises(ConflictError) as refused:
        add(document=typed)
    assert refused.value.field == "document"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_names", " "),
        ("first_surname", "-"),
        ("document", "sin número"),
        ("phone", "12"),
        ("email", "ana"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(session, field, value):
    with pytest.raises(DomainError) as refused:
        add(**{field: value})

    assert refused.value.field == field
    assert session.scalars(select(Person)).all() == []


def test_a_changed_name_must_be_confirmed_again(session):
    key = add()
    with unit_of_work() as writing:
        confirm_printed_name(writing, SYSTEM, key, "Ana Quispe")

    with unit_of_work() as writing:
        edit_person(writing, SYSTEM, key, PersonInput(**(LEAST | {"first_surname": "Kispe"})))

    person = session.get(Person, key)
    assert person.name_confirmed_at is None
    assert person.sound_key == " kispi ana "


def test_what_does_not_change_leaves_no_line(session):
    key = add()

    with unit_of_work() as writing:
        edit_person(writing, SYSTEM, key, PersonInput(**LEAST))

    assert actions(session) == ["accounts.create_person"]


def test_a_document_of_somebody_else_is_refused_on_editing(session):
    key = add()
    add(document="5555555")

    with pytest.raises(ConflictError), unit_of_work() as writing:
        edit_person(writing, SYSTEM, key, PersonInput(**(LEAST | {"document": "5555555"})))


def test_confirming_the_same_name_twice_is_confirming_once(session):
    key = add()

    for _ in range(2):
        with unit_of_work() as writing:
            confirm_printed_name(writing, SYSTEM, key, "ANA QUISPE")

    assert [e.name for e in session.scalars(select(OutboxEvent))] == ["PrintedNameConfirmed"]


def test_a_correction_asks_for_its_reason_and_tells_others(session):
    key = add()

    with pytest.raises(DomainError) as refused, unit_of_work() as writing:
        correct_printed_name(writing, SYSTEM, key, printed_name="Ana Quisbert", reason=" ")
    assert refused.value.field == "reason"
    with unit_of_work() as writing:
        correct_printed_name(writing, SYSTEM, key, printed_name="Ana Quisbert", reason="Carnet")

    line = session.scalars(select(AuditLine).where(AuditLine.reason == "Carnet")).one()
    assert line.after == {"printed_name": "Ana Quisbert"}
    assert session.scalars(select(OutboxEvent)).one().payload["printed_name"] == "Ana Quisbert"


def test_a_role_is_given_once_and_ended_never_deleted(session):
    key = add()

    for _ in range(2):
        with unit_of_work() as writing:
            grant_role(writing, SYSTEM, person_id=key, role=Role.COORDINATOR)
    assert [card.id for card in people_with_role(session, role=Role.COORDINATOR)] == [key]
    for _ in range(2):
        with unit_of_work() as writing:
            end_role(writing, SYSTEM, person_id=key, role=Role.COORDINATOR)

    assert people_with_role(session, role=Role.COORDINATOR) == []
    assert session.scalars(select(RoleGrant)).one().ends_at == clock.now()
    assert actions(session)[1:] == ["accounts.grant_role", "accounts.end_role"]


def test_roles_are_found_by_their_scope(session):
    key, edition = add(), new_id()
    with unit_of_work() as writing:
        grant_role(
            writing, SYSTEM, person_id=key, role=Role.TRAINER, scope=Scope.EDITION, scope_id=edition
        )

    def found(**scope):
        return [card.id for card in people_with_role(session, role=Role.TRAINER, **scope)]

    assert found() == found(scope=Scope.EDITION) == found(scope_id=edition) == [key]
    assert found(scope_id=new_id()) == []


def test_a_scope_without_its_object_is_refused(session):
    key = add()

    with pytest.raises(DomainError), unit_of_work() as writing:
        grant_role(writing, SYSTEM, person_id=key, role=Role.LIAISON, scope=Scope.ORGANIZATION)


def test_the_last_administrator_stays(session):
    key, other = add(), add(document="5555555")
    with unit_of_work() as writing:
        grant_role(writing, SYSTEM, person_id=key, role=Role.ADMINISTRATOR)

    with pytest.raises(DomainError, match="única"), unit_of_work() as writing:
        end_role(writing, SYSTEM, person_id=key, role=Role.ADMINISTRATOR)

    with unit_of_work() as writing:
        grant_role(writing, SYSTEM, person_id=other, role=Role.ADMINISTRATOR)
        end_role(writing, SYSTEM, person_id=key, role=Role.ADMINISTRATOR)


def test_cards_of_any_number_of_people_are_one_statement(session):
    people = sorted(make_person(session).id for _ in range(20))

    with counted_statements(db.engine) as statements:
        cards = person_cards(session, [*people, new_id()])

    assert list(cards) == people
    assert len(statements) == 1


def test_a_card_shows_the_document_whole_and_masked(session, town):
    card = person_card(session, add(organization_id=town, second_surname="Mamani"))

    assert card.full_name == card.printed_name == "Ana Quispe Mamani"
    assert card.sort_name == "Quispe Mamani, Ana"
    assert (card.document_label, card.masked_document) == ("4912345-1A LP", "···345")
    assert card.organization_name == "Achocalla"


def test_nobody_has_no_card(session):
    with pytest.raises(NotFoundError):
        person_card(session, new_id())


def test_a_user_name_belongs_to_one_person(session):
    key, other = add(), add(document="5555555")
    with unit_of_work() as writing:
        set_username(writing, SYSTEM, key, "Ana.Quispe")

    with pytest.raises(ConflictError) as refused, unit_of_work() as writing:
        set_username(writing, SYSTEM, other, "ana.quispe")
    assert refused.value.field == "username"
