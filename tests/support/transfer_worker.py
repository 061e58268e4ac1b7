"""A worker as the product starts it, with a mail server that notes each message it takes.

Run as a program: `python -m tests.support.transfer_worker FILE HANDS`. Leases are short, so that what
a killed worker held is taken up again within a test.
"""

import os
import sys
import time
from dataclasses import dataclass, replace
from email.message import EmailMessage

from lms.bootstrap import processes
from lms.bootstrap.app import create_app
from lms.bootstrap.features import FEATURES
from lms.bootstrap.settings import Settings, read_settings
from lms.core.features import Feature
from lms.core.mail.outbox import set_transport

LEASE_SECONDS = 4
SECONDS_A_MAIL = 0.004


@dataclass(frozen=True, kw_only=True)
class NotingTransport:
    """Appends one line for each message that left, however often it is the same one."""

    path: str

    def send(self, message: EmailMessage) -> None:
        """Take the message as a server does: it has left before the sender knows it."""
        line = f"{message['To']} {message['Subject']}\n".encode()
        note = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(note, line)
        os.close(note)
        time.sleep(SECONDS_A_MAIL)


def impatient(feature: Feature) -> Feature:
    """Return a feature whose jobs are given to another worker soon after theirs died."""
    return replace(
        feature,
        job_kinds=tuple(replace(kind, lease_seconds=LEASE_SECONDS) for kind in feature.job_kinds),
    )


def create_noting_app(settings: Settings | None = None):
    """Return the application with short leases and the noting mail server."""
    app = create_app(settings, with_features=tuple(impatient(one) for one in FEATURES))
    set_transport(NotingTransport(path=sys.argv[1]), "Escuela <escuela@municipio.invalid>")
    return app


if __name__ == "__main__":
    processes.create_app = create_noting_app
    processes.work(read_settings(), concurrency=int(sys.argv[2]))
