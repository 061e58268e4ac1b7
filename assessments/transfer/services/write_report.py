"""Generates the systematisation report of an edition and keeps what people make of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.competencies.api import Level, levels_in_edition
from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.suppression import LEAST_SHOWN
from assessments.transfer.figure_words import count, interval_words, rate
from assessments.transfer.models import Report
from assessments.transfer.queries.dashboard import Dashboard, dashboard
from assessments.transfer.queries.dashboard_tables import TransferFilter
from assessments.transfer.queries.told_cases import told_cases
from assessments.transfer.words import factor_words
from courses.learning.api import COURSE, EDITION, ENROLMENT, EnrolmentState
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.i18n import gettext as _
from lms.core.web.formats import day

MOST_LETTERS = 20_000


def find_report(session: Session, edition_id: UUID) -> Report | None:
    """Return the report of an edition, None before it was generated."""
    return session.scalar(select(Report).where(Report.edition_id == edition_id))


def generate_report(session: Session, actor: Actor, edition_id: UUID) -> Report:
    """Write the report out of the figures of today; what was edited before is written anew."""
    # Asked before the row is added: a question would store the row with nothing in it.
    sections = _sections(session, edition_id)
    report = find_report(session, edition_id)
    if report is None:
        report = Report(id=ids.new_id(), edition_id=edition_id)
        session.add(report)
    report.sections = sections
    report.generated_at = clock.now()
    report.edited_at = None
    report.edited_by_person_id = None
    _record(session, actor, report, "transfer.generate_report")
    return report


def edit_report(session: Session, actor: Actor, report: Report, texts: Mapping[str, str]) -> None:
    """Keep the texts of the sections as people wrote them."""
    report.sections = [
        section | {"text": texts.get(section["code"], section["text"]).strip()[:MOST_LETTERS]}
        for section in report.sections
    ]
    report.edited_at = clock.now()
    report.edited_by_person_id = actor.person_id
    _record(session, actor, report, "transfer.edit_report")


def _sections(session: Session, edition_id: UUID) -> list[dict[str, Any]]:
    edition = session.execute(
        select(EDITION.c.title, EDITION.c.starts_on, EDITION.c.ends_on, COURSE.c.title)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .where(EDITION.c.id == edition_id)
    ).one()
    everything = Reach(everything=True)
    page = dashboard(session, everything, TransferFilter(edition_id=str(edition_id)))
    counted = session.execute(
        select(ENROLMENT.c.state, func.count())
        .where(ENROLMENT.c.edition_id == edition_id)
        .group_by(ENROLMENT.c.state)
    )
    states: dict[Any, int] = {row[0]: row[1] for row in counted}
    return [
        _section(
            "presentation",
            _("Presentación"),
            _(
                "Edición «%(edition)s» del curso «%(course)s», del %(first)s al %(last)s.",
                edition=edition[0],
                course=edition[3],
                first=day(edition[1]),
                last=day(edition[2]),
            ),
        ),
        _section("participants", _("Participantes"), _participants(states)),
        _section("results", _("Resultados del aprendizaje"), _results(states)),
        _section("competencies", _("Competencias"), _competencies(session, edition_id)),
        _section("transfer", _("Transferencia al puesto de trabajo"), _transfer(page)),
        _section("obstacles", _("Qué ayudó y qué dificultó"), _obstacles(page)),
        _section("cases", _("Casos con permiso para contarse"), told_cases(session, edition_id)),
        _section(
            "lessons",
            _("Lecciones"),
            _("Escriba aquí lo que el equipo aprendió al dar esta edición."),
        ),
        _section(
            "decisions",
            _("Decisiones"),
            _("Escriba aquí qué se mantiene, qué se cambia, quién lo hace y hasta cuándo."),
        ),
    ]


def _participants(states: Mapping[Any, int]) -> str:
    whole = sum(states.values())
    gone = states.get(EnrolmentState.WITHDRAWN, 0) + states.get(EnrolmentState.DROPPED_OUT, 0)
    return _(
        "Se inscribieron %(whole)s personas; se retiraron o dejaron el curso %(gone)s.",
        whole=whole,
        gone=gone,
    )


def _results(states: Mapping[Any, int]) -> str:
    return _(
        "Aprobaron %(passed)s de %(whole)s personas inscritas.",
        passed=states.get(EnrolmentState.PASSED, 0),
        whole=sum(states.values()),
    )


def _competencies(session: Session, edition_id: UUID) -> str:
    found: dict[str, list[int]] = {}
    for one in levels_in_edition(session, edition_id):
        found.setdefault(one.name, []).append(one.level)
    lines = [
        _(
            "%(competency)s: %(people)s de %(all)s personas evaluadas llegaron a «aplica» o más.",
            competency=name,
            people=sum(1 for level in levels if level >= Level.APPLIES),
            all=len(levels),
        )
        for name, levels in found.items()
        if len(levels) >= LEAST_SHOWN
    ]
    return "\n\n".join(lines) or _(
        "Ninguna competencia tiene cinco personas evaluadas: no se publica."
    )


def _transfer(page: Dashboard) -> str:
    parts = []
    for row in page.by_days.rows:
        figures = row.figures
        if row.is_reserved:
            parts.append(
                _(
                    "A los %(label)s: respondieron %(n)s de %(people)s; con menos de cinco "
                    "respuestas no se publica ninguna proporción.",
                    label=row.label,
                    n=count(figures.answered),
                    people=count(figures.finished),
                )
            )
            continue
        parts.append(
            _(
                "A los %(label)s: transferencia verificada en %(verified)s de %(people)s personas "
                "(%(rate)s; intervalo de 95 %%: %(interval)s). Respondieron %(n)s (%(response)s). "
                "Sin suponer nada de quienes callaron, el total está entre %(bounds)s.",
                label=row.label,
                verified=count(figures.verified),
                people=count(figures.finished),
                rate=rate(figures.verified_rate),
                interval=interval_words(figures.verified_interval),
                n=count(figures.answered),
                response=rate(figures.response_rate),
                bounds=interval_words(figures.bounds),
            )
        )
    parts.append(
        _("Los resultados están asociados al curso; no se afirma que sean causados por él.")
    )
    return "\n\n".join(parts)


def _obstacles(page: Dashboard) -> str:
    parts = []
    for title, asked in ((_("Dificultó"), page.hindered), (_("Ayudó"), page.helped)):
        listed = "; ".join(
            _(
                "%(factor)s, %(people)s de %(all)s",
                factor=factor_words(line.factor),
                people=line.people,
                all=asked.people,
            )
            for line in asked.lines
            if not isinstance(line.people, Reason)
        )
        if listed:
            parts.append(_("%(title)s: %(list)s.", title=title, list=listed))
    return "\n\n".join(parts) or _("No hay respuestas suficientes para publicar.")


def _section(code: str, title: str, text: str) -> dict[str, Any]:
    return {"code": code, "title": title, "text": text}


def _record(session: Session, actor: Actor, report: Report, action: str) -> None:
    record_change(
        session,
        actor,
        action=action,
        object_kind="edition",
        object_id=report.edition_id,
        after={"sections": len(report.sections)},
    )
