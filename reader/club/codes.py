"""Addresses → QR codes as SVG (segno lives here)."""

from __future__ import annotations

import io


def qr_code(address: str) -> bytes:
    """A QR code of the address, black on white with its quiet zone, of no size of its own; level M bears a crease in the paper."""
    import segno

    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="svg", border=4, xmldecl=False, omitsize=True, dark="#000", light="#fff")
    return target.getvalue()
