"""Each library has a catalog of documentation, whose first page sorts all its symbols; what a page lists is an example's.

A symbol that nobody put under a topic is one that nobody thought of as a reader would. A listing that is not a file's
is one that nobody compiles: `<!-- PATH -->` above it says which file's lines it repeats. A page with an example's program has all
of it, or its reader has one that does not compile.
"""
import re
from fnmatch import fnmatch

from .declarations import TYPES, declarations
from .workspace import Finding

_SOURCE = re.compile(r"^<!-- (?P<path>\S+) -->$")
_FENCE = re.compile(r"^```(?P<language>\w*)$")
_SYMBOL = re.compile(r"^- ``(?P<name>\w+)(?:\([^`]*\))?``$", re.MULTILINE)


def findings(workspace):
    for package in workspace.folders("Packages"):
        home = f"Packages/{package}/Sources/{package}"
        page = f"{home}/{package}.docc/{package}.md"
        if not workspace.exists(page):
            yield Finding(page, 1, "missing: each library has a catalog with a page on itself")
            continue
        sorted_symbols = set(_SYMBOL.findall(workspace.text(page)))
        for name in sorted(public_symbols(workspace, home) - sorted_symbols):
            yield Finding(page, 1, f"{name} stands under no topic")
    for path in workspace.files("Packages/*.docc/*.md", "docs/*.md"):
        yield from faults_of_listings(workspace, path)


def public_symbols(workspace, home):
    """The names of what a library declares for others outside of its types."""
    return {found.name for path in workspace.files(f"{home}/*.swift") for found in declarations(workspace.text(path))
            if not found.scope and "public" in found.modifiers and found.kind in TYPES | {"func", "typealias"}}


def repeats(text, rows):
    """Whether these lines stand in a file, where they may stand deeper: in a type's function."""
    return any("\n".join(["", *(depth + row if row else row for row in rows), ""]) in f"\n{text}" for depth in ("", "    "))


def faults_of_listings(workspace, path):
    rows = workspace.text(path).splitlines()
    starts = [number for number, row in enumerate(rows) if row.startswith("```")]
    programs = {}
    for start, end in zip(starts[::2], starts[1::2] + [len(rows)]):
        if _FENCE.match(rows[start])["language"] != "swift":
            continue
        source = _SOURCE.match(rows[start - 1])
        if not source:
            yield Finding(path, start + 1, "names no file above it: <!-- PATH -->")
        elif not workspace.exists(source["path"]):
            yield Finding(path, start, f"{source['path']} is no file")
        elif not repeats(workspace.text(source["path"]), rows[start + 1:end]):
            yield Finding(path, start + 1, f"repeats no lines of {source['path']}")
        elif fnmatch(source["path"], "Examples/*/main.swift"):
            programs.setdefault(source["path"], []).extend(rows[start + 1:end])
    for program, shown in programs.items():
        if list(filter(str.strip, shown)) != list(filter(str.strip, workspace.text(program).splitlines())):
            yield Finding(path, 1, f"shows a part of {program}: a program is shown whole, in its order")
