"""Two records of one person become one, and nothing of either is lost."""

import pytest
from sqlalchemy import select

from lms.accounts.models import AccessCode, Person, RoleGrant, User
from lms.accounts.services.access_codes import make_access_codes
from lms.accounts.services.merge_people import merge_people
from lms.audit.models import AuditLine
from lms.core.access import SYSTEM, Role
from lms.core.db.base import Base
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.core.events.models import OutboxEvent
from lms.core.mail.outbox import write_mail
from tests.support.sign_in import make_person, make_staff, make_user


def merge(kept, absorbed, reason="mismo carnet"):
    with unit_of_work() as session:
        return merge_people(
            session, SYSTEM, kept_id=kept.id, absorbed_id=absorbed.id, reason=reason
        )


def owner_of(session, model):
    session.expire_all()
    return [item.person_id for item in session.scalars(select(model).order_by(model.id))]


def test_what_the_absorbed_record_had_moves(session):
    kept = make_person(session, phone=None)
    absorbed = make_staff(
        session, Role.LIAISON, scope="organization", scope_id=kept.id, phone="+59171234567"
    )
    make_user(session, absorbed, username="ana")
    with unit_of_work() as writing:
        write_mail(
            writing,
            unique_key="x",
            recipient="a@b.bo",
            subject="s",
            text="t",
            person_id=absorbed.id,
        )

    merged = merge(kept, absorbed)

    assert owner_of(session, User) == owner_of(session, RoleGrant) == [kept.id]
    assert (merged.moved, merged.stayed) == (3, 0)
    assert session.get(Person, kept.id).phone == "+59171234567"
    assert session.get(Person, absorbed.id).merged_into_id == kept.id
    assert session.scalars(select(User)).one().active


def test_what_the_kept_record_has_already_stays_with_the_absorbed_one(session):
    kept, absorbed = make_person(session), make_person(session)
    make_user(session, kept, username="buena")
    make_user(session, absorbed, username="otra")
    with unit_of_work() as writing:
        make_access_codes(writing, SYSTEM, [kept.id, absorbed.id])

    merged = merge(kept, absorbed)

    users = {user.person_id: user.active for user in session.scalars(select(User))}
    assert users == {kept.id: True, absorbed.id: False}
    assert set(owner_of(session, AccessCode)) == {kept.id, absorbed.id}
    assert merged.stayed == 2


def test_a_merge_is_told_and_audited_with_its_counts(session):
    kept, absorbed = make_person(session), make_person(session)
    make_user(session, absorbed)

    merge(kept, absorbed)

    event = session.scalars(select(OutboxEvent)).one()
    assert event.payload == {"kept_person_id": str(kept.id), "absorbed_person_id": str(absorbed.id)}
    line = session.scalars(
        select(AuditLine).where(AuditLine.action == "accounts.merge_people")
    ).one()
    assert line.reason == "mismo carnet"
    assert line.after == {"accounts_user.person_id": {"moved": 1, "stayed": 0}}


def test_signposts_never_form_a_chain(session):
    first, second, third = (make_person(session) for _ in range(3))
    merge(second, first)
    merge(third, second)

    session.expire_all()
    assert session.get(Person, first.id).merged_into_id == third.id


def test_a_merged_record_is_not_merged_again(session):
    first, second, third = (make_person(session) for _ in range(3))
    merge(second, first)

    for pair in ((third, first), (first, third), (second, first)):
        with pytest.raises(ConflictError):
            merge(*pair)


def test_a_record_is_not_merged_with_itself_or_without_a_reason(session):
    one, other = make_person(session), make_person(session)

    with pytest.raises(DomainError):
        merge(one, one)
    with pytest.raises(DomainError) as refused:
        merge(one, other, reason=" ")
    assert refused.value.field == "reason"


def test_every_reference_to_a_person_is_a_foreign_key():
    """A person's id without a foreign key would stay behind; the audit keeps its own on purpose."""
    loose = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("person_id")
        and not column.foreign_keys
        and table.name != "audit_line"
    ]
    assert loose == []
