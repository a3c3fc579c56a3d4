"""The page's HTML as a tree: elements and texts, in order, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

EMPTY = frozenset({"br", "hr", "img", "col", "wbr", "input"})  # elements that hold nothing


class Node(NamedTuple):
    tag: str
    attributes: Mapping[str, str]
    children: list[Node | str]

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.children)

    def all(self, *tags: str) -> Iterator[Node]:
        """Elements below of one of these names, in the order of the page."""
        for part in self.children:
            if isinstance(part, Node):
                if part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def first(self, *tags: str) -> Node | None:
        return next(self.all(*tags), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("body", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, [])
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                continue

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(text: str) -> Node:
    """A fragment of the page as one node `body`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]
