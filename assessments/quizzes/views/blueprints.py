"""The blueprints of quizzes: the participant's pages and the staff's."""

from flask import Blueprint

learner = Blueprint("quizzes", __name__, template_folder="../templates", url_prefix="/mi-formacion")
staff = Blueprint("quiz_desk", __name__, url_prefix="/ediciones")
