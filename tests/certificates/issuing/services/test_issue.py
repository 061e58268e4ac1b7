"""From approved to issued: folio, code, snapshot, file, event; each once."""

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from certificates.issuing.models import Award, Certificate, Folio
from certificates.issuing.rules.states import AwardState, CertificateState
from certificates.issuing.services.propose_batch import propose_batch
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.core.events.models import OutboxEvent
from lms.core.files.store import file_store
from tests.certificates.documents.samples import qr_texts, text_of
from tests.factories.issuing import (
    PLACE,
    actor_of,
    certificates_of,
    issue_all,
    make_passed,
    make_rules,
    make_school,
    propose,
    run_due_jobs,
)


def _folios():
    return db.session().scalars(select(Folio.text).order_by(Folio.number)).all()


def test_approved_people_get_folio_code_and_file(session, real_address):
    school = make_school(session, people=3)

    proposed = propose(school)
    run_due_jobs()

    issued = certificates_of(CertificateState.ISSUED)
    assert (proposed.taken, proposed.left_out, proposed.waits_for_second_person) == (3, 0, False)
    assert len(issued) == 3
    assert _folios() == [f"UGM-2027-{n:06d}" for n in (1, 2, 3)]
    assert len({one.code for one in issued}) == 3
    for one in issued:
        content = file_store().open(one.pdf_sha256).read()
        assert hashlib.sha256(content).hexdigest() == one.pdf_sha256


def test_the_file_says_what_was_frozen_and_its_qr_leads_to_the_verification(session, real_address):
    school = make_school(session, people=1)

    issue_all(school)

    [issued] = certificates_of()
    pdf = file_store().open(issued.pdf_sha256).read()
    first = text_of(pdf)
    for words in (
        "Persona 1 Quispe001 Mamani",
        "Asistencia Técnica Subnacional",
        "UGM-2027-000001",
    ):
        assert words in first
    assert "Módulo 3" in text_of(pdf, page=1)
    assert qr_texts(pdf) == [f"https://gestores.example.bo/verificar/{issued.code}"]


def test_issuing_tells_it_once_for_each_certificate(session):
    issue_all(make_school(session, people=2))

    names = db.session().scalars(select(OutboxEvent.name)).all()
    assert names.count("CertificateIssued") == 2


def test_a_second_approval_of_the_same_people_has_no_effect(session):
    school = make_school(session, people=2)
    propose(school)

    with pytest.raises(ConflictError, match="ya aprobó"):
        propose(school)
    run_due_jobs()

    assert len(certificates_of()) == 2
    assert len(_folios()) == 2


def test_the_database_refuses_a_second_live_certificate(session):
    school = make_school(session, people=1)
    propose(school)
    [first] = certificates_of()
    session = db.session()
    values = {c.name: getattr(first, c.name) for c in Certificate.__table__.columns}
    second = Certificate(
        **values | {"id": school.edition.id, "number": 2, "code": "AAAA-BBBB-CCCC"}
    )
    session.add(second)

    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_people_who_cannot_be_certified_are_left_out_of_a_choice(session):
    school = make_school(session, people=1)
    nameless = make_passed(session, school.edition, name_confirmed_at=None)

    proposed = propose(school, [*school.passed, nameless])

    assert (proposed.taken, proposed.left_out) == (1, 1)


@pytest.mark.parametrize(
    ("over", "is_certified"),
    [
        ({"given_names": "Ñusta", "first_surname": "Pag\u0303a"}, True),
        ({"printed_name": "A" * 40 + " " + "Ñ" * 39}, True),
        ({"printed_name": "Ana 🎓 Quispe"}, False),
        ({"printed_name": "#set page(width: 1cm) *Ana* $x$ @quispe <a>"}, True),
    ],
)
def test_names_are_printed_as_written_or_not_at_all(session, over, is_certified):
    school = make_school(session, people=0)
    somebody = make_passed(session, school.edition, **over)

    if not is_certified:
        with pytest.raises(ConflictError):
            propose(school, [somebody])
        assert certificates_of() == []
        return
    issue_all(school, [somebody])

    [issued] = certificates_of()
    assert issued.state is CertificateState.ISSUED
    printed = text_of(file_store().open(issued.pdf_sha256).read())
    assert "".join(issued.snapshot["person_name"].split())[:30] in "".join(printed.split())


