"""What the texts of notices need to know of the installation."""

from flask import current_app


def public_url() -> str:
    """Return the address under which people reach the site."""
    return str(current_app.extensions["gestores_settings"].public_url)


def school_line() -> str:
    """Return the school's name and telephone, as e-mails are signed."""
    school = current_app.extensions["gestores_settings"].school
    return f"{school.name}, {school.phone}"
