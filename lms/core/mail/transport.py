"""The port through which e-mail leaves, with two adapters: a folder, and SMTP."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol


class RefusedError(Exception):
    """The server refused this address or message for good."""


class NotSentError(Exception):
    """The message certainly did not leave; trying again is safe."""


class Transport(Protocol):
    """Sends one message; any other exception means that it may or may not have left."""

    def send(self, message: EmailMessage) -> None:
        """Send, or raise RefusedError or NotSentError."""


@dataclass(frozen=True, kw_only=True)
class FolderTransport:
    """Writes each message to a file: the demonstration's way."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write the message as an .eml file named by its Message-ID."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").split("@")[0]
        (self.folder / f"{name}.eml").write_bytes(message.as_bytes())


@dataclass(frozen=True, kw_only=True)
class SmtpTransport:
    """Sends through a server: plain connection upgraded by STARTTLS, or TLS from the start."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    timeout_seconds: int = 20

    def send(self, message: EmailMessage) -> None:
        """Send over a fresh connection; what fails before the data certainly did not leave."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSentError(type(error).__name__) from error
        with server:
            try:
                server.send_message(message)
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
                raise RefusedError(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        server: smtplib.SMTP
        if self.port == smtplib.SMTP_SSL_PORT:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
            if self.port != smtplib.SMTP_PORT or self.user:
                server.starttls()
        if self.user:
            server.login(self.user, self.password)
        return server
