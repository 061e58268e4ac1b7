"""Reads from the running application where and by whom certificates are issued."""

from flask import current_app

from certificates.issuing.rules.place import IssuingPlace


def issuing_place() -> IssuingPlace:
    """Return the issuer of this installation; outside a real one everything is a demonstration."""
    settings = current_app.extensions["gestores_settings"]
    return IssuingPlace(
        school_name=settings.school.name,
        short_name=settings.school.short_name,
        parent=settings.school.parent,
        city=settings.school.city,
        public_url=settings.public_url,
        is_demonstration=not settings.may_issue_real_certificates,
    )
