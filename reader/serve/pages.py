"""The service's own pages: plain forms that need no script, readable in a device's old browser. Whatever a person wrote is text in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from reader.book.page import Child, Node, node
from reader.club.htmlpage import SitePage, write_site_page
from reader.club.speech import Speech
from reader.serve.members import Device, Member
from reader.serve.positions import Files
from reader.serve.progress import Place
from reader.serve.tongue import CHOICE

# As the header says, but for what only a header can.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
HOME, ME = "/", "/me"


def page(title: str, parts: Iterable[Node], say: Speech, *, path: str = "", home: str = HOME) -> bytes:
    """A page of the service; `path` is where it is had again in another language, if that is not where it was sent to, `home` where the books are."""
    ways = node("p", node("a", say("books"), href=home), " · ", node("a", say("me"), href=ME), class_="ways")
    whole = SitePage(path, say.language, title, node("main", ways, node("h1", title), *parts))
    return write_site_page(whole, style="/style.css", address=lambda name, language: f"{name}?{CHOICE}={language}", policy=POLICY)


def form(label: str, *fields: Node, action: str, key: str = "") -> Node:
    """A form of one button, with the session's key where it has one."""
    hidden = (node("input", type="hidden", name="form", value=key),) if key else ()
    return node("form", *hidden, *fields, node("button", label), method="post", action=action)


def join_page(member: Member, action: str, say: Speech) -> bytes:
    """What the link shows: it redeems nothing by being looked at, since chat programs look at every link."""
    welcome = node("p", say("welcome").format(name=member.name))
    return page(say("join"), (welcome, node("p", say("join-wechat")), form(say("enter"), action=action)), say)


def words_page(key: str, say: Speech) -> bytes:
    """A page that says one thing."""
    return page(say("join"), (node("p", say(key)),), say)


def me_page(member: Member, devices: Iterable[Device], places: Sequence[Place], files: Files, *, key: str, say: Speech, new: Sequence[Node] = ()) -> bytes:
    """A member's own page; `new` is what there is to say of what was just done."""
    adding = node("label", say("label"), " ", node("input", name="label", maxlength="60", required="required"))
    sure = node("label", node("input", type="checkbox", name="sure", value="yes", required="required"), " ", say("delete-sure"))
    parts = (
        *new,
        section(say("devices"), *(_device(device, key, say) for device in devices), form(say("add"), adding, action="/me/devices", key=key)),
        section(say("places"), node("p", say("private")), _places(places, files, say)),
        section(say("marks"), node("p", say("marks-private"), " ", node("a", say("marks"), href="/me/marks"))),
        section(
            say("mine"),
            node("p", node("a", say("export"), href="/me/export.json")),
            form(say("leave"), action="/me/leave", key=key),
            form(say("delete"), sure, action="/me/delete", key=key),
        ),
    )
    return page(member.name, parts, say, path=ME)


def section(title: str, *parts: Child) -> Node:
    """A part of a page with its heading."""
    return node("section", node("h2", title), *parts)


def _device(device: Device, key: str, say: Speech) -> Node:
    last = say("last-push-from" if device.said else "last-push").format(time=moment(device.seen), said=device.said) if device.seen else say("never")
    return node("div", node("p", node("b", device.label), " · ", last), form(say("remove"), action=f"/me/devices/{device.id}/remove", key=key), class_="row")


def _places(places: Sequence[Place], files: Files, say: Speech) -> Node:
    if not places:
        return node("p", say("nowhere"))
    return node("ul", *(node("li", _place(place, files, say)) for place in places))


def _place(place: Place, files: Files, say: Speech) -> str:
    file = files.find(place.document)
    name = file.book.file if file else say("unknown")
    return f"{name} · {place.percentage:.0%} · {place.device} · {moment(place.timestamp)}" + (f" · {place.block}" if place.block else "")


def code_box(member: Member, code: str, base: str, say: Speech) -> Node:
    """A new device's code with all that KOReader asks for."""
    rows = (("opds", f"{base}opds"), ("server", base.rstrip("/")), ("user", member.handle), ("password", code))
    lines = (part for key, value in rows for part in (node("dt", say(key)), node("dd", node("code", value))))
    return node("div", node("p", say("once")), node("dl", *lines), node("p", say("koreader")), class_="new")


def moment(seconds: int) -> str:
    """A time of the service's, in UTC, as nobody takes it for local."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
