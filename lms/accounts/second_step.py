"""The second step of signing in, for who set one up."""

from flask import current_app
from werkzeug.wrappers import Response

from lms.accounts.models import User


def second_step_of(user: User) -> Response | None:
    """Return the answer that asks for the second step, None for who has none."""
    plugins = current_app.extensions["security"].two_factor_plugins
    answer: Response | None = plugins.tf_enter(user, False, "code", next_loc=None)  # noqa: FBT003
    return answer
