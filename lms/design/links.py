"""Links that appear only where the page behind them exists."""

from flask import Blueprint, current_app, url_for

blueprint = Blueprint("design", __name__, template_folder="templates")


@blueprint.app_template_global()
def endpoint_url(endpoint: str) -> str | None:
    """Return the address of an endpoint, None while no installed feature delivers it."""
    return url_for(endpoint) if endpoint in current_app.view_functions else None
