"""Re-encodes photographs: turned upright, smaller, without the place where they were taken."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from lms.core.errors import DomainError
from lms.core.i18n import gettext as _

MAX_PIXELS = 50_000_000
MAX_SIDE_PIXELS = 2000
JPEG_QUALITY = 80


def clean_photo(content: bytes) -> bytes:
    """Return the picture as an upright JPEG of at most 2,000 pixels a side, without metadata.

    Raises DomainError for what is no picture, or has more than 50 megapixels.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise DomainError(
                    _(
                        "La foto tiene %(n)s megapíxeles y el límite es 50. "
                        "Tómela de nuevo con menor resolución.",
                        n=round(width * height / 1_000_000),
                    ),
                    code="photo_too_large",
                )
            picture.draft("RGB", (MAX_SIDE_PIXELS, MAX_SIDE_PIXELS))
            # Smaller first: turning copies the picture.
            picture.thumbnail((MAX_SIDE_PIXELS, MAX_SIDE_PIXELS))
            clean = _on_white(ImageOps.exif_transpose(picture))
            # Comments would be written again: what is in no pixel does not go on.
            clean.info.clear()
            out = io.BytesIO()
            clean.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(
            _("No se pudo abrir la foto. Envíela de nuevo como JPG o PNG."), code="photo_broken"
        ) from error
    except Image.DecompressionBombError as error:
        raise DomainError(
            _("La foto tiene demasiados megapíxeles. Tómela de nuevo con menor resolución."),
            code="photo_too_large",
        ) from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "P"):
        layered = picture.convert("RGBA")
        ground = Image.new("RGB", layered.size, "white")
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    return picture.convert("RGB")
