"""`article-qa user`: who may sign in."""

import sys
from pathlib import Path
from typing import Annotated

import typer

people = typer.Typer(no_args_is_help=True, help="Who may sign in where the page is served with --users.")
Users = Annotated[Path, typer.Option(help="File of the users.")]


@people.command()
def add(name: str, users: Users = Path("users.jsonl")) -> None:
    """Let someone sign in, or give them a new password, which is asked for, or read from standard input."""
    from web.accounts.users import add_user

    typed = sys.stdin.isatty()
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if typed else sys.stdin.readline()
    new = add_user(users, name, password.rstrip("\r\n"))
    typer.echo(f"{name} can sign in now" if new else f"{name} has a new password")


@people.command()
def remove(name: str, users: Users = Path("users.jsonl")) -> None:
    """Let someone sign in no longer, from now on; their conversations stay."""
    from web.accounts.users import remove_user

    remove_user(users, name)
    typer.echo(f"{name} can no longer sign in")
