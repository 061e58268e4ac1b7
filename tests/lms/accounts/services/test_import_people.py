"""Many people come at once, each once, and what is odd is said by row."""

import time

import pytest
from sqlalchemy import func, select

from lms.accounts.api import ImportedPerson, PersonInput, import_people
from lms.accounts.models import Person
from lms.audit.models import AuditLine
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements


def row(document, given="Ana", first="Quispe", **over):
    return PersonInput(given_names=given, first_surname=first, document=document, **over)


def bring(rows):
    with unit_of_work() as session:
        return import_people(session, SYSTEM, rows)


def test_who_is_there_is_found_and_the_rest_are_added(session):
    known = make_person(
        session, second_surname=None, document_number="4912345", document_complement="1A"
    )

    found, new = bring([row("4.912.345-1a LP"), row("5555555", given="Beto")])

    assert found == ImportedPerson(row=0, person_id=known.id)
    assert new.is_new
    assert session.get(Person, new.person_id).given_names == "Beto"
    assert session.scalar(select(func.count()).select_from(AuditLine)) == 1


def test_the_same_document_twice_is_one_person(session):
    first, second = bring([row("5555555"), row("05555555 LP")])

    assert (first.is_new, second.is_new) == (True, False)
    assert first.person_id == second.person_id


def test_another_name_for_a_known_document_is_flagged(session):
    make_person(session, second_surname=None, document_number="4912345")

    same, other = bring([row("4912345", given="ANA", first="Quíspe"), row("4912345", given="Rosa")])

    assert not same.has_other_name
    assert other.has_other_name
    assert other.stored_name == "Ana Quispe"


def test_a_merged_record_leads_to_the_kept_one(session):
    kept = make_person(session)
    make_person(session, document_number="4912345", merged_into_id=kept.id)

    assert bring([row("4912345")])[0].person_id == kept.id


def test_a_row_that_cannot_be_read_says_why_and_stops_nobody(session):
    bad, good = bring([row("sin número"), row("5555555")])

    assert (bad.person_id, bad.field) == (None, "document")
    assert "4912345-1A LP" in bad.problem
    assert good.is_new


def test_importing_again_adds_nobody(session):
    rows = [row(str(5_000_000 + number)) for number in range(20)]

    first, second = bring(rows), bring(rows)

    assert [x.person_id for x in first] == [x.person_id for x in second]
    assert not any(x.is_new for x in second)
    assert session.scalar(select(func.count()).select_from(Person)) == 20


def test_statements_do_not_grow_with_each_person(session):
    with counted_statements(db.engine) as few:
        bring([row(str(5_000_000 + number)) for number in range(100)])
    with counted_statements(db.engine) as more:
        bring([row(str(6_000_000 + number)) for number in range(400)])

    assert len(more) <= len(few) + 2


@pytest.mark.slow
@pytest.mark.real_clock
def test_ten_thousand_people_come_within_seconds(session):
    rows = [row(str(1_000_000 + number), phone="71234567") for number in range(10_000)]

    began = time.monotonic()
    results = bring(rows)
    again = bring(rows)

    assert time.monotonic() - began < 30
    assert all(x.is_new for x in results)
    assert not any(x.is_new for x in again)
