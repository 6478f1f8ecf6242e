"""Accounts: signing in and out, and what nobody gets at without."""

import asyncio
import base64
import html
import http.client
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from starlette.datastructures import Headers

from index.errors import UsageError
from tests.account_examples import ANNA, BORIS, make_guesses_cheap, users_file
from tests.browsing import Visitor, faults
from tests.web_examples import FakeAsk, in_a_loop, made_up, serving
from web.accounts.accounts import ATTEMPTS, SIGNED_IN_S, WINDOW_S, Accounts, TooManyAttempts
from web.accounts.gate import Gate
from web.accounts.users import add_user, remove_user

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_guesses_cheap(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return users_file(tmp_path)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(file: Path, tmp_path: Path, clock: Clock) -> Accounts:
    return Accounts(file, tmp_path / "key", clock)


# ------------------------------------------------------------------------------------------------------------ tokens


def test_a_token_proves_who_signed_in_for_a_while_and_over_restarts(
    accounts: Accounts, file: Path, tmp_path: Path, clock: Clock
) -> None:
    token = accounts.token("anna")
    assert Accounts(file, tmp_path / "key", clock).of_token(token) == "anna"
    clock.now += SIGNED_IN_S + 1
    assert accounts.of_token(token) == ""


def test_a_token_cannot_be_made_or_changed_by_anybody_else(
    accounts: Accounts, file: Path, tmp_path: Path, clock: Clock
) -> None:
    named, ends, once, signature = accounts.token("anna").split(".")
    of_boris = accounts.token("boris").split(".")[0]
    stranger = Accounts(file, tmp_path / "another-key", clock).token("anna")
    forged = [
        f"{of_boris}.{ends}.{once}.{signature}",
        f"{named}.{int(ends) + 9}.{once}.{signature}",
        f"{named}.{ends}.{once}x.{signature}",
        f"{named}.{ends}.{signature}",
        f"{named}.{ends}.{once}.",
        f"{named}.{ends}.{once}.é",
        stranger,
    ]
    for token in [*forged, "", ".", "..", "=.1.x", "é.1.x", "YQ.1e9.x", f"{named}.{'9' * 400}.{once}.{signature}"]:
        assert accounts.of_token(token) == ""


def test_a_new_password_or_removal_ends_what_was_signed_in(accounts: Accounts, file: Path) -> None:
    anna, boris = accounts.token("anna"), accounts.token("boris")
    add_user(file, "anna", "a new one for anna")
    remove_user(file, "boris")
    assert (accounts.of_token(anna), accounts.of_token(boris)) == ("", "")


def test_signing_out_ends_the_session_wherever_it_was_copied_to_over_restarts(
    accounts: Accounts, file: Path, tmp_path: Path, clock: Clock
) -> None:
    here, there = accounts.token("anna"), accounts.token("anna")
    accounts.sign_out(here)
    for each in (accounts, Accounts(file, tmp_path / "key", clock)):
        assert each.of_token(here) == "" and each.of_token(there) == "anna"


def test_what_was_signed_out_of_is_forgotten_once_it_would_have_ended(
    accounts: Accounts, file: Path, tmp_path: Path, clock: Clock
) -> None:
    accounts.sign_out(accounts.token("anna"))
    assert len((tmp_path / "signed-out").read_text().splitlines()) == 1
    clock.now += SIGNED_IN_S + 1
    Accounts(file, tmp_path / "key", clock)
    assert (tmp_path / "signed-out").read_text() == ""


def test_only_a_session_can_be_signed_out_of(accounts: Accounts, tmp_path: Path) -> None:
    for nothing in ("", "a.b.c", accounts.token("anna")[:-1] + "x"):
        accounts.sign_out(nothing)
    assert not (tmp_path / "signed-out").exists()


@pytest.mark.parametrize("spoilt", [b"", b"short"])
def test_a_key_that_anybody_could_guess_is_refused(file: Path, tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "key").write_bytes(spoilt)
    with pytest.raises(UsageError, match="expected 32"):
        Accounts(file, tmp_path / "key")


def test_who_is_given_the_name_of_one_removed_is_somebody_else(accounts: Accounts, file: Path) -> None:
    first = accounts.visitor("anna")
    add_user(file, "anna", BORIS)
    assert accounts.visitor("anna") == first  # another password is no other person
    remove_user(file, "anna")
    add_user(file, "anna", ANNA)
    assert accounts.visitor("anna") != first


def test_the_gate_remembers_only_so_many_programs(
    accounts: Accounts, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.accounts.gate._REMEMBERED", 1)
    gate = Gate(_nowhere, accounts)
    for name, password in (("anna", ANNA), ("boris", BORIS)) * 2:
        assert asyncio.run(gate._name(Headers({"authorization": basic(name, password)}), "::1")) == name
        assert len(gate._known) == 1


async def _nowhere(*_: object) -> None: ...


def test_passwords_cannot_be_tried_out(accounts: Accounts, clock: Clock) -> None:
    for number in range(ATTEMPTS):
        assert accounts.sign_in(f"name{number}", "wrong", "10.0.0.1") == ""
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("anna", ANNA, "10.0.0.1")
    assert accounts.sign_in("anna", ANNA, "10.0.0.2") == "anna"
    clock.now += WINDOW_S + 1
    assert accounts.sign_in("anna", ANNA, "10.0.0.1") == "anna"


def test_a_name_is_counted_as_it_is_looked_up_however_it_is_spelt(accounts: Accounts) -> None:
    for number in range(ATTEMPTS):
        accounts.sign_in(" " * number + ("anna" if number % 2 else "ａnna"), "wrong", f"10.0.0.{number}")
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("anna", "wrong", "10.0.1.1")


def test_signing_in_oneself_gives_back_no_attempts_at_others(accounts: Accounts) -> None:
    for number in range(ATTEMPTS - 1):
        accounts.sign_in(f"other {number}", "wrong", "10.0.0.1")
    assert accounts.sign_in("anna", ANNA, "10.0.0.1") == "anna"
    accounts.sign_in("other", "wrong", "10.0.0.1")
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("another", "wrong", "10.0.0.1")


def test_a_name_of_a_megabyte_is_refused_at_once(accounts: Accounts) -> None:
    began = time.monotonic()
    assert accounts.sign_in("a" + "\u0301" * 250_000 + "\u0316" * 250_000, "wrong", "10.0.0.1") == ""
    assert time.monotonic() - began < 20


def test_one_name_cannot_be_tried_out_from_many_addresses(accounts: Accounts) -> None:
    for number in range(ATTEMPTS):
        accounts.sign_in("anna", "wrong", f"10.0.0.{number}")
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("ANNA", "wrong", "10.0.0.99")


# ------------------------------------------------------------------------------------------------------------- pages


@pytest.fixture
def address(file: Path, tmp_path: Path) -> Iterator[str]:
    from dataclasses import replace

    from ui import build_app

    parts = replace(made_up(FakeAsk(), tmp_path), accounts=Accounts(file, tmp_path / "key"))
    with serving(in_a_loop(lambda: build_app(parts, ["Landed?"], mcp=True))) as at:
        yield at


def request(address: str, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text; redirects are not followed."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body.encode(), named)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def signed_in(address: str, name: str, password: str) -> str:
    """The cookie of one who signs in."""
    status, headers, _ = request(
        address, "POST", "/sign-in", urlencode({"name": name, "password": password, "next": "/history"})
    )
    assert (status, headers["location"]) == (303, "/history")
    assert "HttpOnly" in headers["set-cookie"] and "SameSite=lax" in headers["set-cookie"]
    return headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/library", "/history", "/history/recent", "/evaluation", "/article/space/landing", "/answer/x",
     "/gradio_api/info", "/gradio_api/queue/data", "/web/../config", "/theme.css"],
)  # fmt: skip
def test_nothing_is_to_be_had_without_signing_in(address: str, path: str) -> None:
    assert request(address, "GET", path)[0] == 401
    assert request(address, "POST", path)[0] == 401
    status, headers, _ = request(address, "GET", path, accept="text/html")
    assert status == 303 and headers["location"].startswith("/sign-in?next=")
    forged = "article_qa_visitor=" + "a" * 43
    assert request(address, "GET", path, cookie=forged)[0] == 401


def test_one_who_signs_in_is_led_to_what_was_asked_for_and_out_again(address: str) -> None:
    cookie = signed_in(address, "anna", ANNA)
    status, _, text = request(address, "GET", "/history", cookie=cookie)
    assert status == 200 and "anna" in text and "Sign out" in text
    status, headers, _ = request(address, "POST", "/sign-out", cookie=cookie)
    assert status == 303 and re.search(r'article_qa_session="";.*Max-Age=0', headers["set-cookie"])


def test_an_address_with_escapes_is_led_back_to_as_it_was(address: str) -> None:
    wanted = "/article/what%3F%20100%25%23?s=1-2&v=a%26b"
    _, headers, _ = request(address, "GET", wanted, accept="text/html")
    form = request(address, "GET", headers["location"])[2]
    (kept,) = re.findall(r'name="next" value="([^"]*)"', form)
    body = urlencode({"name": "anna", "password": ANNA, "next": html.unescape(kept)})
    status, headers, _ = request(address, "POST", "/sign-in", body)
    assert (status, headers["location"]) == (303, wanted)


def test_who_claims_another_address_is_counted_all_the_same(address: str) -> None:
    tried = [
        request(
            address,
            "POST",
            "/sign-in",
            urlencode({"name": f"n{i}", "password": "?"}),
            **{"x-forwarded-for": f"10.0.0.{i}"},
        )[0]
        for i in range(ATTEMPTS + 1)
    ]
    assert tried == [403] * ATTEMPTS + [429]


def test_signing_out_on_one_device_ends_what_was_copied_from_it(address: str) -> None:
    cookie = signed_in(address, "anna", ANNA)
    assert request(address, "GET", "/history", cookie=cookie)[0] == 200
    request(address, "POST", "/sign-out", cookie=cookie)
    assert request(address, "GET", "/history", cookie=cookie)[0] == 401


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/sign-in?next=/", "/a\nb"]
)
def test_signing_in_leads_to_no_other_site(address: str, wanted: str) -> None:
    body = urlencode({"name": "anna", "password": ANNA, "next": wanted})
    status, headers, _ = request(address, "POST", "/sign-in", body)
    assert (status, headers["location"]) == (303, "/")


