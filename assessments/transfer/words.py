"""Spanish words of transfer that more than one page uses."""

from collections.abc import Mapping
from typing import Any

from assessments.transfer.models.link import ReminderState
from assessments.transfer.rules.answers import (
    CommitmentState,
    Factor,
    Question,
    Seen,
    Shared,
    Support,
)
from assessments.transfer.rules.plan import PlanFault
from assessments.transfer.rules.states import (
    Audience,
    Channel,
    Direction,
    MilestoneState,
    PlanState,
    StopKind,
)
from assessments.transfer.rules.trust import ContactFlag
from lms.core.i18n import gettext as _
from lms.core.mail.models import MailState
from lms.core.numbers import written_number


def fault_words(fault: PlanFault) -> str:
    """Return what is wrong with a plan and how to mend it."""
    return {
        PlanFault.NO_COMMITMENT: _("Escriba al menos un compromiso: si…, entonces…"),
        PlanFault.TOO_MANY: _("Deje tres compromisos como máximo."),
        PlanFault.INCOMPLETE: _("Complete esta parte de su compromiso."),
        PlanFault.NO_TARGET: _("Escriba cuánto quiere lograr, o marque que no tiene el dato."),
        PlanFault.NO_DIRECTION: _("Elija si la cifra debe subir o bajar."),
        PlanFault.TARGET_EQUALS_BASELINE: _(
            "Escriba una meta distinta de la cifra de hoy: así se puede ver el cambio."
        ),
        PlanFault.AGAINST_DIRECTION: _(
            "La meta va al revés de lo elegido. Revise las dos cifras, o si debe subir o bajar."
        ),
        PlanFault.DATE_PAST: _("Escriba una fecha de hoy en adelante."),
        PlanFault.NO_SUPERVISOR: _("Escriba el nombre de su inmediato superior."),
        PlanFault.NO_CONTACT: _("Escriba el celular o el correo de su inmediato superior."),
    }[fault]


def plan_state_words(state: PlanState) -> str:
    """Return how a plan's state is shown."""
    return {
        PlanState.DRAFT: _("Borrador"),
        PlanState.SENT: _("Enviado"),
        PlanState.AGREED: _("Acordado con su jefatura"),
        PlanState.CHANGE_PROPOSED: _("Su jefatura propone un cambio"),
        PlanState.NOT_MY_POST: _("No corresponde a su puesto, dice su jefatura"),
        PlanState.CLOSED: _("Cerrado"),
    }[state]


def milestone_state_words(state: MilestoneState) -> str:
    """Return how a milestone's state is shown."""
    return {
        MilestoneState.PLANNED: _("Programado"),
        MilestoneState.OPEN: _("Abierto"),
        MilestoneState.ANSWERED: _("Respondido"),
        MilestoneState.CLOSED_WITHOUT_ANSWER: _("Cerrado sin respuesta"),
        MilestoneState.STOPPED: _("Detenido"),
    }[state]


def stop_words(kind: StopKind) -> str:
    """Return why a clock stopped."""
    return {
        StopKind.REASSIGNED: _("Reasignado a otro puesto"),
        StopKind.NO_LONGER_APPLIES: _("Ya no corresponde"),
        StopKind.PASS_WITHDRAWN: _("La aprobación se rectificó"),
    }[kind]


def audience_words(audience: Audience) -> str:
    """Return who is asked."""
    return {
        Audience.PARTICIPANT: _("Participante"),
        Audience.SUPERVISOR: _("Jefatura"),
    }[audience]


def channel_words(channel: Channel) -> str:
    """Return how an answer came in."""
    return {
        Channel.LINK: _("por enlace"),
        Channel.PAPER: _("en papel"),
        Channel.PHONE: _("por teléfono"),
    }[channel]


def direction_words(direction: Direction) -> str:
    """Return where an indicator should go."""
    return {Direction.UP: _("debe subir"), Direction.DOWN: _("debe bajar")}[direction]


def commitment_state_words(state: CommitmentState) -> str:
    """Return a participant's answer on a commitment."""
    return {
        CommitmentState.APPLIED: _("Lo apliqué"),
        CommitmentState.PARTIAL: _("Lo apliqué en parte"),
        CommitmentState.NOT_APPLIED: _("Tuve ocasión y no lo apliqué"),
        CommitmentState.NO_OCCASION: _("No tuve ocasión"),
        CommitmentState.NO_LONGER_APPLIES: _("Ya no corresponde a mi puesto"),
    }[state]


def seen_words(seen: Seen) -> str:
    """Return a superior's answer on a commitment."""
    return {
        Seen.MORE_THAN_ONCE: _("Sí, más de una vez"),
        Seen.WHEN_DUE: _("Sí, la vez que correspondía"),
        Seen.ONCE: _("Sí, una vez, aunque hubo más ocasiones"),
        Seen.NOT_DONE: _("No lo hizo, pudiendo hacerlo"),
        Seen.NO_OCCASION: _("No hubo ocasión"),
        Seen.UNKNOWN: _("No puedo saberlo"),
    }[seen]


def support_words(support: Support) -> str:
    """Return what a superior did so that it is applied."""
    return {
        Support.TIME: _("Le di tiempo"),
        Support.MEANS: _("Conseguí medios o equipo"),
        Support.REVIEW: _("Revisé los avances"),
        Support.RECOGNITION: _("Reconocí lo que hizo"),
        Support.NOTHING: _("Nada todavía"),
    }[support]


def shared_words(shared: Shared) -> str:
    """Return how many people were told."""
    return {
        Shared.NOBODY: _("No"),
        Shared.ONE_OR_TWO: _("Sí, a una o dos personas"),
        Shared.THREE_OR_MORE: _("Sí, a tres o más"),
    }[shared]


