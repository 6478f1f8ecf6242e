"""/sign-in and /sign-out."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from qa.render import escape
from web.accounts.accounts import SIGNED_IN_S, Accounts, TooManyAttempts
from web.accounts.gate import PROOF, SESSION, SIGN_IN, SIGN_OUT
from web.forms import sent_with
from web.layout import FRESH, TITLE, head
from web.visitors import over_tls

_WRONG = "This name and password do not go together."


def account_routes(accounts: Accounts) -> APIRouter:
    router = APIRouter()

    @router.get(SIGN_IN)
    def show(request: Request) -> HTMLResponse:
        return HTMLResponse(sign_in_page(_local(request.query_params.get("next", "/"))), headers=FRESH)

    @router.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        given = await sent_with(request)
        name, password, wanted = (given.get(field, [""])[0] for field in ("name", "password", "next"))
        address = request.client.host if request.client else ""
        try:
            found = await run_in_threadpool(accounts.sign_in, name, password, address)
        except TooManyAttempts as error:
            return HTMLResponse(sign_in_page(_local(wanted), name, f"{str(error).capitalize()}."), 429, FRESH)
        if not found:
            return HTMLResponse(sign_in_page(_local(wanted), name, _WRONG), 403, FRESH)
        answer = RedirectResponse(_local(wanted), 303)
        # Sent along when a link elsewhere leads here, or that link would ask to sign in again; what changes anything is
        # a POST, of which the guard looks at the Origin.
        answer.set_cookie(
            SESSION, accounts.token(found), SIGNED_IN_S, httponly=True, samesite="lax", secure=over_tls(request)
        )  # fmt: skip
        return answer

    @router.post(SIGN_OUT)
    def sign_out(request: Request) -> Response:
        accounts.sign_out(request.scope.get(PROOF, ""))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(SESSION, httponly=True, samesite="lax")
        return answer

    return router


def sign_in_page(wanted: str, name: str = "", problem: str = "") -> str:
    """`wanted` is where to go from there."""
    said = f'<p class="notice" id="problem" role="alert">{escape(problem)}</p>' if problem else ""
    wrong = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    first, second = ("", " autofocus") if problem else (" autofocus", "")
    return (
        f'<!doctype html><html lang="en">{head("Sign in", ["/web/plain.css", "/web/sign-in.css"])}<body>'
        f'<main id="main"><p class="brand">{TITLE}</p><h1>Sign in</h1>{said}<form method="post" action="{SIGN_IN}">'
        f'<input type="hidden" name="next" value="{escape(wanted)}">'
        f'<label for="name">Name</label><input id="name" name="name" value="{escape(name)}" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" maxlength="60" required{wrong}{first}>'
        f'<label for="password">Password</label><input id="password" name="password" type="password" '
        f'autocomplete="current-password" maxlength="200" required{wrong}{second}>'
        '<button class="primary">Sign in</button></form></main></body></html>'
    )


def _local(path: str) -> str:
    """A path of this server; the front page where it is none, for no link may lead from here to another site."""
    plain = (
        path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable() and not path.startswith(SIGN_IN)
    )
    return path if plain else "/"