def test_without_anybody_who_signs_nothing_is_issued(session):
    school = make_school(session, people=1)
    session = db.session()
    from certificates.issuing.models import IssuingSetting

    session.get_one(IssuingSetting, "school").signatories = []
    session.commit()

    with pytest.raises(DomainError, match="quién firma"):
        propose(school)


def test_who_taught_the_edition_does_not_approve(session):
    from lms.core.access import Role, Scope
    from tests.support.sign_in import make_staff

    school = make_school(session, people=1)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=school.edition.id)

    with pytest.raises(DomainError, match="docente"):
        propose(school, by=trainer)


def test_nobody_approves_the_own_certificate(session):
    school = make_school(session, people=1)
    owner = type(
        "P", (), {"id": school.passed[0].person_id, "given_names": "A", "first_surname": "B"}
    )

    with pytest.raises(DomainError, match="Su propio"):
        propose(school, by=owner)


def test_a_closed_edition_is_asked_for_where_the_school_asks(session):
    school = make_school(session, people=1, requires_closed_edition=True)

    with pytest.raises(ConflictError):
        propose(school)


def test_words_stay_as_approved_when_the_name_changes_afterwards(session):
    school = make_school(session, people=1)
    propose(school)
    from lms.accounts.models import Person

    session = db.session()
    session.get_one(Person, school.passed[0].person_id).printed_name = "Otro Nombre"
    session.commit()

    run_due_jobs()

    [issued] = certificates_of()
    assert issued.snapshot["person_name"] == "Persona 1 Quispe001 Mamani"


def test_a_drawn_certificate_never_changes_and_nothing_is_removed(session):
    issue_all(make_school(session, people=1))
    session = db.session()
    row = session.scalars(select(Certificate)).one()

    for change in ({"code": "AAAA-BBBB-CCCC"}, {"snapshot": {"a": 1}}, {"pdf_sha256": "0" * 64}):
        with pytest.raises(Exception, match="never"):
            session.execute(
                Certificate.__table__.update().where(Certificate.id == row.id).values(**change)
            )
        session.rollback()
    for table in (Folio.__table__, Certificate.__table__):
        with pytest.raises(Exception, match=r"never|FOREIGN KEY|foreign key"):
            session.execute(table.delete())
        session.rollback()


def test_awards_are_approved_with_their_certificates(session):
    school = make_school(session, people=1)

    propose(school)

    assert db.session().get_one(Award, school.passed[0].award_id).state is AwardState.APPROVED


def test_while_the_address_is_local_certificates_bear_the_watermark_and_own_folios(session):
    import dataclasses

    school = make_school(session, people=1)

    issue_all(school, place=dataclasses.replace(PLACE, is_demonstration=True))

    [issued] = certificates_of()
    assert issued.is_demonstration
    assert _folios() == ["UGM-DEMO-2027-000001"]
    assert "DEMOSTRACIÓN" in text_of(file_store().open(issued.pdf_sha256).read())


def test_validity_ends_after_the_months_of_the_rules(session):
    issue_all(make_school(session, people=1, validity_months=36))

    [issued] = certificates_of()
    assert issued.expires_on.isoformat() == "2030-03-01"


def test_a_refused_approval_leaves_nothing_behind(session):
    school = make_school(session, people=1)
    make_rules(session)

    with pytest.raises(RuntimeError):
        _propose_and_break(school)

    assert certificates_of() == []
    assert run_due_jobs() == []


def _propose_and_break(school):
    chosen = [school.passed[0].award_id]
    with unit_of_work() as inner:
        propose_batch(inner, actor_of(school.coordinator), school.edition.id, chosen, place=PLACE)
        raise RuntimeError
