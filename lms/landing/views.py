"""The public first page."""

from flask import Blueprint, render_template

from lms.core.web.guards import public

blueprint = Blueprint("public_site", __name__, template_folder="templates")


@blueprint.get("/inicio")
@public
def home() -> str:
    """Show what the school offers and where a certificate is verified."""
    return render_template("landing/home.html")


@blueprint.get("/privacidad")
@public
def privacy() -> str:
    """Show what is kept about people, for what, and whom to ask."""
    return render_template("landing/privacy.html")


@blueprint.get("/ayuda")
@public
def help_page() -> str:
    """Show how to enter and whom to call."""
    return render_template("landing/help.html")
