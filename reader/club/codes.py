"""Addresses → QR codes (segno lives here)."""

from __future__ import annotations

import io


def qr_code(address: str) -> bytes:
    """A QR code of the address, black on white with its quiet zone, of no size of its own; level M bears a crease in the paper."""
    import segno

    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="svg", border=4, xmldecl=False, omitsize=True, dark="#000", light="#fff")
    return target.getvalue()


def qr_text(address: str) -> str:
    """A QR code of the address in letters, for a terminal, light on dark or dark on light."""
    import segno

    target = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(target, border=2, compact=True)
    return target.getvalue()
