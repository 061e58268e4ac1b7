"""Figures are frozen when the last milestone of an edition ends, whoever ends it."""

import threading

import pytest
from sqlalchemy import select

from assessments.transfer.models import Milestone, Snapshot
from assessments.transfer.rules.states import MilestoneState, StopKind
from assessments.transfer.services.decide_stop import ask_to_stop, decide_stop
from assessments.transfer.services.freeze_figures import freeze_if_last
from lms.bootstrap.app import create_app
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import read_settings
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.many_milestones import make_many_milestones
from tests.support.databases import fresh_postgres_database


def test_the_last_milestone_that_stops_freezes_what_the_others_closed(session):
    made = make_many_milestones(session, 6, answered_every=2)
    last = session.scalars(select(Milestone).order_by(Milestone.id)).first()
    last.state = MilestoneState.OPEN
    session.commit()
    assert freeze_if_last(session, made.editions[0], 90, moment="close") is None

    request_id = ask_to_stop(
        session,
        last.id,
        kind=StopKind.NO_LONGER_APPLIES,
        cause="Dejó la entidad",
        asked_by="Coordinación",
    )
    decide_stop(session, SYSTEM, request_id, is_approved=True)
    session.commit()

    snapshot = session.scalars(select(Snapshot)).one()
    counted = [cell["counts"] for cell in snapshot.figures["cells"]]
    assert sum(one["finished"] for one in counted) == 5
    assert sum(one["excluded"] for one in counted) == 1


@pytest.mark.engines
def test_two_workers_that_end_the_last_two_at_once_freeze_once(tmp_path):
    with fresh_postgres_database() as url:
        app = create_app(
            read_settings(
                {
                    "LMS_ENV": "test",
                    "LMS_HOME": str(tmp_path),
                    "SECRET_KEY": "k" * 64,
                    "PASSWORD_SALT": "s" * 64,
                    "TOTP_SECRET": "t" * 64,
                    "DATABASE_URL": url,
                }
            )
        )
        upgrade_schema(url)
        with app.app_context():
            made = make_many_milestones(db.session(), 2)
            ids = db.session().scalars(select(Milestone.id)).all()
            db.session.remove()
        both_closed = threading.Barrier(2, timeout=20)

        def close(milestone_id) -> None:
            with app.app_context():
                with unit_of_work() as session:
                    milestone = session.get_one(Milestone, milestone_id)
                    milestone.state = MilestoneState.CLOSED_WITHOUT_ANSWER
                    session.flush()
                    both_closed.wait()
                    freeze_if_last(session, made.editions[0], 90, moment="close")
                db.session.remove()

        workers = [threading.Thread(target=close, args=(one,)) for one in ids]
        for one in workers:
            one.start()
        for one in workers:
            one.join(30)

        with app.app_context():
            assert len(db.session().scalars(select(Snapshot.id)).all()) == 1
            db.session.remove()
            db.engine.dispose()
