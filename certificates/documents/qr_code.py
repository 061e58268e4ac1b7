"""The square that a telephone reads, as a vector picture."""

import io

import segno

_QUIET_ZONE_MODULES = 4
# Every reader undoes any of the eight masks. To weigh them all takes longer than to draw
# half of the certificate, and shows in no reading.
_MASK = 3


def draw_qr_code(address: str) -> str:
    """Return an SVG of the QR code of an address, with the quiet zone that readers need.

    Level M survives a fold or a stain; the symbol is not made larger than needed.
    """
    picture = io.BytesIO()
    # The light modules are painted, so that no watermark shows through the quiet zone.
    segno.make(address, error="m", boost_error=False, micro=False, mask=_MASK).save(
        picture,
        kind="svg",
        border=_QUIET_ZONE_MODULES,
        xmldecl=False,
        svgns=True,
        dark="#000000",
        light="#ffffff",
    )
    return picture.getvalue().decode()
