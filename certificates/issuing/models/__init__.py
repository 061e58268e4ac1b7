"""Tables of awards, batches, certificates, folios, corrections and the issuer's settings."""

from certificates.issuing.models.award import Award
from certificates.issuing.models.batch import Batch
from certificates.issuing.models.certificate import Certificate
from certificates.issuing.models.correction import Correction
from certificates.issuing.models.folio import Folio, FolioSequence
from certificates.issuing.models.setting import IssuingSetting

__all__ = [
    "Award",
    "Batch",
    "Certificate",
    "Correction",
    "Folio",
    "FolioSequence",
    "IssuingSetting",
]
