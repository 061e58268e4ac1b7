"""The issuer's rules: who signs, who approves, who stands in."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for

from certificates.issuing.forms.rules import ApprovalRulesForm, SignatoriesForm
from certificates.issuing.permissions import ISSUE, RULES
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.services.change_issuing_rules import (
    ApprovalRules,
    change_approval_rules,
    change_signatories,
)
from certificates.issuing.views.blueprint import Answer, blueprint
from lms.accounts.api import PersonCard, people_with_role
from lms.core.access import Role
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission


@blueprint.get("/certificados/ajustes")
@permission(ISSUE, RULES)
def rules_page() -> str:
    """Show the rules; each part can be changed by who may."""
    rules = issuing_rules(read_session())
    signatories = SignatoriesForm()
    signatories.show(rules.signatories)
    return _shown(signatories, _approval_form(is_filled=True))


@blueprint.post("/certificados/ajustes/firmas")
@permission(ISSUE, RULES)
def save_signatories() -> Answer:
    """Write who signs by hand."""
    form = SignatoriesForm()
    if not form.validate():
        return _shown(form, _approval_form(is_filled=True)), 422
    try:
        with unit_of_work() as session:
            change_signatories(session, access().actor, form.read())
    except DomainError as error:
        form.refuse(error)
        return _shown(form, _approval_form(is_filled=True)), 409
    flash(_("Quién firma quedó guardado. Vale para los certificados que se aprueben desde ahora."))
    return redirect(url_for("issuing.rules_page"), 303)


@blueprint.post("/certificados/ajustes/aprobacion")
@permission(RULES)
def save_approval_rules() -> Answer:
    """Write how lists are approved."""
    form = _approval_form(is_filled=False)
    if not form.validate():
        return _shown(_signatories_form(), form), 422
    try:
        with unit_of_work() as session:
            change_approval_rules(
                session,
                access().actor,
                ApprovalRules(
                    rows_without_second_person=form.rows_without_second_person.data,
                    requires_closed_edition=form.requires_closed_edition.data,
                    validity_months=form.validity_months.data,
                    stand_in_person_id=UUID(form.stand_in.data) if form.stand_in.data else None,
                    stand_in_from=form.stand_in_from.data,
                    stand_in_until=form.stand_in_until.data,
                ),
            )
    except DomainError as error:
        form.refuse(error)
        return _shown(_signatories_form(), form), 409
    flash(_("Las reglas de aprobación quedaron guardadas."))
    return redirect(url_for("issuing.rules_page"), 303)


def _shown(signatories: SignatoriesForm, approval: ApprovalRulesForm) -> str:
    return render_template(
        "issuing/rules.html",
        signatories=signatories,
        approval=approval,
        rules=issuing_rules(read_session()),
        names={card.id: card.full_name for card in _staff()},
        may_rule=access().may(RULES),
    )


def _signatories_form() -> SignatoriesForm:
    form = SignatoriesForm(formdata=None)
    form.show(issuing_rules(read_session()).signatories)
    return form


def _approval_form(*, is_filled: bool) -> ApprovalRulesForm:
    rules = issuing_rules(read_session())
    form = (
        ApprovalRulesForm(
            formdata=None,
            rows_without_second_person=rules.rows_without_second_person,
            requires_closed_edition=rules.requires_closed_edition,
            validity_months=rules.validity_months,
            stand_in=str(rules.stand_in_person_id or ""),
            stand_in_from=rules.stand_in_from,
            stand_in_until=rules.stand_in_until,
        )
        if is_filled
        else ApprovalRulesForm()
    )
    form.offer_people((card.id, card.full_name) for card in _staff())
    return form


def _staff() -> list[PersonCard]:
    """Return who works for the school in any role but teaching: who may stand in."""
    found: dict[UUID, PersonCard] = {}
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.LIAISON, Role.COOPERATION):
        for card in people_with_role(read_session(), role=role):
            found.setdefault(card.id, card)
    return sorted(found.values(), key=lambda card: (card.sort_name, str(card.id)))
