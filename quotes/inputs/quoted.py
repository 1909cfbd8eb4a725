"""Quotation marks for what a page quotes by tags, `<q>` and `<blockquote>`."""

from __future__ import annotations

import re
from html import unescape

# No pattern looks beyond the next tag, so the time is linear in the page, whatever it holds.
_QUOTE = re.compile(r"<(/?)q\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"(<(?:/?)blockquote\b[^<>]*>)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARKS = re.compile('["“”„«»]')
_PARAGRAPH = re.compile(r"<p\b[^<>]*>", re.IGNORECASE)
_END = re.compile(r"</p\s*>", re.IGNORECASE)
# The part of a block below the quotation that says who said it.
_SIGNED = re.compile(
    r"<(?:footer|cite)\b|<p\b[^<>]*>\s*(?:[-–—]|&[mn]dash;)|<br\b[^<>]*>\s*(?:[–—]|&[mn]dash;)",
    re.IGNORECASE,
)


def marked(source: str) -> str:
    """The page's source with marks around the text of each `<q>`, and of each `<blockquote>` without its own marks."""
    source = _QUOTE.sub(lambda tag: "”" if tag[1] else "“", source)
    parts = _BLOCK.split(source)
    for n in range(1, len(parts) - 2, 2):  # text, tag, text, tag, ..., text
        opens, closes = (parts[n][1] != "/", parts[n + 2][1] == "/")
        if opens and closes and not _MARKS.search(unescape(_TAG.sub("", parts[n + 1]))):
            parts[n + 1] = _quoted(parts[n + 1])
    return "".join(parts)


def _quoted(inner: str) -> str:
    """A block's content with its paragraphs marked as a long quotation: each opens with a mark, the last one closes."""
    signed = _SIGNED.search(inner)
    body, rest = (inner[: signed.start()], inner[signed.start() :]) if signed else (inner, "")
    if not _TAG.sub("", body).strip():
        return inner
    ends = [match.start() for match in _END.finditer(body)]
    end = ends[-1] if ends else len(body.rstrip())
    opened = _PARAGRAPH.sub(lambda tag: tag[0] + "“", body[:end])
    return (opened if opened != body[:end] else f"“{opened}") + "”" + body[end:] + rest
