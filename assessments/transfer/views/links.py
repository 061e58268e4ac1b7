"""Personal links: one question a screen, saved at once, without account and without script."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer.queries.link_page import LinkPage, link_page
from assessments.transfer.rules.answers import (
    WITH_CODES,
    Question,
    Screen,
)
from assessments.transfer.rules.states import Audience, PlanState, StopKind
from assessments.transfer.services.answer_milestone import (
    GivenAnswer,
    Source,
    answer_milestone,
)
from assessments.transfer.services.answer_plan import answer_plan
from assessments.transfer.services.decide_stop import ask_to_stop
from assessments.transfer.services.leave_link import opt_out, renew_link, superior_left
from assessments.transfer.words import choices_for, question_words
from lms.core.access import Actor
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.core.numbers import typed_number
from lms.core.web.guards import link_holder
from lms.core.web.limits import limiter

blueprint = Blueprint("transfer_link", __name__, template_folder="../templates", url_prefix="/s")

_PER_ADDRESS = "120 per minute"


@blueprint.after_request
def _keep_private(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<token>")
@link_holder
@limiter.limit(_PER_ADDRESS)
def open_link(token: str) -> str | tuple[str, int]:
    """Show the first question, the one asked for by `?p=`, or the end; writes nothing."""
    page = link_page(read_session(), token)
    if page is None:
        return _dead(token)
    if page.plan_id is not None:
        return render_template("transfer/link_plan.html", page=page, token=token, error=None)
    number = _number(page)
    if number is None:
        return render_template(
            "transfer/link_end.html", page=page, token=token, extras=_extras(page)
        )
    return _question(page, token, number)


@blueprint.post("/<token>")
@link_holder
@limiter.limit(_PER_ADDRESS)
def save_answer(token: str) -> Response | str | tuple[str, int]:
    """Save one answer and go on to the next question."""
    page = link_page(read_session(), token)
    if page is None:
        return _dead(token)
    if page.plan_id is not None:
        return _save_plan_answer(page, token)
    number = _number(page)
    if number is None:
        return redirect(url_for(".open_link", token=token, p="fin"), 303)
    if request.form.get("accion") != "omitir":
        try:
            given = _given(page, page.screens[number])
            _store(page, given)
        except DomainError as error:
            status = 409 if isinstance(error, ConflictError) else 422
            return _question(page, token, number, error=error), status
    return redirect(url_for(".open_link", token=token, p=_after(page, number)), 303)


@blueprint.post("/<token>/cambio")
@link_holder
@limiter.limit(_PER_ADDRESS)
def tell_change(token: str) -> Response | tuple[str, int]:
    """Take note that the post, or the superior, is another one now; coordination decides."""
    page = link_page(read_session(), token)
    if page is None or page.milestone_id is None:
        return _dead(token)
    try:
        with unit_of_work() as session:
            if page.audience is Audience.SUPERVISOR:
                superior_left(session, _actor(page), page.link_id)
            else:
                ask_to_stop(
                    session,
                    page.milestone_id,
                    kind=_stop_kind(request.form.get("kind", "")),
                    cause=request.form.get("cause", ""),
                    asked_by=page.informant_name,
                )
    except DomainError as error:
        return (
            render_template(
                "transfer/link_end.html",
                page=page,
                token=token,
                extras=_extras(page),
                error=error,
            ),
            422,
        )
    return redirect(url_for(".thanks"), 303)


@blueprint.post("/<token>/silencio")
@link_holder
@limiter.limit(_PER_ADDRESS)
def stop_reminders(token: str) -> Response | tuple[str, int]:
    """Write no more reminders to who holds the link."""
    page = link_page(read_session(), token)
    if page is None or page.milestone_id is None:
        return _dead(token)
    with unit_of_work() as session:
        opt_out(session, _actor(page), page.link_id)
    return redirect(url_for(".open_link", token=token, p="fin"), 303)


@blueprint.post("/<token>/nuevo")
@link_holder
@limiter.limit("5 per minute")
def ask_for_new(token: str) -> Response:
    """Send a new link to the stored address, where there is one; the answer is always the same."""
    with unit_of_work() as session:
        renew_link(session, token)
    return redirect(url_for(".asked"), 303)


@blueprint.get("/pedido")
@link_holder
def asked() -> str:
    """Say that a new link was sent if the old one was good, whether it was or not."""
    return render_template("transfer/link_asked.html")


@blueprint.get("/gracias")
@link_holder
def thanks() -> str:
    """Say that coordination knows of the change."""
    return render_template("transfer/link_thanks.html")


def _number(page: LinkPage) -> int | None:
    typed = request.args.get("p", "")
    if typed == "fin":
        return None
    asked_for = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1  # noqa: PLR2004 - more screens than any plan has
    return asked_for - 1 if 1 <= asked_for <= len(page.screens) else None


def _after(page: LinkPage, number: int) -> str:
    screen = page.screens[number]
    following = number + 1
    is_last = following >= len(page.screens) or page.screens[following].is_extra
    return "fin" if is_last or screen.is_extra else str(following + 1)


def _extras(page: LinkPage) -> list[tuple[int, Screen]]:
    return [(n, screen) for n, screen in enumerate(page.screens, start=1) if screen.is_extra]


def _question(page: LinkPage, token: str, number: int, error: DomainError | None = None) -> str:
    screen = page.screens[number]
    asked_in_row = [one for one in page.screens if not one.is_extra]
    return render_template(
        "transfer/link_question.html",
        page=page,
        token=token,
        screen=screen,
        commitment=page.commitment_of(screen),
        answer=page.answer_to(screen),
        number=number + 1,
        total=len(asked_in_row),
        title=question_words(screen.question, page.audience, page.participant),
        choices=choices_for(screen.question, page.audience),
        error=error,
    )


def _given(page: LinkPage, screen: Screen) -> GivenAnswer:
    commitment = page.commitment_of(screen)
    number = None
    if screen.question is Question.INDICATOR and request.form.get("accion") != "sin_dato":
        try:
            number = typed_number(request.form.get("number"))
        except ValueError as error:
            raise DomainError(
                _("Escriba solo la cifra. Ejemplo: 12 o 4,5"), field="number"
            ) from error
        if number is None:
            raise DomainError(_("Escriba la cifra, o elija «No lo medimos»."), field="number")
    return GivenAnswer(
        question=screen.question,
        commitment_id=commitment.id if commitment else None,
        codes=tuple(request.form.getlist("codes")) if screen.question in WITH_CODES else (),
        number=number,
        text=request.form.get("text", ""),
        files=tuple(f for f in request.files.getlist("files") if f.filename),
        is_confidential=request.form.get("is_confidential") == "1",
    )


def _store(page: LinkPage, given: GivenAnswer) -> None:
    if page.milestone_id is None:
        return
    with unit_of_work() as session:
        answer_milestone(
            session, _actor(page), page.milestone_id, Source(informant=page.audience), given
        )


def _save_plan_answer(page: LinkPage, token: str) -> Response | tuple[str, int]:
    try:
        answer = PlanState(request.form.get("answer", ""))
    except ValueError:
        answer = PlanState.DRAFT
    try:
        with unit_of_work() as session:
            answer_plan(
                session,
                _actor(page),
                page.plan_id or UUID(int=0),
                answer,
                note=request.form.get("note", ""),
            )
    except DomainError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        return (
            render_template("transfer/link_plan.html", page=page, token=token, error=error),
            status,
        )
    return redirect(url_for(".open_link", token=token), 303)


def _stop_kind(typed: str) -> StopKind:
    return StopKind.REASSIGNED if typed == StopKind.REASSIGNED else StopKind.NO_LONGER_APPLIES


def _actor(page: LinkPage) -> Actor:
    return Actor(label=_("%(name)s, por enlace", name=page.informant_name))


def _dead(token: str) -> tuple[str, int]:
    return render_template("transfer/link_dead.html", token=token), 404
