"""Places: the line and column at which a key of a TOML file stands.

Read only where something must be pointed at, since neither tomli nor pydantic keeps positions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import tomli

from gov_comms.config.reading import Document, home_of
from gov_comms.errors import Place
from gov_comms.language.faults import Key, Keys

if TYPE_CHECKING:
    from tree_sitter import Node

_TABLES = ("table", "table_array_element")


class Places:
    """Where the keys of some documents stand; a document is looked through when first asked."""

    def __init__(self) -> None:
        self._walks: dict[str, _Walk] = {}

    def of(self, document: Document, keys: Keys) -> Place:
        """The place of ``keys``; of the nearest part above them when they are not written."""
        document, keys = home_of(document, keys)
        if document.cells is not None:
            lengths = range(len(keys), -1, -1)
            return next(document.cells[keys[:n]] for n in lengths if keys[:n] in document.cells)
        if document.file not in self._walks:
            self._walks[document.file] = _walk_through(document.text)
        return Place(document.file, *self._walks[document.file].nearest(keys))


def _walk_through(text: str) -> _Walk:
    import tree_sitter
    import tree_sitter_toml

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    walk = _Walk(text)
    walk.document(parser.parse(text.encode()).root_node)
    return walk


class _Walk:
    """One pass over the tree of a TOML text, into arrays and inline tables only where asked.

    Places are line and column, in characters from 1, of keys and elements of arrays.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.encode().split(b"\n")
        self.found: dict[Keys, tuple[int, int]] = {}
        self.inside: dict[Keys, Node] = {}
        """The arrays and inline tables that were not looked into so far."""
        self.lengths: dict[Keys, int] = {}
        """How many elements each array of tables has so far."""

    def nearest(self, keys: Keys) -> tuple[int, int]:
        """The place of ``keys``, or of the nearest part above them that is written."""
        for length in range(1, len(keys)):
            node = self.inside.pop(keys[:length], None)
            if node is not None:
                self.within(node, keys[:length])
        parts = (keys[:length] for length in range(len(keys), 0, -1))
        return next((self.found[part] for part in parts if part in self.found), (1, 1))

    def document(self, root: Node) -> None:
        for node in root.children:
            if node.type == "pair":
                self.pair(node, ())
            elif node.type in _TABLES:
                self.table(node)

    def table(self, node: Node) -> None:
        """A ``[table]`` or ``[[array]]`` header and the pairs under it."""
        header = node.named_children[0]
        names = tuple(_names(header))
        if node.type == "table_array_element":
            array = (*self.within_arrays(names[:-1]), names[-1])
            self.lengths[array] = self.lengths.get(array, 0) + 1
        here = self.within_arrays(names)
        for length in range(1, len(here) + 1):
            self.note(here[:length], node)
        for child in node.named_children[1:]:
            if child.type == "pair":
                self.pair(child, here)

    def within_arrays(self, names: Keys) -> Keys:
        """The keys of a header: the parts below an array of tables belong to its last element."""
        keys: Keys = ()
        for name in names:
            keys = (*keys, name)
            if keys in self.lengths:
                keys = (*keys, self.lengths[keys] - 1)
        return keys

    def pair(self, node: Node, above: Keys) -> None:
        key, value = (child for child in node.named_children if child.type != "comment")
        here = above
        for name, part in zip(_names(key), _parts(key), strict=True):
            here = (*here, name)
            self.note(here, part)
        self.inside[here] = value

    def within(self, node: Node, here: Keys) -> None:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self.pair(child, here)
        elif node.type == "array":
            elements = (child for child in node.named_children if child.type != "comment")
            for index, element in enumerate(elements):
                self.note((*here, index), element)
                self.inside[*here, index] = element

    def note(self, keys: Keys, node: Node) -> None:
        self.found.setdefault(keys, self.position(node))

    def position(self, node: Node) -> tuple[int, int]:
        line, byte = node.start_point
        return line + 1, len(self.lines[line][:byte].decode()) + 1


def _parts(key: Node) -> Iterator[Node]:
    """The single keys of a dotted key, in order."""
    if key.type == "dotted_key":
        for child in key.named_children:
            yield from _parts(child)
    else:
        yield key


def _names(key: Node) -> Iterator[Key]:
    for part in _parts(key):
        text = (part.text or b"").decode()
        if part.type == "quoted_key":
            (text,) = tomli.loads(f"{text} = 0")
        yield text
