"""The HTML around the chat: our own, because Gradio's brings inline scripts that the content policy rightly refuses."""

import re

from qa.render import escape

_SCRIPT = re.compile(r'<script type="module"[^>]*\bsrc="\./(assets/[\w.-]+\.js)"')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*\bhref="\./(assets/[\w.-]+\.css)"')


def shell(title: str, gradio_html: str) -> str:
    """The front page. `gradio_html` is Gradio's own, from which the names of its script and style sheet are taken."""
    script, style = _SCRIPT.search(gradio_html), _STYLE.search(gradio_html)
    if not script or not style:
        raise ValueError("gradio's index.html names no module script or no style sheet: is this a supported version?")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="./">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="web/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{style[1]}"><link rel="stylesheet" href="web/page.css">'
        f'<script type="module" src="{script[1]}"></script><script type="module" src="web/page.js"></script></head>'
        "<body><noscript><p>The chat needs JavaScript. The pages of the articles do not.</p></noscript>"
        '<gradio-app control_page_title="false" embed="false" eager="true"></gradio-app></body></html>'
    )
