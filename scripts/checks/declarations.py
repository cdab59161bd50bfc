"""What a Swift file declares, and where: read from its text, without a compiler."""
import re
from dataclasses import dataclass

from .swift_text import bare, line_of

TYPES = {"struct", "class", "enum", "actor", "protocol"}
SCOPES = TYPES | {"extension"}
FUNCTIONS = {"func", "init", "deinit", "subscript"}

_DECLARATION = re.compile(
    r"^[ \t]*(?P<modifiers>(?:@\w+(?:\([^()]*\))?\s+|[a-z]+(?:\([a-z]+\))?[ \t]+)*)"
    r"(?P<kind>func|init|deinit|subscript|var|let|struct|class|enum|actor|protocol|extension|typealias|associatedtype"
    r"|case|macro)\b[ \t]*(?P<name>`[^`\n]+`|\w+(?:\.\w+)*|[^\s\w(]+)?",
    re.MULTILINE)
_STATEMENT = re.compile(r"\b(?:if|guard|while|for|catch|case|import)\b")


@dataclass
class Declaration:
    kind: str
    name: str
    modifiers: set
    line: int
    start: int
    body: tuple = None   # offsets of its braces; None without
    scope: tuple = ()    # the names of the types around it, outermost first
    parent: str = None   # the kind of what stands right around it

    @property
    def path(self):
        """Its name as one would write it at the top of the module."""
        return self.scope + tuple(self.name.split("."))


def declarations(source):
    """All declarations of a file in the order of the text; those inside functions too."""
    text = bare(source)
    found = []
    for match in _DECLARATION.finditer(text):
        if _STATEMENT.search(match["modifiers"]):
            continue
        found.append(Declaration(
            kind=match["kind"], name=(match["name"] or "").strip("`"),
            modifiers=set(re.findall(r"[a-z]+(?:\([a-z]+\))?", match["modifiers"])),
            line=line_of(text, match.start("kind")), start=match.start("kind"),
            body=_body(text, match["kind"], match.end())))
    _nest(found)
    return found


def _body(text, kind, start):
    opening = _opening_brace(text, kind, start)
    if opening is None:
        return None
    depth = 0
    for index in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return (opening, index)
    return (opening, len(text))


def _opening_brace(text, kind, start):
    """The brace of the body; a requirement of a protocol, a stored property and an alias have none."""
    if kind not in SCOPES | FUNCTIONS | {"var"}:
        return None
    depth = 0
    for index in range(start, len(text)):
        character = text[index]
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if depth > 0:
            continue
        if character == "{":
            return index
        if character == "}" or depth < 0:
            return None
        if kind == "var" and character in "=\n":
            return None
        if character == "\n" and _DECLARATION.match(text, index + 1):
            return None
    return None


def _nest(found):
    """Gives each declaration the types around it."""
    around = []
    for declaration in found:
        while around and around[-1].body[1] < declaration.start:
            around.pop()
        if around:
            declaration.parent = around[-1].kind
            declaration.scope = around[-1].path if around[-1].kind in SCOPES else around[-1].scope
        if declaration.body:
            around.append(declaration)
