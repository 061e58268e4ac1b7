"""What is written to participants and superiors: Spanish texts, ready to copy."""

from dataclasses import dataclass
from datetime import date

from assessments.transfer.rules.ladder import StepKind
from assessments.transfer.rules.states import Audience
from lms.core.i18n import gettext as _
from lms.core.web.formats import day


@dataclass(frozen=True, kw_only=True)
class Message:
    """A subject and a text."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MessageFacts:
    """What a text is made of; `address` is of the personal link, None before it stands."""

    first_name: str
    participant: str
    course: str
    commitment: str | None
    days: int
    due_on: date
    closes_on: date
    address: str | None
    paper_code: str | None = None


def message(step: StepKind, audience: Audience, facts: MessageFacts) -> Message:
    """Return what a step of the ladder says to somebody."""
    if step is StepKind.PRE_NOTICE:
        return _pre_notice(audience, facts)
    if step is StepKind.CALL_LIST:
        return _script(audience, facts)
    is_first = step is StepKind.INVITATION
    if audience is Audience.PARTICIPANT:
        return _to_participant(facts, is_first=is_first)
    return _to_supervisor(facts, is_first=is_first)


def milestone_notice(kind: StepKind, *, course: str, days: int, due_on: date) -> Message:
    """Return what the application says of a milestone that comes, or that is open."""
    if kind is StepKind.PRE_NOTICE:
        return Message(
            subject=_("En una semana le preguntaremos cómo va"),
            text=_(
                "El %(day)s le preguntaremos cómo va lo que se propuso en el curso «%(course)s».",
                day=day(due_on),
                course=course,
            ),
        )
    return Message(
        subject=_("¿Cómo va su compromiso a los %(days)s días?", days=days),
        text=_("Cuente qué pasó con lo que se propuso en el curso «%(course)s».", course=course),
    )


def plan_message(facts: MessageFacts) -> Message:
    """Return what asks a superior whether they agree with a plan."""
    return Message(
        subject=_("¿Está de acuerdo con este compromiso de %(name)s?", name=facts.participant),
        text=_(
            "Buen día, %(first)s:\n\n"
            "%(name)s, de su equipo, terminó el curso «%(course)s» y se propone:\n\n"
            "«%(commitment)s»\n\n"
            "Diga en un toque si está de acuerdo, sin cuenta ni clave:\n%(address)s\n\n"
            "Su respuesta no detiene nada: sirve para que el compromiso sea de los dos.",
            first=facts.first_name,
            name=facts.participant,
            course=facts.course,
            commitment=facts.commitment or "",
            address=facts.address or "",
        ),
    )


def _pre_notice(audience: Audience, facts: MessageFacts) -> Message:
    if audience is Audience.PARTICIPANT:
        text = _(
            "Hola, %(first)s:\n\n"
            "El %(day)s le preguntaremos cómo va lo que se propuso en el curso «%(course)s»."
            "%(commitment)s\n\nSon pocas preguntas y se responden desde el celular.",
            first=facts.first_name,
            day=day(facts.due_on),
            course=facts.course,
            commitment=_quoted(facts),
        )
    else:
        text = _(
            "Buen día, %(first)s:\n\n"
            "El %(day)s le preguntaremos en dos toques si vio aplicado lo que %(name)s se propuso "
            "en el curso «%(course)s».%(commitment)s",
            first=facts.first_name,
            day=day(facts.due_on),
            name=facts.participant,
            course=facts.course,
            commitment=_quoted(facts),
        )
    return Message(subject=_("En una semana le preguntaremos cómo va"), text=text)


def _to_participant(facts: MessageFacts, *, is_first: bool) -> Message:
    return Message(
        subject=(
            _("¿Cómo va su compromiso a los %(days)s días?", days=facts.days)
            if is_first
            else _("Todavía puede contar cómo va su compromiso")
        ),
        text=_(
            "Hola, %(first)s:\n\n"
            "Pasaron %(days)s días desde que terminó el curso «%(course)s».%(commitment)s\n\n"
            "Cuente qué pasó, también si no tuvo ocasión. Este enlace es solo suyo:\n"
            "%(address)s\n\n"
            "Puede responder hasta el %(day)s. No es una evaluación de desempeño.",
            first=facts.first_name,
            days=facts.days,
            course=facts.course,
            commitment=_quoted(facts),
            address=facts.address or "",
            day=day(facts.closes_on),
        ),
    )


def _to_supervisor(facts: MessageFacts, *, is_first: bool) -> Message:
    return Message(
        subject=(
            _("¿Se aplicó lo acordado con %(name)s?", name=facts.participant)
            if is_first
            else _("Falta su palabra sobre %(name)s", name=facts.participant)
        ),
        text=_(
            "Buen día, %(first)s:\n\n"
            "%(name)s, de su equipo, terminó el curso «%(course)s» hace %(days)s días."
            "%(commitment)s\n\n"
            "¿Lo vio? Dos toques, sin cuenta ni clave:\n%(address)s\n\n"
            "Puede responder hasta el %(day)s. No pasa a la ficha personal de nadie.",
            first=facts.first_name,
            name=facts.participant,
            course=facts.course,
            days=facts.days,
            commitment=_quoted(facts),
            address=facts.address or "",
            day=day(facts.closes_on),
        ),
    )


def _script(audience: Audience, facts: MessageFacts) -> Message:
    if audience is Audience.PARTICIPANT:
        text = _(
            "Llamar a %(first)s. Preguntar por el curso «%(course)s»:%(commitment)s\n"
            "1. ¿Qué pasó hasta hoy? 2. ¿Qué ayudó? 3. ¿Qué dificultó? "
            "4. ¿Qué necesita? Código de la hoja: %(code)s",
            first=facts.first_name,
            course=facts.course,
            commitment=_quoted(facts),
            code=facts.paper_code or "",
        )
    else:
        text = _(
            "Llamar a %(first)s, jefatura de %(name)s:%(commitment)s\n"
            "1. ¿Vio que lo hiciera? 2. ¿Qué hizo usted para que se aplique? "
            "Código de la hoja: %(code)s",
            first=facts.first_name,
            name=facts.participant,
            commitment=_quoted(facts),
            code=facts.paper_code or "",
        )
    return Message(subject=_("Llamada"), text=text)


def _quoted(facts: MessageFacts) -> str:
    return f"\n\n«{facts.commitment}»" if facts.commitment else ""