def test_a_wrong_password_is_told_in_a_sentence_and_is_not_echoed(address: str) -> None:
    status, headers, text = request(
        address, "POST", "/sign-in", urlencode({"name": "<b>anna", "password": "wrong secret"})
    )
    assert status == 403 and "set-cookie" not in headers
    assert 'role="alert"' in text and "wrong secret" not in text and "<b>" not in text


def test_another_site_cannot_sign_anybody_in(address: str) -> None:
    body = urlencode({"name": "anna", "password": ANNA})
    assert request(address, "POST", "/sign-in", body, origin="https://evil.example")[0] == 403


def test_too_many_attempts_are_refused_for_pages_and_programs(address: str) -> None:
    for _ in range(ATTEMPTS):
        request(address, "POST", "/sign-in", urlencode({"name": "anna", "password": "wrong"}))
    assert request(address, "POST", "/sign-in", urlencode({"name": "anna", "password": ANNA}))[0] == 429
    assert request(address, "GET", "/gradio_api/info", authorization=basic("boris", BORIS))[0] == 429


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_a_program_signs_in_with_every_request(address: str) -> None:
    for _ in range(2 * ATTEMPTS):
        assert request(address, "GET", "/gradio_api/info", authorization=basic("anna", ANNA))[0] == 200
    tools = '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    kind = {"content_type": "application/json", "accept": "application/json, text/event-stream"}
    assert request(address, "POST", "/mcp", tools, **kind)[0] == 401
    assert request(address, "POST", "/mcp", tools, authorization=basic("anna", ANNA), **kind)[0] == 200
    for wrong in (basic("anna", BORIS), "Basic x", "Bearer abc", "Basic"):
        assert request(address, "GET", "/gradio_api/info", authorization=wrong)[0] == 401


