"""HTML -> article: the text of the article in a page, without menus, scripts and comments, by trafilatura."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from trafilatura import bare_extraction

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.files import origin, path_name, stem
from quotes.inputs.encoding import decode, from_text
from quotes.inputs.quoted import marked
from quotes.records import ArticleInfo

# Encodings other than UTF-8 that a page may declare. Browsers read ISO-8859-1 as Windows-1252
# (https://encoding.spec.whatwg.org/#names-and-labels), and so does `decode`.
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*(windows-125[0-8]|iso-8859-\d+|gb[k\d]+|big5|euc-\w+|shift_jis|koi8-[ru])\b""",
    re.IGNORECASE,
)
_CODECS = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_HEAD = 1024  # bytes in which HTML requires the declaration

# Only from the page's metadata: any other date in it may be that of something else.
_DATE = {"original_date": True, "extensive_search": False}


def read(path: str, data: bytes) -> Article:
    """The article in the page in the file at `path`.

    Offsets refer to its text, which has a line for each paragraph, list item and heading.

    Nothing is fetched from the network. Raises ArticleError if it is not a page or has no article.
    """
    source, diagnostics = _source(path, data)
    if "html" not in source[:50].lower():  # trafilatura looks for this tag, which HTML does not require
        source = f"<!DOCTYPE html>\n{source}"
    try:
        page = bare_extraction(marked(source), include_comments=False, with_metadata=True, date_extraction_params=_DATE)
    except Exception as error:  # a page may be any bytes, and its parsers may raise anything
        raise ArticleError(path_name(path), f"cannot be read as a page: {type(error).__name__}") from error
    text = page.text if page else None
    if not text or not text.strip():
        raise ArticleError(path_name(path), "no article was found in the page")
    told = {"title": page.title, "outlet": page.sitename, "date": page.date, "url": page.url}
    info = ArticleInfo(**{name: value or None for name, value in told.items()}) if any(told.values()) else None
    article = from_text(text, stem(path), origin(path), info)
    return replace(article, diagnostics=(*diagnostics, *article.diagnostics))


def _source(path: str, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The page's source, decoded, and diagnostics without offsets, since these would not be offsets in the text."""
    text, diagnostics = decode(path, data)
    if diagnostics and (declared := _DECLARED.search(data, 0, _HEAD)):
        label = declared[1].decode().lower()
        with suppress(LookupError, UnicodeDecodeError):  # then as without a declaration
            return data.decode(_CODECS.get(label, label)), ()
    return text, tuple(Diagnostic(d.code, f"in the page's source: {d.message}") for d in diagnostics)
