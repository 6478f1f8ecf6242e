"""What is sent with a form of ours."""

from urllib.parse import parse_qs

from starlette.requests import Request


async def sent_with(request: Request) -> dict[str, list[str]]:
    """The values of each field, in order; a field that was left empty is not there."""
    return parse_qs((await request.body()).decode("utf-8", "replace"))
