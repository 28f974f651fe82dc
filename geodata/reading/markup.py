"""XML, looked through before anybody builds something of it: no declarations of entities, no endless depth."""

from __future__ import annotations

import io
from xml.sax import ContentHandler, SAXParseException

import defusedxml
from defusedxml import sax

from geodata.faults import N_, unreadable

DEEPEST = 200
MOST_ELEMENTS = 50_000_000


class _Walk(ContentHandler):
    """Counts, and remembers the first element."""

    def __init__(self) -> None:
        super().__init__()
        self.root, self.depth, self.count = "", 0, 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: ARG002 - SAX's name
        """Deeper by one."""
        self.root = self.root or name
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise unreadable("too_deep", N_("The file is nested far deeper than any map data: it was not read."))

    def endElement(self, name: str) -> None:  # noqa: ARG002 - SAX's name
        """And back."""
        self.depth -= 1


def root_of(data: bytes) -> str:
    """The name of the first element, without its prefix, of XML that is whole and harmless.

    Raises :class:`~geodata.faults.Unreadable` (``bad_xml``, ``xml_entities``, ``too_deep``).
    """
    walk = _Walk()
    try:
        sax.parse(io.BytesIO(data), walk, forbid_dtd=True)
    except defusedxml.DefusedXmlException as error:
        raise unreadable(
            "xml_entities",
            N_(
                "The file declares entities of its own or points to other files, which map data never needs: it was not read."
            ),
        ) from error
    except (SAXParseException, UnicodeError, LookupError) as error:
        line = error.getLineNumber() if isinstance(error, SAXParseException) else None
        raise unreadable(
            "bad_xml",
            N_("The file is not complete or not XML: it breaks off in line {line}."),
            where=line,
            line=line or 1,
        ) from error
    return walk.root.rpartition(":")[2].lower()
