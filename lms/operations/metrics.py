"""Figures for a monitoring system, in Prometheus's text format."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.core.jobs.models import Job, JobState
from lms.core.mail.models import MailState, OutgoingMail

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "lms_requests", "Requests by route and status", ["route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "lms_request_seconds",
    "Duration of requests by route",
    ["route"],
    registry=REGISTRY,
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3),
)
JOBS = Gauge("lms_jobs", "Jobs by state", ["state"], registry=REGISTRY)
MAIL = Gauge("lms_mail", "E-mails by state", ["state"], registry=REGISTRY)


def count_requests(app: Flask) -> None:
    """Count every request by its route, never by its path: paths hold codes."""

    @app.before_request
    def _begin() -> None:
        g.metrics_started = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(route, str(response.status_code)).inc()
        SECONDS.labels(route).observe(time.perf_counter() - g.get("metrics_started", 0))
        return response


def metrics_text(session: Session) -> bytes:
    """Return all figures of this process, and the queues as they stand in the database."""
    jobs = {
        row[0]: row[1]
        for row in session.execute(select(Job.state, func.count()).group_by(Job.state))
    }
    for state in JobState:
        JOBS.labels(state.value).set(jobs.get(state, 0))
    mail = {
        row[0]: row[1]
        for row in session.execute(
            select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
        )
    }
    for mail_state in MailState:
        MAIL.labels(mail_state.value).set(mail.get(mail_state, 0))
    return generate_latest(REGISTRY)
