"""The paper way: a sheet to print, its code, and what somebody types from it."""

from datetime import date
from uuid import UUID

import segno
from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assessments.transfer import words
from assessments.transfer.models import Link, Milestone
from assessments.transfer.queries.find_link import find_by_paper_code
from assessments.transfer.queries.link_page import LinkPage, page_of_link
from assessments.transfer.queries.milestone_page import find_milestone
from assessments.transfer.rules.answers import WITH_CODES, Question, Screen
from assessments.transfer.rules.states import Channel
from assessments.transfer.services.answer_milestone import (
    GivenAnswer,
    Source,
    answer_milestone,
)
from assessments.transfer.signing import address_of
from assessments.transfer.views.plan import blueprint
from lms.core import clock
from lms.core.days import sensible_day
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.files.uploads import receive
from lms.core.i18n import gettext as _
from lms.core.numbers import typed_number
from lms.core.web.guards import access, permission


@blueprint.get("/seguimientos/<uuid:milestone_id>/hoja/<audience>")
@permission("manage_milestones")
def paper_sheet(milestone_id: UUID, audience: str) -> str:
    """Show the sheet to print: questions with boxes, QR of the link, code of eight symbols."""
    session = read_session()
    row = find_milestone(session, access().reach("manage_milestones"), milestone_id)
    page, link = _sheet(session, row.Milestone, audience)
    drawn = segno.make(address_of(link.seed), error="m")
    return render_template(
        "transfer/sheet.html",
        page=page,
        link=link,
        words=words,
        full_name=row.full_name,
        qr=Markup(drawn.svg_inline(scale=3, border=2)),  # noqa: S704 - drawn by us, no text in it
    )


@blueprint.get("/seguimientos/transcribir")
@permission("manage_milestones")
def find_sheet() -> str | Response | tuple[str, int]:
    """Ask for the code of a sheet; with one, go to its questions."""
    typed = request.args.get("codigo", "")
    if not typed:
        return render_template("transfer/find_sheet.html", error=None, typed="")
    link = find_by_paper_code(read_session(), typed)
    if link is None or link.milestone_id is None:
        error = _("No hay una hoja con ese código. Revise los ocho signos.")
        return render_template("transfer/find_sheet.html", error=error, typed=typed), 404
    return redirect(url_for(".transcribe", paper_code=link.paper_code))


@blueprint.get("/seguimientos/hoja/<paper_code>")
@permission("manage_milestones")
def transcribe(paper_code: str) -> str:
    """Show every question of a sheet, to type what is written on it."""
    link, page = _paper(read_session(), paper_code)
    return _transcription(link, page, None)


@blueprint.post("/seguimientos/hoja/<paper_code>")
@permission("manage_milestones")
def save_transcription(paper_code: str) -> Response | tuple[str, int]:
    """Save what is written on a sheet, with its scan and who typed it."""
    try:
        with unit_of_work() as session:
            link, page = _paper(session, paper_code)
            closed = _save_sheet(session, link, page)
    except NotFoundError:
        raise
    except DomainError as error:
        link, page = _paper(read_session(), paper_code)
        return _transcription(link, page, error), 422
    flash(_("Hoja guardada."))
    if closed:
        flash(
            _(
                "El plazo se cerró y no se cambió lo que ya tenía respuesta a tiempo: "
                "%(questions)s",
                questions=" ".join(closed),
            )
        )
    return redirect(url_for(".milestone", milestone_id=link.milestone_id), 303)


def _save_sheet(session: Session, link: Link, page: LinkPage) -> list[str]:
    """Return the questions that were left as they stood, for they were answered in time."""
    answered_on = _typed_day(request.form.get("answered_on", ""))
    scan = request.files.get("scan")
    stored = (
        receive(session, scan, owner_person_id=access().person_id)
        if scan is not None and scan.filename
        else None
    )
    # The answers name the stored scan.
    session.flush()
    source = Source(
        informant=page.audience,
        channel=Channel.PHONE if request.form.get("channel") == Channel.PHONE else Channel.PAPER,
        entered_by_person_id=access().person_id,
        scan_file_id=stored.id if stored else None,
        answered_on=answered_on,
    )
    saved, closed = 0, []
    for number, screen in enumerate(page.screens):
        given = _typed_answer(page, screen, number)
        if given is None or link.milestone_id is None:
            continue
        try:
            answer_milestone(session, access().actor, link.milestone_id, source, given)
            saved += 1
        except ConflictError as error:
            if error.code != "milestone_closed":
                raise
            closed.append(words.question_words(screen.question, page.audience, page.participant))
    if closed and not saved:
        raise ConflictError(
            _("El plazo se cerró y todo lo de esta hoja ya tenía respuesta a tiempo: no se cambió.")
        )
    if not saved:
        raise DomainError(_("Escriba al menos una respuesta de la hoja."))
    return list(dict.fromkeys(closed))


def _typed_day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return sensible_day(text)
    except ValueError as error:
        raise DomainError(str(error), field="answered_on") from error


def _typed_answer(page: LinkPage, screen: Screen, number: int) -> GivenAnswer | None:
    commitment = page.commitment_of(screen)
    codes = tuple(filter(None, request.form.getlist(f"codes-{number}")))
    text = request.form.get(f"text-{number}", "").strip()
    figure = request.form.get(f"number-{number}", "").strip()
    is_unmeasured = screen.question is Question.INDICATOR and f"unmeasured-{number}" in request.form
    if screen.question is Question.EVIDENCE or not (codes or text or figure or is_unmeasured):
        return None
    if screen.question in WITH_CODES and not codes:
        return None
    try:
        value = typed_number(figure)
    except ValueError as error:
        raise DomainError(_("Escriba solo la cifra. Ejemplo: 12 o 4,5")) from error
    return GivenAnswer(
        question=screen.question,
        commitment_id=commitment.id if commitment else None,
        codes=codes,
        number=value,
        text=text,
    )


def _transcription(link: Link, page: LinkPage, error: DomainError | None) -> str:
    return render_template(
        "transfer/transcribe.html",
        link=link,
        page=page,
        words=words,
        answered_on=request.form.get("answered_on", clock.today().isoformat()),
        error=error,
    )


def _paper(session: Session, paper_code: str) -> tuple[Link, LinkPage]:
    link = find_by_paper_code(session, paper_code)
    if link is None or link.milestone_id is None:
        raise NotFoundError(_("No hay una hoja con ese código."))
    find_milestone(session, access().reach("manage_milestones"), link.milestone_id)
    page = page_of_link(session, link)
    if page is None:
        raise NotFoundError(_("Este seguimiento ya no toma respuestas."))
    return link, page


def _sheet(session: Session, row: Milestone, audience: str) -> tuple[LinkPage, Link]:
    link = session.scalar(
        select(Link).where(
            Link.milestone_id == row.id, Link.audience == audience, Link.revoked_at.is_(None)
        )
    )
    page = page_of_link(session, link) if link is not None else None
    if link is None or page is None:
        raise NotFoundError(_("La hoja se puede imprimir desde el día del seguimiento."))
    return page, link
