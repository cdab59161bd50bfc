"""docs/rfc.md says what the sources say: which section of which RFC is carried out in which file.

The sources are right and the page is derived; `scripts/rfc-index` writes it anew.
"""
import posixpath
import re
from collections import defaultdict

from .workspace import Finding

PAGE = "docs/rfc.md"

_SOURCE = re.compile(r"^\s*///? ?Source: (?P<text>.*)$")
_FURTHER = re.compile(r"^\s*/// ?(?P<text>\S.*)$")
_ITEM = re.compile(r"RFC (?P<number>\d+)|§(?P<section>[A-Z\d]+(?:\.\d+)*)")


def findings(workspace):
    if not workspace.exists(PAGE):
        yield Finding(PAGE, 1, "missing: run scripts/rfc-index")
        return
    written, wanted = workspace.text(PAGE).splitlines(), page(workspace).splitlines()
    for number, (is_, should) in enumerate(zip(written + [""], wanted + [""]), 1):
        if is_ != should:
            yield Finding(PAGE, number, "stale: run scripts/rfc-index")
            return


def page(workspace):
    """docs/rfc.md as the sources would have it."""
    rows = ["# Where each RFC is carried out", "",
            "Written by `scripts/rfc-index` from the `Source:` lines of the doc comments; do not edit.", ""]
    index = sections(workspace)
    for number in sorted(index):
        rows += [f"## RFC {number}", "", "| section | file | test |", "|---|---|---|"]
        for section in sorted(index[number], key=in_order):
            for path in sorted(index[number][section]):
                rows.append(f"| {'§' + section if section else 'whole'} | {link(path)} | {test_link(workspace, path)} |")
        rows.append("")
    return "\n".join(rows)


def sections(workspace):
    """RFC number → section ("" when none is named) → files."""
    index = defaultdict(lambda: defaultdict(set))
    for path in workspace.files("Packages/*/Sources/*.swift", "Tools/*.swift"):
        for text in source_lines(workspace.text(path)):
            for number, section in items(text):
                index[number][section].add(path)
    return index


def source_lines(text):
    """The `Source:` paragraphs of a file, each with the lines that continue it."""
    rows = text.splitlines()
    for number, row in enumerate(rows):
        match = _SOURCE.match(row)
        if match:
            words = [match["text"]]
            for further in rows[number + 1:]:
                more = _FURTHER.match(further)
                if not more or _SOURCE.match(further):
                    break
                words.append(more["text"])
            yield " ".join(words)


def items(text):
    """(number, section) for each section named; a section belongs to the RFC named before it."""
    number, bare = None, False
    for match in _ITEM.finditer(text):
        if match["number"]:
            if bare:
                yield number, ""
            number, bare = int(match["number"]), True
        elif number is not None:
            bare = False
            yield number, match["section"]
    if bare:
        yield number, ""


def in_order(section):
    """Sections as their RFC has them: §3.10 after §3.9, appendices last."""
    return [(part.isdigit() is False, int(part) if part.isdigit() else 0, part) for part in section.split(".")]


def link(path):
    return f"[{posixpath.basename(path)}]({posixpath.relpath(path, posixpath.dirname(PAGE))})"


def test_link(workspace, path):
    """The test file of the same name in the same package."""
    parts = path.split("/")
    stem = parts[-1].removesuffix(".swift")
    found = workspace.files(f"{parts[0]}/{parts[1]}/Tests/*/{stem}Tests.swift") if parts[0] == "Packages" else []
    return link(found[0]) if found else ""
