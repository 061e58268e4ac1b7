"""The ledger: granted once, withdrawn with a reason, never deleted; the highest that stands counts."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assessments.competencies.api import (
    EvidenceSource,
    grant_evidence,
    levels_in_edition,
    levels_of_person,
    withdraw_evidence,
)
from assessments.competencies.models import Evidence
from assessments.competencies.services.follow_merged_person import follow_merged_person
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import DomainError
from lms.core.ids import new_id
from lms.domain_events import PersonsMerged
from tests.factories.assignments import make_framework
from tests.factories.learning import make_edition
from tests.support.sign_in import make_person


@pytest.fixture
def facts(session):
    return {
        "person_id": make_person(session).id,
        "competency_id": make_framework(session)["T4"],
        "edition_id": make_edition(session).id,
    }


def _grant(facts, level, source=None, **over):
    source = source or EvidenceSource(kind="submission", id=new_id(), part="c1", title="Tarea 1")
    with unit_of_work() as session:
        return grant_evidence(session, SYSTEM, level=level, source=source, **(facts | over))


def test_same_grant_again_changes_nothing(session, facts):
    source = EvidenceSource(kind="submission", id=new_id(), part="c1")

    assert _grant(facts, 2, source) == _grant(facts, 2, source)
    assert len(session.scalars(select(Evidence)).all()) == 1


def test_another_level_on_the_same_thing_withdraws_the_first(session, facts):
    source = EvidenceSource(kind="submission", id=new_id(), part="c1")
    _grant(facts, 3, source)

    _grant(facts, 1, source)

    assert [item.level for item in levels_of_person(session, facts["person_id"])] == [1]
    assert len(session.scalars(select(Evidence)).all()) == 2


def test_highest_that_stands_counts(session, facts):
    low, high = (EvidenceSource(kind="submission", id=new_id(), part="c1") for _ in range(2))
    _grant(facts, 1, low)
    _grant(facts, 3, high)
    before = levels_of_person(session, facts["person_id"])[0]
    session.commit()

    with unit_of_work() as inside:
        taken = withdraw_evidence(
            inside, SYSTEM, source_kind="submission", source_id=high.id, reason="Rectificación."
        )

    after = levels_of_person(session, facts["person_id"])[0]
    assert (before.level, before.word, taken) == (3, "multiplica", 1)
    assert (after.level, after.word) == (1, "inicia")
    withdrawn = session.scalars(select(Evidence).where(Evidence.withdrawn_at.is_not(None))).one()
    assert (withdrawn.level, withdrawn.withdrawal_reason) == (3, "Rectificación.")


def test_edition_counts_only_its_own_evidence(session, facts):
    other = make_edition(session).id
    _grant(facts, 1)
    _grant(facts, 3, edition_id=other)

    assert [i.level for i in levels_in_edition(session, facts["edition_id"])] == [1]
    assert [i.level for i in levels_of_person(session, facts["person_id"], other)] == [3]
    assert [i.level for i in levels_of_person(session, facts["person_id"])] == [3]


def test_competency_of_two_framework_versions_is_one(session, facts):
    _grant(facts, 3)
    _grant(facts, 1, competency_id=make_framework(session)["T4"])

    found = levels_of_person(session, facts["person_id"])

    assert [(item.code, item.level) for item in found] == [("T4", 3)]


def test_withdrawing_needs_a_reason(session, facts):
    with pytest.raises(DomainError):
        withdraw_evidence(
            session, SYSTEM, source_kind="submission", source_id=new_id(), reason="  "
        )


def test_database_refuses_a_level_that_does_not_exist(session, facts):
    session.add(
        Evidence(
            granted_at=clock.now(), source_kind="submission", source_id=new_id(), level=4, **facts
        )
    )

    with pytest.raises(IntegrityError):
        session.flush()


def test_database_refuses_two_live_rows_on_one_thing(session, facts):
    source_id = new_id()
    for _ in range(2):
        session.add(
            Evidence(granted_at=clock.now(), source_kind="x", source_id=source_id, level=1, **facts)
        )

    with pytest.raises(IntegrityError):
        session.flush()


def test_evidence_goes_with_the_person_that_was_kept(session, facts):
    _grant(facts, 2)
    kept = make_person(session).id
    event = PersonsMerged(kept_person_id=kept, absorbed_person_id=facts["person_id"])

    for _ in range(2):
        with unit_of_work() as inside:
            follow_merged_person(inside, event)

    assert [item.level for item in levels_of_person(session, kept)] == [2]
    assert levels_of_person(session, facts["person_id"]) == []