def test_everyone_has_a_history_of_their_own_on_every_device(address: str) -> None:
    anna, again, boris = (signed_in(address, *who) for who in (("anna", ANNA), ("anna", ANNA), ("boris", BORIS)))
    session = {"cookie": anna, "content_type": "application/json"}
    config = json.loads(request(address, "GET", "/config", cookie=anna)[2])
    index = next(d["id"] for d in config["dependencies"] if "submit" in [event for _, event in d["targets"]])
    body = json.dumps({"data": ["When did it land?", None], "fn_index": index, "session_hash": "s"})
    assert request(address, "POST", "/gradio_api/queue/join", body, **session)[0] == 200
    assert "process_completed" in request(address, "GET", "/gradio_api/queue/data?session_hash=s", cookie=anna)[2]
    assert "When did it land" in request(address, "GET", "/history", cookie=again)[2]
    assert "When did it land" not in request(address, "GET", "/history", cookie=boris)[2]


def test_the_browser_is_challenged_for_no_password_where_a_page_of_ours_asks(address: str) -> None:
    assert "www-authenticate" in request(address, "GET", "/gradio_api/info")[1]
    status, headers, _ = request(address, "POST", "/gradio_api/queue/join", "{}", referer=f"{address}/")
    assert status == 401 and "www-authenticate" not in headers


