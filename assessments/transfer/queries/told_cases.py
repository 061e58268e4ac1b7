"""Reads the cases that may be told, as a report tells them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Commitment, Milestone, SuccessCase
from assessments.transfer.models.follow_on import CaseState
from assessments.transfer.queries.milestone_facts import commitments_by_enrolment
from courses.learning.api import ENROLMENT
from lms.core.i18n import gettext as _
from lms.core.numbers import written_number


def told_cases(session: Session, edition_id: UUID) -> str:
    """Return the published cases of an edition: what was promised, then what was told."""
    rows = session.execute(
        select(SuccessCase, Milestone.enrolment_id)
        .join(Milestone, Milestone.id == SuccessCase.milestone_id)
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .where(ENROLMENT.c.edition_id == edition_id, SuccessCase.state == CaseState.PUBLISHED)
        .order_by(SuccessCase.published_at, SuccessCase.id)
    ).all()
    promised = commitments_by_enrolment(session, [row.enrolment_id for row in rows])
    told = [
        "\n\n".join([*map(_promise, promised[row.enrolment_id]), words])
        for row in rows
        if (words := " ".join(filter(None, row.SuccessCase.interview.values())))
    ]
    return "\n\n".join(told) or _("Ninguno todavía.")


def _promise(one: Commitment) -> str:
    parts = [_("Compromiso: si %(if_)s, entonces %(then)s", if_=one.situation, then=one.action)]
    if one.product:
        parts.append(_("Producto o cambio: %(product)s", product=one.product))
    if one.baseline is not None:
        figure = _(
            "%(indicator)s, al empezar: %(baseline)s %(unit)s",
            indicator=one.indicator,
            baseline=written_number(one.baseline),
            unit=one.unit,
        ).strip()
        parts.append(f"{figure} ({one.baseline_source})" if one.baseline_source else figure)
    return "".join(f"{part.rstrip('.')}. " for part in parts).strip()
