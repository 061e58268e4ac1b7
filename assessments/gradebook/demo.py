"""Actas of the demonstration: its earlier editions close, and one person works on after it."""

from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.gradebook.models import Act
from assessments.gradebook.rules.act_content import ActIssuer
from assessments.gradebook.services.close_edition import close_edition
from courses.learning.api import EDITION, ENROLMENT, EditionState, EnrolmentState, open_recovery
from lms.accounts.api import demo_person_id, person_card
from lms.core import clock
from lms.core.access import SYSTEM, Actor, Reach, Role
from lms.core.events.catch_up import deliver_waiting

MARK = "%(demostración)"
"""How titles of the demonstration's editions end."""
_CLOSED_AFTER_DAYS = 5
_RECOVERY_DAYS = 45


def load_acts(session: Session) -> None:
    """Close the demonstration's editions that ended, the first time only.

    What people do with the open ones afterwards, and when they close them, is theirs.
    """
    if session.scalar(
        select(Act.id)
        .join(EDITION, EDITION.c.id == Act.edition_id)
        .where(EDITION.c.title.like(MARK))
        .limit(1)
    ):
        return
    ended = session.execute(
        select(EDITION.c.id, EDITION.c.ends_on)
        .where(
            EDITION.c.title.like(MARK),
            EDITION.c.state == EditionState.OPEN,
            EDITION.c.ends_on < clock.today() - timedelta(days=_CLOSED_AFTER_DAYS),
        )
        .order_by(EDITION.c.ends_on, EDITION.c.id)
    ).all()
    if not ended:
        return
    person_id = demo_person_id(session, Role.COORDINATOR)
    coordinator = (
        SYSTEM
        if person_id is None
        else Actor(person_id=person_id, label=person_card(session, person_id).full_name)
    )
    for row in ended:
        day = row.ends_on + timedelta(days=_CLOSED_AFTER_DAYS)
        with clock.frozen_at(clock.start_of_day(day) + timedelta(hours=11)):
            recovering = _recovering(session, row.id)
            close_edition(
                session,
                coordinator,
                Reach(everything=True),
                row.id,
                _issuer(),
                cut_short_reason="Se le abre una recuperación nueva después del cierre.",
            )
            session.flush()
        with clock.frozen_at(clock.start_of_day(day) + timedelta(hours=15)):
            # Who was recovering ended with the edition, and is given days of their own.
            for enrolment_id in recovering:
                open_recovery(
                    session,
                    coordinator,
                    Reach(everything=True),
                    enrolment_id,
                    until=day + timedelta(days=_RECOVERY_DAYS),
                    reason="Le faltó una tarea.",
                )
                session.flush()
    deliver_waiting(session, until=clock.start_of_day(clock.today()))


def _recovering(session: Session, edition_id: UUID) -> list[UUID]:
    return list(
        session.scalars(
            select(ENROLMENT.c.id)
            .where(
                ENROLMENT.c.edition_id == edition_id,
                ENROLMENT.c.state == EnrolmentState.RECOVERY,
            )
            .order_by(ENROLMENT.c.id)
        )
    )


def _issuer() -> ActIssuer:
    school = current_app.extensions["gestores_settings"].school
    return ActIssuer(code=school.short_name, name=school.name, unit=school.parent, city=school.city)
