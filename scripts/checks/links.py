"""A link in a *.md leads to a file that exists, and to a heading that stands in it."""
import posixpath
import re
from urllib.parse import unquote

from .workspace import Finding

_LINK = re.compile(r"\[[^\]]*\]\((?P<inline>[^)\s]+)(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s+(?P<reference>\S+)")
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.*?)\s*#*$")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def findings(workspace):
    for path in workspace.files("*.md"):
        for line, row in prose(workspace.text(path)):
            for match in _LINK.finditer(row):
                target = unquote((match["inline"] or match["reference"]).strip("<>"))
                why = fault(workspace, path, target)
                if why:
                    yield Finding(path, line, why)


def fault(workspace, path, target):
    """Why `target`, written in `path`, leads nowhere; None when it does not."""
    if _ELSEWHERE.match(target):
        return None
    name, _, heading = target.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    if place.startswith("..") or place.startswith("/"):
        return f"{target} leads out of the repository"
    if not workspace.exists(place):
        return f"{target} leads to no file"
    if heading and place.endswith(".md") and heading not in anchors(workspace.text(place)):
        return f"{target} leads to no heading"
    return None


def prose(text):
    """The lines outside code, with their numbers; code spans are blanked."""
    fenced = False
    for number, row in enumerate(text.splitlines(), 1):
        if row.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            yield number, re.sub(r"`[^`]*`", "", row)


def anchors(text):
    """The names under which the headings of a page can be linked to, as GitHub makes them."""
    titles = [match["title"] for match in map(_HEADING.match, text.splitlines()) if match]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
