"""How long the laws are tried: `READER_HYPOTHESIS=nightly` (`make nightly`) takes thousands of examples for each, the usual run a hundred.

What takes long on a busy machine is no failure: there is no deadline. Whatever language the machine speaks, the programs that tests start speak English.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.sizes import MOST

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from reader.serve.members import Invited
    from reader.serve.state import State

settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", deadline=None, max_examples=MOST, suppress_health_check=[HealthCheck.too_slow])
# Whoever starts the tests in the background of a shell has them ignore Ctrl-C, and every program that they start with them.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("READER_DATABASE", None)  # whoever tries the program keeps his members
settings.load_profile(os.environ.get("READER_HYPOTHESIS", "usual"))


@pytest.fixture(scope="session", autouse=True)
def _kept_java() -> Iterator[None]:
    """Whoever asks EPUBCheck in this process asks the one Java that stays alive; it is started when it is first asked."""
    from tests.kept_java import keep_java

    with keep_java():
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition's site, once for all tests that only read it."""
    from tests.editions import CLUB
    from tests.sites import publish

    return publish(CLUB, to=tmp_path_factory.mktemp("small") / "site")


@pytest.fixture(scope="session", autouse=True)
def databases() -> Iterator[None]:
    """Those of PostgreSQL are closed behind the tests."""
    yield
    if os.environ.get("READER_TEST_DATABASE"):
        from tests.databases import close_all

        close_all()


@pytest.fixture
def state(site: Path, tmp_path: Path) -> Iterator[State]:
    """A service over it, with no members."""
    from reader.serve.store import close_store
    from tests.served import state_at

    state = state_at(site, tmp_path / "data")
    yield state
    close_store(state.store)


@pytest.fixture
def ali(state: State) -> Invited:
    """A member of it."""
    from tests.served import member

    return member(state)


@pytest.fixture
def browser(state: State, ali: Invited) -> Iterator[TestClient]:
    """The member's browser, which speaks English."""
    from tests.served import asked

    with asked(state) as client:
        client.post(f"/join/{ali.link}")
        client.headers["accept-language"] = "en"
        yield client
