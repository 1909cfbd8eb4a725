"""The keys of a row's fields: those that common tools use, or those that the user names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The first key with a value counts. They are the keys of trafilatura (text, title, source, hostname, source-hostname,
# date), newspaper4k (text, title, url, meta_site_name, publish_date), news-please (maintext, title, url, source_domain,
# date_publish), schema.org's NewsArticle (articleBody, headline, url, datePublished), and other common ones.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": ("text", "maintext", "articleBody", "article_text", "body", "content"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "sitename", "source-hostname", "meta_site_name", "publication", "hostname", "source_domain"),
    "desk": ("desk", "section", "articleSection", "category"),
    "date": ("date", "date_publish", "publish_date", "datePublished", "published", "published_at", "publishedAt"),
    "url": ("url", "source"),
}
FIELDS = tuple(_KEYS)  # the parts of an article that a row may have

ADDRESSES = frozenset({"source"})  # keys whose value counts only if it is a URL: otherwise it names an outlet


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a row's fields. `named` has those that the user names, which replace the known ones."""

    named: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """The keys that a field may have, in order of preference."""
        return (self.named[name],) if name in self.named else _KEYS[name]

    def all(self) -> set[str]:
        """All keys that may hold a part of an article."""
        return {key for name in FIELDS for key in self.of(name)}
