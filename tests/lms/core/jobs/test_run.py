"""One job: done once, given back, buried, fenced."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.core import clock
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import PermanentJobError
from lms.core.features import Feature, JobKind, Schedule
from lms.core.jobs import lease
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.queue import enqueue, enqueue_many
from lms.core.jobs.run import in_transaction, run_job
from lms.core.jobs.schedule import period_of, tick
from tests.support.features import with_feature

effects: list[str] = []


def _work(session, payload):
    effects.append(payload["word"])


def _fail(session, payload):
    effects.append(payload["word"])
    raise ValueError("not today")


def _refuse(session, payload):
    raise PermanentJobError("never")


def _note_death(session, payload, reason):
    effects.append(f"dead: {reason}")


@pytest.fixture(autouse=True)
def kinds(app_context):
    effects.clear()
    feature = Feature(
        name="trial",
        job_kinds=(
            JobKind(name="trial.work", run=in_transaction(_work)),
            JobKind(name="trial.fail", run=in_transaction(_fail), max_attempts=2),
            JobKind(name="trial.refuse", run=in_transaction(_refuse), on_dead=_note_death),
        ),
        schedules=(Schedule(name="trial_daily", kind="trial.work", daily_at_hour=9),),
    )
    with with_feature(feature):
        yield


def _new(kind="trial.work", **options):
    with unit_of_work() as session:
        return enqueue(session, kind, {"word": "once"}, **options)


def _job(job_id) -> Job:
    with unit_of_work() as session:
        job = session.get_one(Job, job_id, populate_existing=True)
        session.expunge(job)
        return job


def test_job_is_done_once_however_often_it_is_run():
    job_id = _new()

    assert [run_job(job_id) for _ in range(3)] == ["done", "skipped", "skipped"]
    assert effects == ["once"]
    assert _job(job_id).state is JobState.DONE


def test_same_unique_key_is_one_job():
    assert _new(unique_key="k") == _new(unique_key="k")


def test_enqueue_many_again_adds_nothing(session):
    items = [(f"k{n}", {"word": str(n)}) for n in range(1200)]
    for _ in range(2):
        with unit_of_work() as work:
            enqueue_many(work, "trial.work", items, batch="b")

    assert len(session.scalars(select(Job.id)).all()) == 1200


def test_rolled_back_cause_leaves_no_job(session):
    def enqueue_and_fail() -> None:
        with unit_of_work() as work:
            enqueue(work, "trial.work", {"word": "x"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()

    assert session.scalars(select(Job.id)).all() == []


def test_failure_waits_longer_then_dies_with_its_reason():
    job_id = _new("trial.fail")

    assert run_job(job_id) == "retried"
    assert _job(job_id).run_at == clock.now() + timedelta(seconds=5)
    assert run_job(job_id) == "skipped"
    clock.advance(timedelta(seconds=6))
    assert run_job(job_id) == "dead"
    dead = _job(job_id)
    assert dead.state is JobState.DEAD
    assert dead.last_error == "ValueError: not today"


def test_permanent_refusal_dies_at_once_and_tells_its_feature():
    job_id = _new("trial.refuse")

    assert run_job(job_id) == "dead"
    assert effects == ["dead: PermanentJobError: never"]


def test_revived_job_runs_again():
    job_id = _new("trial.refuse")
    run_job(job_id)

    with unit_of_work() as session:
        assert lease.revive(session, job_id)
        assert not lease.revive(session, job_id)
    assert run_job(job_id) == "dead"


def test_unknown_kind_is_dead_with_a_reason():
    job_id = _new("trial.gone")

    assert run_job(job_id) == "dead"
    assert "trial.gone" in (_job(job_id).last_error or "")


def test_lost_lease_undoes_the_effect():
    job_id = _new()
    with unit_of_work() as session:
        attempt = lease.claim(session, job_id, worker="slow", lease_seconds=60)
    clock.advance(timedelta(seconds=61))

    assert run_job(job_id) == "done"
    with pytest.raises(lease.LeaseLostError), unit_of_work() as session:
        lease.finish(session, job_id, worker="slow", attempt=attempt)


def test_job_of_a_dead_worker_is_due_after_its_lease(session):
    job_id = _new()
    with unit_of_work() as work:
        lease.claim(work, job_id, worker="killed", lease_seconds=60)

    assert lease.due_ids(session, limit=5) == []
    clock.advance(timedelta(seconds=61))
    assert lease.due_ids(session, limit=5) == [job_id]


def test_worker_that_dies_in_every_attempt_is_given_up():
    job_id = _new("trial.fail")
    for _ in range(2):
        with unit_of_work() as session:
            assert lease.claim(session, job_id, worker="killed", lease_seconds=1)
        clock.advance(timedelta(seconds=2))

    assert run_job(job_id) == "dead"
    assert "se detuvo" in (_job(job_id).last_error or "")


def test_tick_makes_one_job_a_period(session):
    for _ in range(3):
        with unit_of_work() as work:
            tick(work)

    keys = session.scalars(select(Job.unique_key).where(Job.kind == "trial.work")).all()
    assert keys == ["schedule:trial_daily:2027-03-01"]


def test_daily_period_begins_at_its_hour_in_the_zone():
    schedule = Schedule(name="x", kind="y", daily_at_hour=11)

    assert period_of(schedule, clock.now(), "America/La_Paz") is None
    assert period_of(schedule, clock.now() + timedelta(hours=1), "America/La_Paz") == "2027-03-01"