def factor_words(factor: Factor) -> str:
    """Return a factor that helps or hinders."""
    return {
        Factor.OCCASION: _("Hubo o faltó la ocasión"),
        Factor.TIME: _("Tiempo"),
        Factor.MEANS: _("Medios y equipo"),
        Factor.SYSTEMS: _("Sistemas informáticos"),
        Factor.BUDGET: _("Presupuesto"),
        Factor.NORMS: _("Normativa"),
        Factor.SUPERVISOR: _("Jefatura"),
        Factor.TEAM: _("Compañeras y compañeros"),
        Factor.ROTATION: _("Rotación de personal"),
        Factor.NEW_AUTHORITY: _("Cambio de autoridad"),
        Factor.RELEVANCE: _("Relación con mi trabajo"),
        Factor.MASTERY: _("Lo que aprendí"),
        Factor.CONFIDENCE: _("Mi propia confianza"),
        Factor.RECOGNITION: _("Reconocimiento"),
        Factor.CITIZENS: _("Reacción de vecinas y vecinos"),
        Factor.OTHER: _("Otro"),
    }[factor]


def flag_words(flag: ContactFlag) -> str:
    """Return why a superior's contact waits for confirmation."""
    return {
        ContactFlag.SAME_AS_PARTICIPANT: _("Es el mismo contacto de la persona participante."),
        ContactFlag.SHARED: _("Tres personas o más dieron este contacto."),
        ContactFlag.FELLOW_PARTICIPANT: _("Es el contacto de otra persona del mismo grupo."),
    }[flag]


def question_words(question: Question, audience: Audience, participant: str) -> str:
    """Return a question as it is asked of an informant. Source: reference section 8."""
    if audience is Audience.SUPERVISOR:
        return {
            Question.STATE: _("¿Vio usted que %(name)s lo hiciera?", name=participant),
            Question.SUPPORT: _("¿Qué hizo usted para que se aplique?"),
            Question.INDICATOR: _("¿Cuánto marca hoy?"),
            Question.NOTE: _("¿Algo que deba saber el programa?"),
        }[question]
    return {
        Question.STATE: _("¿Qué pasó hasta hoy?"),
        Question.INDICATOR: _("¿Cuánto marca hoy?"),
        Question.EVIDENCE: _("¿Tiene algo que lo muestre?"),
        Question.HELPED: _("¿Qué ayudó?"),
        Question.HINDERED: _("¿Qué dificultó?"),
        Question.SHARED: _("¿Lo enseñó o compartió con alguien?"),
        Question.NEEDS: _("¿Qué necesita del programa ahora?"),
    }[question]


def choices_for(question: Question, audience: Audience) -> list[tuple[str, str]]:
    """Return the answers that a question offers: code and words; none for figures and texts."""
    if question is Question.STATE:
        if audience is Audience.SUPERVISOR:
            return [(one.value, seen_words(one)) for one in Seen]
        return [(one.value, commitment_state_words(one)) for one in CommitmentState]
    if question in (Question.HELPED, Question.HINDERED):
        return [(one.value, factor_words(one)) for one in Factor]
    if question is Question.SHARED:
        return [(one.value, shared_words(one)) for one in Shared]
    if question is Question.SUPPORT:
        return [(one.value, support_words(one)) for one in Support]
    return []


def answer_words(question: Question, audience: Audience, value: Mapping[str, Any]) -> str:
    """Return an answer as coordination reads it."""
    known = dict(choices_for(question, audience))
    parts = [known.get(code, code) for code in value.get("codes", ())]
    if "number" in value:
        number = value["number"]
        parts.append(_("no lo medimos") if number is None else written_number(number))
    if value.get("text"):
        parts.append(str(value["text"]))
    return "; ".join(parts) or "-"


def reminder_words(kind: str) -> str:
    """Return what a reminder was for."""
    return {
        "pre_notice": _("Aviso una semana antes"),
        "invitation": _("Invitación"),
        "reminder_1": _("Primer recordatorio"),
        "reminder_2": _("Segundo recordatorio"),
        "call_list": _("Llamada"),
        "new_link": _("Enlace nuevo, a pedido"),
        "plan": _("Pregunta sobre el plan"),
    }.get(kind, kind)


def reminder_state_words(
    state: ReminderState, reason: str | None, mail_state: MailState | None = None
) -> str:
    """Return what became of a reminder, and why nothing was said.

    mail_state: of its e-mail; None where it was no e-mail.
    """
    if state is ReminderState.SKIPPED:
        return {
            "answered": _("no hizo falta: ya respondió"),
            "opted_out": _("no quiere recordatorios"),
            "no_supervisor": _("no hay jefatura registrada"),
            "supervisor_changed": _("la jefatura cambió"),
            "no_plan": _("no hay plan que confirmar"),
            "no_email": _("sin correo: ya está en la lista de llamadas"),
        }.get(reason or "", _("no se escribió"))
    if state is ReminderState.WRITTEN and mail_state is not None:
        return _mail_words(mail_state)
    return {
        ReminderState.WRITTEN: _("correo escrito"),
        ReminderState.WAITING: _("por enviar o llamar"),
        ReminderState.SENT_BY_HAND: _("enviado a mano"),
        ReminderState.CALLED: _("llamada hecha"),
    }[state]


def _mail_words(state: MailState) -> str:
    return {
        MailState.QUEUED: _("correo por salir"),
        MailState.SENDING: _("correo saliendo"),
        MailState.SENT: _("correo enviado"),
        MailState.DOUBTFUL: _("correo dudoso: puede haber llegado o no"),
        MailState.REFUSED: _("correo rechazado"),
    }[state]
