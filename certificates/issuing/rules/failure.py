"""What a dead job's reason means to a person."""

_PERMANENT = "PermanentJobError: "


def failure_words(reason: str) -> str:
    """Return the sentence of a refusal; for anything else what happened and what to do.

    `reason` is "Class: message" as the job table keeps it.
    """
    if reason.startswith(_PERMANENT):
        return reason.removeprefix(_PERMANENT)
    kind, _colon, message = reason.partition(": ")
    if kind in {"DrawingTimeoutError", "DrawingError"}:
        return message
    if kind == "OSError":
        return "No se pudo guardar el archivo. Avise a quien administra el servidor y reintente."
    return f"El dibujo falló por una causa inesperada ({kind}). Reintente; si se repite, avise."
