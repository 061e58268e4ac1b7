"""Facts of the past: delivered in their order, each at its own moment, nothing left of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.core import clock
from lms.core.db.unit_of_work import unit_of_work
from lms.core.events.catch_up import deliver_waiting
from lms.core.events.outbox import publish
from lms.core.features import Feature, Subscriber
from lms.core.jobs.models import Job, JobState
from tests.support.features import with_feature

JANUARY = datetime(2027, 1, 4, 12, tzinfo=UTC)
heard: list[tuple[str, datetime]] = []


@dataclass(frozen=True, kw_only=True)
class Rang:
    name: str


@dataclass(frozen=True, kw_only=True)
class Echoed:
    name: str


def _hear(session, event):
    heard.append((event.name, clock.now()))
    publish(session, Echoed(name=f"{event.name} again"))


def _hear_echo(_session, event):
    heard.append((event.name, clock.now()))


@pytest.fixture(autouse=True)
def subscribers(app_context):
    heard.clear()
    feature = Feature(
        name="trial",
        subscribers=(
            Subscriber(name="trial.hear", event=Rang, handle=_hear),
            Subscriber(name="trial.hear_echo", event=Echoed, handle=_hear_echo),
        ),
    )
    with with_feature(feature):
        yield


def _ring(session, name, at):
    with clock.frozen_at(at):
        publish(session, Rang(name=name))


def test_each_fact_is_told_at_its_own_moment_and_what_follows_too():
    with unit_of_work() as work:
        _ring(work, "second", JANUARY + timedelta(days=1))
        _ring(work, "first", JANUARY)

    with unit_of_work() as work:
        delivered = deliver_waiting(work, until=JANUARY + timedelta(days=2))

    assert delivered == 4
    assert heard == [
        ("first", JANUARY),
        ("second", JANUARY + timedelta(days=1)),
        ("first again", JANUARY),
        ("second again", JANUARY + timedelta(days=1)),
    ]


def test_what_was_delivered_is_done_and_what_is_newer_waits(session):
    with unit_of_work() as work:
        _ring(work, "old", JANUARY)
        _ring(work, "new", JANUARY + timedelta(days=5))

    with unit_of_work() as work:
        deliver_waiting(work, until=JANUARY + timedelta(days=2))
        assert deliver_waiting(work, until=JANUARY + timedelta(days=2)) == 0

    states = session.execute(select(Job.run_at, Job.state).order_by(Job.run_at)).all()
    assert [(row.run_at, row.state) for row in states] == [
        (JANUARY, JobState.DONE),
        (JANUARY, JobState.DONE),
        (JANUARY + timedelta(days=5), JobState.READY),
    ]
