"""`VERSION` alone says which version this is; what tools, changelog and pages say agrees with it.

A tool cannot read the file when it runs, and a reader of the README does not look it up: so it is written down again, and
compared here.
"""
import re

from .workspace import Finding

FILE = "VERSION"

_NUMBER = r"\d+\.\d+\.\d+"
_TOOL = re.compile(r'^  public static let version = "(?P<version>[^"]*)"', re.MULTILINE)
_RELEASE = re.compile(r"^## \[(?P<version>[^\]]*)\](?P<rest>.*)$", re.MULTILINE)
_DATE = re.compile(r" - \d{4}-\d{2}-\d{2}")
_TAKEN = re.compile(rf'\bfrom: "(?P<version>{_NUMBER})"')


def findings(workspace):
    text = workspace.text(FILE) if workspace.exists(FILE) else ""
    if not re.fullmatch(rf"{_NUMBER}\n", text):
        yield Finding(FILE, 1, "must be a line MAJOR.MINOR.PATCH")
        return
    version = text.strip()
    yield from tools(workspace, version)
    yield from changelog(workspace, version)
    for path in workspace.files("*.md"):
        for line, row in enumerate(workspace.text(path).splitlines(), 1):
            for match in _TAKEN.finditer(row):
                if match["version"] != version:
                    yield Finding(path, line, f"is to be taken from {match['version']}, {FILE} says {version}")


def tools(workspace, version):
    """ToolKit's constant, which every tool's --version prints."""
    path = "Packages/ToolKit/Sources/ToolKit/Tool.swift"
    match = _TOOL.search(workspace.text(path)) if workspace.exists(path) else None
    if not match:
        yield Finding(path, 1, "missing: `public static let version`, which tools print")
    elif match["version"] != version:
        yield Finding(path, line_of(workspace.text(path), match), f"tools say {match['version']}, {FILE} says {version}")


def changelog(workspace, version):
    """The topmost release, with its day; what is not released yet may stand above it."""
    path = "CHANGELOG.md"
    text = workspace.text(path) if workspace.exists(path) else ""
    match = next((found for found in _RELEASE.finditer(text) if found["version"] != "Unreleased"), None)
    if not match:
        yield Finding(path, 1, f"missing: `## [{version}] - YYYY-MM-DD`")
        return
    line = line_of(text, match)
    if match["version"] != version:
        yield Finding(path, line, f"the latest release is {match['version']}, {FILE} says {version}")
    if not _DATE.fullmatch(match["rest"]):
        yield Finding(path, line, "a release has its day: `## [VERSION] - YYYY-MM-DD`")


def line_of(text, match):
    return text.count("\n", 0, match.start()) + 1
