"""WebVTT and SubRip (.vtt, .srt) as prose of the same length: times, numbers and tags become spaces.

The format is described at https://www.w3.org/TR/webvtt1/. Libraries for it (webvtt-py, pysubs2) return the text of each
caption without its place in the file, and a record must point at that place.

Captions of one speaker form one paragraph. A caption that names a speaker opens a new one: a voice tag,
`<v Ana Hollis>We did.`, becomes a label, `Ana Hollis:We did.`
"""

from __future__ import annotations

import re
from functools import cache

from quotes.language import table

_TIME = r"(?:\d+:)?\d\d:\d\d[.,]\d{3}"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\n]*")
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")  # lines up to an empty one
_LINE = re.compile(r"[^\r\n]+")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<who>[^<>\n]+)>")
_TAG = re.compile(r"</?[^<>\n]*>|\{\\[^{}\n]*\}")


def blanked(text: str) -> str:
    """The prose of the captions. Line breaks between captions of one speaker become spaces, too."""
    captions = _Captions(text)
    return "".join(captions.prose)


class _Captions:
    """The prose as a list of characters, blank at first and filled in caption by caption."""

    def __init__(self, text: str) -> None:
        self.prose = [" "] * len(text)
        self._text = text
        self._voice: str | None = None
        for block in _BLOCK.finditer(text):
            times = _TIMES.search(text, *block.span())
            if times is not None:
                self._caption(times.end(), block.end())

    def _caption(self, start: int, end: int) -> None:
        for line in _LINE.finditer(self._text, start, end):
            self._line(*line.span())

    def _line(self, start: int, end: int) -> None:
        """One line of a caption, which may name its speaker by a voice tag or a label."""
        voice = _VOICE.match(self._text, start, end)
        if voice is not None and voice["who"] != self._voice:
            self._voice = voice["who"]
            self._break(start)
            self._copy(*voice.span("who"))
            self.prose[voice.end() - 1] = ":"
        elif voice is None and _label().match(self._text, start, end):
            self._break(start)
        self._spoken(voice.end() if voice is not None else start, end)

    def _spoken(self, start: int, end: int) -> None:
        for tag in [*_TAG.finditer(self._text, start, end), None]:
            self._copy(start, tag.start() if tag is not None else end)
            start = tag.end() if tag is not None else end

    def _break(self, before: int) -> None:
        """End a paragraph before this character: two of the blanks there become line breaks."""
        if before >= 2:
            self.prose[before - 2 : before] = "\n\n"

    def _copy(self, start: int, end: int) -> None:
        self.prose[start:end] = self._text[start:end]


@cache
def _label() -> re.Pattern[str]:
    return re.compile(table("marks")["turn"]["label"])
