"""The service's own pages: plain forms that need no script, readable in a device's old browser. Whatever a person wrote is text in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from reader.book.page import Child, Node, node
from reader.club.htmlpage import SitePage, write_site_page
from reader.club.speech import Speech
from reader.club.words import Language
from reader.serve.members import Device, Member
from reader.serve.sessions import Session
from reader.serve.tongue import CHOICE

# As the header says, but for what only a header can.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
HOME, ME = "/", "/me"


def page(title: str, parts: Iterable[Node], say: Speech, *, path: str = "", home: str = HOME) -> bytes:
    """A page of the service; `path` is where it is had again in another language, if that is not where it was sent to, `home` where the books are."""
    ways = node("p", node("a", say("books"), href=home), " · ", node("a", say("me"), href=ME), class_="ways")
    whole = SitePage(path, say.language, title, node("main", ways, node("h1", title), *parts))
    return write_site_page(whole, style="/style.css", address=in_language, policy=POLICY)


def in_language(path: str, language: Language) -> str:
    """Where a page of the service is had in a language."""
    return f"{path}{'&' if '?' in path else '?'}{CHOICE}={language}"


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


def me_page(
    member: Member,
    devices: Iterable[Device],
    places: Sequence[str],
    browsers: Iterable[Session],
    *,
    key: str,
    say: Speech,
    new: Sequence[Node] = (),
    editor: bool = False,
) -> bytes:
    """A member's own page; `places` are told already, the last first, `new` is what there is to say of what was just done.

    An editor is led to what is given for the book.
    """
    given = (node("p", node("a", say("for-the-book"), href="/editors")),) if editor else ()
    adding = node("label", say("label"), " ", node("input", name="label", maxlength="60", required="required"))
    sure = node("label", node("input", type="checkbox", name="sure", value="yes", required="required"), " ", say("delete-sure"))
    parts = (
        *new,
        section(say("places"), *_places(places, say)),
        section(say("devices"), *(_device(device, key, say) for device in devices), form(say("add"), adding, action="/me/devices", key=key)),
        section(
            say("marks"),
            node("p", say("marks-private"), " ", node("a", say("marks"), href="/me/marks"), " · ", node("a", say("arrived"), href="/me/arrived")),
            *given,
        ),
        section(say("browsers"), *(_browser(browser, key, say) for browser in browsers), form(say("leave-all"), action="/me/browsers/end", key=key)),
        section(
            say("mine"),
            node("p", node("a", say("export"), href="/me/export.json")),
            form(say("delete"), sure, action="/me/delete", key=key),
        ),
    )
    return page(member.name, parts, say, path=ME)


def section(title: str, *parts: Child) -> Node:
    """A part of a page with its heading."""
    return node("section", node("h2", title), *parts)


def _device(device: Device, key: str, say: Speech) -> Node:
    heard = ", ".join(filter(None, (device.said, moment(device.seen)))) if device.seen else ""
    last = say("heard").format(what=heard) if heard else say("never")
    return node("div", node("p", node("b", device.label), " · ", last), form(say("remove"), action=f"/me/devices/{device.id}/remove", key=key), class_="row")


def _places(places: Sequence[str], say: Speech) -> tuple[Node, ...]:
    if not places:
        return (node("p", say("nowhere")), node("p", say("private")))
    last = node("p", say("last-push"), node("b", places[0]))
    others = (node("details", node("summary", say("earlier")), node("ul", *(node("li", place) for place in places[1:]))),) if places[1:] else ()
    return (last, *others, node("p", say("private")))


def _browser(browser: Session, key: str, say: Speech) -> Node:
    since = moment(browser.made) if browser.made else ""
    line = node("p", node("b", browser.browser or say("a-browser")), "".join(f" · {part}" for part in (since, say("this-one") if browser.own else "") if part))
    action = "/me/leave" if browser.own else f"/me/browsers/{browser.id}/end"
    return node("div", line, form(say("leave"), action=action, key=key), class_="row")


def code_box(member: Member, code: str, base: str, say: Speech) -> Node:
    """A new device's code with all that KOReader asks for."""
    rows = (("opds", f"{base}opds"), ("server", base.rstrip("/")), ("user", member.handle), ("password", code))
    lines = (part for key, value in rows for part in (node("dt", say(key)), node("dd", node("code", value))))
    return node("div", node("p", say("once")), node("dl", *lines), node("p", say("koreader")), class_="new")


def moment(seconds: int) -> str:
    """A time of the service's, told by the clock of the machine that it runs on, and by how far that is from UTC."""
    time = datetime.fromtimestamp(seconds).astimezone()
    return f"{time:%Y-%m-%d %H:%M} ({zone(time)})"


def zone(time: datetime) -> str:
    """`UTC`, `UTC+8`, `UTC+5:30`: how far a time's clock is from UTC."""
    offset = time.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")
