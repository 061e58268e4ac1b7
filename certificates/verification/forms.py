"""The form with which a file is compared with the original."""

from flask_wtf.file import FileField, FileRequired

from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _l


class FileForm(BaseForm):
    """The PDF that somebody was shown."""

    file = FileField(
        _l("El PDF que le mostraron"),
        description=_l("Se compara con el original y no se guarda."),
        validators=[FileRequired(_l("Elija el archivo PDF."))],
    )