# ----------------------------------------------------------------------------------------------------------- browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_signs_in_asks_and_signs_out_with_the_keyboard_alone(browser: "Browser", address: str, scheme: str) -> None:
    width = {"light": 390, "dark": 1400}[scheme]
    visitor = Visitor(browser, address, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = visitor.page
    page.goto(address + "/library")
    assert faults(visitor) == []
    page.keyboard.type("anna")
    page.keyboard.press("Tab")
    page.keyboard.type(ANNA)
    page.keyboard.press("Enter")
    visitor.arrives(address + "/library")
    visitor.open()
    visitor.ask("When did it land?")
    assert page.locator("#chat .chip").count() == 3
    assert faults(visitor) == []
    visitor.open("/history")
    assert faults(visitor) == []
    page.focus(".account button")
    page.keyboard.press("Enter")
    visitor.arrives(address + "/sign-in")
    page.goto(address + "/history")
    assert page.title().startswith("Sign in")
    visitor.context.close()


def test_a_session_that_ends_while_the_page_is_open_leads_to_sign_in_and_back_to_what_was_typed(
    browser: "Browser", address: str
) -> None:
    visitor = Visitor(browser, address)
    page = visitor.page

    def sign_in() -> None:
        page.fill("#name", "anna")
        page.fill("#password", ANNA)
        page.keyboard.press("Enter")

    page.goto(address)
    sign_in()
    page.wait_for_selector("#question textarea")
    visitor.ask("When did it land?")
    visitor.arrives(re.compile(r"/\?c="))
    visitor.context.clear_cookies(name="article_qa_session")
    page.fill("#question textarea", "And then?")
    page.keyboard.press("Enter")
    visitor.arrives(re.compile(r"/sign-in\?next=/%3Fc%3D"))
    sign_in()
    page.wait_for_selector("#q1")
    assert page.input_value("#question textarea") == "And then?"
    visitor.context.close()
