"""Facts: stored with their cause, delivered once, a failing subscriber stays pending."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from lms.core.db.unit_of_work import unit_of_work
from lms.core.events.models import OutboxEvent
from lms.core.events.outbox import from_payload, publish, to_payload
from lms.core.features import Feature, Subscriber
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.run import run_job
from lms.domain_events import CoursePassed, GradesActRectified
from tests.support.features import with_feature

seen: list[object] = []


@dataclass(frozen=True, kw_only=True)
class Rang:
    bell_id: UUID


def _hear(session, event):
    seen.append(event)


def _break(session, event):
    raise ValueError("deaf")


@pytest.fixture(autouse=True)
def subscribers(app_context):
    seen.clear()
    feature = Feature(
        name="trial",
        subscribers=(
            Subscriber(name="trial.hear", event=Rang, handle=_hear),
            Subscriber(name="trial.break", event=Rang, handle=_break),
        ),
    )
    with with_feature(feature):
        yield


def test_each_subscriber_has_its_delivery_and_a_failure_stays_pending(session):
    event = Rang(bell_id=uuid4())
    with unit_of_work() as work:
        publish(work, event)

    results = sorted(run_job(job_id) for job_id in session.scalars(select(Job.id)).all())

    assert results == ["done", "retried"]
    assert seen == [event]


def test_delivered_twice_is_handled_once(session):
    with unit_of_work() as work:
        publish(work, Rang(bell_id=uuid4()))
    job_ids = session.scalars(select(Job.id)).all()

    for _ in range(2):
        for job_id in job_ids:
            run_job(job_id)

    assert len(seen) == 1


def test_rolled_back_cause_leaves_no_event(session):
    def ring_and_fail() -> None:
        with unit_of_work() as work:
            publish(work, Rang(bell_id=uuid4()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ring_and_fail()

    assert session.scalars(select(OutboxEvent.id)).all() == []
    assert session.scalars(select(Job.id).where(Job.state == JobState.READY)).all() == []


@pytest.mark.parametrize(
    "event",
    [
        CoursePassed(
            enrolment_id=uuid4(),
            person_id=uuid4(),
            edition_id=uuid4(),
            course_id=uuid4(),
            passed_at=datetime(2027, 3, 1, tzinfo=UTC),
            passed_on=date(2027, 3, 1),
        ),
        GradesActRectified(edition_id=uuid4(), act_id=uuid4(), enrolment_ids=(uuid4(), uuid4())),
    ],
)
def test_event_comes_back_from_its_payload_as_it_was(event):
    assert from_payload(type(event), to_payload(event)) == event


def test_payload_of_an_older_program_takes_defaults_and_of_a_newer_is_understood():
    payload = {"bell_id": str(uuid4()), "added_later": 1}

    assert from_payload(Rang, payload).bell_id == UUID(payload["bell_id"])
