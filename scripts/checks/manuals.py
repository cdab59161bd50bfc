"""Every tool has a manual page beside its source, and all are in tcplab(7), in the words of the README's table.

Where mandoc is installed it has no complaint of a page.
"""
import re
import shutil
import subprocess

from .workspace import Finding

WAY_IN = "docs/tcplab.7"
TABLE = "README.md"

_COMPLAINT = re.compile(r"^mandoc: (?P<path>.+?):(?P<line>\d+):\d+: (?P<why>.*)$")
_ROW = re.compile(r"^\| `(?P<tool>[^`]+)` \| (?P<words>.*) \|$")
_ITEM = re.compile(r"^\.It Xr (?P<tool>\S+) 1$")
_LINK = re.compile(r" \(\[[^\]]*\]\([^)]*\)\)")


def findings(workspace):
    pages = {tool: f"Tools/{tool}/{tool}.1" for tool in workspace.folders("Tools")}
    for tool, page in pages.items():
        if not workspace.exists(page):
            yield Finding(page, 1, f"missing: {tool} has no manual page")
    yield from way_in(workspace, pages)
    for page in [*pages.values(), WAY_IN]:
        if workspace.exists(page) and shutil.which("mandoc"):
            yield from complaints(workspace, page)


def way_in(workspace, tools):
    if not workspace.exists(WAY_IN):
        yield Finding(WAY_IN, 1, "missing: the manual page that leads to all others")
        return
    listed, told = rows(workspace, tools), items(workspace)
    for tool in tools:
        if tool not in listed:
            yield Finding(TABLE, 1, f"{tool} has no row in the table of tools")
    if list(listed) != list(told):
        yield Finding(WAY_IN, 1, f"lists {', '.join(told)}; {TABLE} lists {', '.join(listed)}")
    for tool in listed.keys() & told.keys():
        if listed[tool] != told[tool]:
            line = workspace.line(WAY_IN, f".It Xr {tool} 1")
            yield Finding(WAY_IN, line, f"says that {tool} {told[tool]}; {TABLE}: {listed[tool]}")


def rows(workspace, tools):
    """Tool → what the table says of it, without links and marks."""
    found = map(_ROW.match, workspace.text(TABLE).splitlines())
    return {match["tool"]: _LINK.sub("", match["words"]).replace("`", "")
            for match in found if match and match["tool"] in tools}


def items(workspace):
    """Tool → what the page says of it: the line below its name."""
    lines = workspace.text(WAY_IN).splitlines()
    return {match["tool"]: words for match, words in zip(map(_ITEM.match, lines), lines[1:]) if match}


def complaints(workspace, page):
    command = ["mandoc", "-T", "lint", "-W", "warning", page]
    outcome = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    for match in map(_COMPLAINT.match, outcome.stdout.splitlines()):
        if match:
            yield Finding(page, int(match["line"]), match["why"])
