"""The application for a WSGI server: `gunicorn lms.bootstrap.wsgi:app`."""

from lms.bootstrap.app import create_app

app = create_app()
