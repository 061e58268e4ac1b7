"""The administrator sees why a job stopped, and starts it again once."""

import pytest
from sqlalchemy import select, update

from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import Role
from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import installed
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.queue import enqueue
from tests.support.sign_in import make_staff, sign_in

REASON = "El servidor de correo no respondió"


@pytest.fixture
def dead(session):
    with unit_of_work() as work:
        enqueue(work, "core.forget_done_jobs")
        work.flush()
        work.execute(
            update(Job).values(
                state=JobState.DEAD, last_error=REASON, attempts=5, finished_at=clock.now()
            )
        )
    return session.scalars(select(Job.id)).one()


@pytest.fixture
def administrator(session, client):
    return sign_in(client, make_staff(session, Role.ADMINISTRATOR).id)


def _states(session):
    session.expire_all()
    return session.scalars(select(Job.state)).all()


def test_stopped_jobs_come_first_with_their_reason_and_filters_divide_them(administrator, dead):
    stopped = administrator.get("/operacion/trabajos").get_data(as_text=True)
    waiting = administrator.get("/operacion/trabajos?estado=ready").get_data(as_text=True)
    unknown = administrator.get("/operacion/trabajos?estado=nada").get_data(as_text=True)

    assert REASON in stopped
    assert str(dead) in stopped
    assert str(dead) not in waiting
    assert "No hay trabajos en este estado" in waiting
    assert str(dead) in unknown


def test_every_kind_of_job_has_a_name_for_people(app, administrator, dead):
    kinds = [kind for feature in installed() for kind in feature.job_kinds]

    assert [kind.name for kind in kinds if not str(kind.label)] == []
    page = administrator.get("/operacion/trabajos").get_data(as_text=True)
    assert "Olvidar trabajos terminados" in page


def test_a_job_is_started_again_once_and_somebody_answers_for_it(session, administrator, dead):
    address = f"/operacion/trabajos/{dead}/repetir"

    first = administrator.post(address, follow_redirects=True).get_data(as_text=True)
    again = administrator.post(address, follow_redirects=True).get_data(as_text=True)

    assert "vuelve a la fila" in first
    assert "ya no está detenido" in again
    assert _states(session) == [JobState.READY]
    lines = session.scalars(select(AuditLine).where(AuditLine.object_id == dead)).all()
    assert [line.action for line in lines] == ["operations.rerun_job"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LIAISON])
def test_nobody_else_starts_jobs(session, client, dead, role):
    sign_in(client, make_staff(session, role).id)

    assert client.get("/operacion/trabajos").status_code == 403
    assert client.post(f"/operacion/trabajos/{dead}/repetir").status_code == 403
    assert _states(session) == [JobState.DEAD]
