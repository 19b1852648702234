"""The service's own pages: plain forms that need no script, readable in a device's old browser. Whatever a person wrote is text in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from reader.book.inline import attribute, safe
from reader.serve.members import Device, Member
from reader.serve.positions import Files
from reader.serve.progress import Place
from reader.serve.words import Language, word


def page(title: str, body: str, language: Language) -> str:
    """A page of the service; `body` is markup."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{safe(title)}</title>\n<link rel="stylesheet" href="/style.css">\n</head>\n<body>\n'
        f"<h1>{safe(title)}</h1>\n{body}</body>\n</html>\n"
    )


def said(key: str, language: Language, **values: str) -> str:
    """A paragraph of the service's words."""
    return f"<p>{safe(word(key, language).format(**values))}</p>\n"


def button(key: str, language: Language, *, action: str, form: str = "", fields: str = "") -> str:
    """A form of one button, with the session's key where it has one."""
    hidden = f'<input type="hidden" name="form" value="{attribute(form)}">' if form else ""
    return f'<form method="post" action="{attribute(action)}">{hidden}{fields}<button>{safe(word(key, language))}</button></form>\n'


def join_page(member: Member, action: str, language: Language) -> str:
    """What the link shows: it redeems nothing by being looked at, since chat programs look at every link."""
    body = said("welcome", language, name=member.name) + said("in_wechat", language) + button("enter", language, action=action)
    return page(word("join", language), body, language)


def words_page(key: str, language: Language) -> str:
    """A page that says one thing."""
    return page(word("join", language), said(key, language), language)


def me_page(member: Member, devices: Iterable[Device], places: Sequence[Place], files: Files, *, form: str, language: Language, new: str = "") -> str:
    """A member's own page; `new` is the markup of a code just made."""
    parts = [
        f'<p><a href="/">{safe(word("books", language))}</a></p>\n',
        new,
        f"<h2>{safe(word('devices', language))}</h2>\n",
        *(_device(device, form, language) for device in devices),
        button("add", language, action="/me/devices", form=form, fields=_field("label", language)),
        f"<h2>{safe(word('places', language))}</h2>\n",
        said("private", language),
        "".join(f"<p>{_place(place, files, language)}</p>\n" for place in places),
        f'<p><a href="/me/export.json">{safe(word("export", language))}</a></p>\n',
        button("leave", language, action="/me/leave", form=form),
        button("delete", language, action="/me/delete", form=form, fields=_sure(language)),
    ]
    return page(member.name, "".join(parts), language)


def _field(key: str, language: Language) -> str:
    return f'<label>{safe(word(key, language))} <input name="{key}" maxlength="60" required></label> '


def _sure(language: Language) -> str:
    return f'<label><input type="checkbox" name="sure" value="yes" required> {safe(word("delete_sure", language))}</label> '


def _device(device: Device, form: str, language: Language) -> str:
    seen = f"{moment(device.seen)} {word('from', language).format(said=device.said) if device.said else ''}" if device.seen else word("never", language)
    line = f"<p><b>{safe(device.label)}</b> · {safe(word('last', language))}: {safe(seen.strip())}</p>\n"
    return line + button("remove", language, action=f"/me/devices/{device.id}/remove", form=form)


def _place(place: Place, files: Files, language: Language) -> str:
    file = files.find(place.document)
    name = file.book.file if file else word("unknown", language)
    return safe(f"{name} · {place.percentage:.0%} · {place.device} · {moment(place.timestamp)}" + (f" · {place.block}" if place.block else ""))


def code_box(member: Member, code: str, base: str, language: Language) -> str:
    """A new device's code with all that KOReader asks for."""
    rows = (("catalogue", f"{base}opds"), ("server", base.rstrip("/")), ("user", member.handle), ("password", code))
    lines = "".join(f"<dt>{safe(word(key, language))}</dt><dd><code>{safe(value)}</code></dd>\n" for key, value in rows)
    return f"<div>{said('once', language)}<dl>{lines}</dl>{said('koreader', language)}</div>\n"


def moment(seconds: int) -> str:
    """A time of the service's, in UTC, as nobody takes it for local."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
