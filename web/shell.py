"""The HTML around the chat: our own, because Gradio's brings inline scripts that the content policy rightly refuses."""

import re
from dataclasses import dataclass

from web.layout import ASK, TITLE, bar, head, sign_out

_SCRIPT = re.compile(r'<script type="module"[^>]*\bsrc="\./(assets/[\w.-]+\.js)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*\bhref="\./(assets/[\w.-]+\.css)"')
_TOOLS = (
    '<details id="save" hidden><summary>Save</summary><ul><li><a class="markdown" download>As Markdown</a></li>'
    '<li><a class="json" download>As JSON</a></li></ul></details>'
    '<a id="new" href="/" aria-label="New conversation">New<span> conversation</span></a>'
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The names of Gradio's script and style sheet."""

    script: str
    style: str

    def page(self, about: str, account: str = "") -> str:
        """The front page; `about` is HTML on what is being searched."""
        page_head = head(TITLE, [f"/{self.style}", "/web/page.css"], [f"/{self.script}", "/web/page.js"])
        return (
            f'<!doctype html><html lang="en">{page_head.replace("<head>", "<head><base href=./>", 1)}'
            f"<body>{bar(ASK, about, sign_out(account) + _TOOLS)}"
            "<noscript><p>The chat needs JavaScript. The other pages do not.</p></noscript>"
            '<main id="main"><nav id="past" aria-label="Your conversations"></nav>'
            '<gradio-app control_page_title="false" embed="false" eager="true"></gradio-app></main></body></html>'
        )


def shell(gradio_html: str) -> Shell:
    """The shell for Gradio's own front page, from which the names of its files are taken."""
    script, style = _SCRIPT.search(gradio_html), _STYLE.search(gradio_html)
    if not script or not style:
        raise ValueError("gradio's index.html names no module script or no style sheet: is this a supported version?")
    return Shell(script[1], style[1])
