"""Every tool has a manual page beside its source, without a complaint of mandoc's where mandoc is installed."""
import re
import shutil
import subprocess

from .workspace import Finding

_COMPLAINT = re.compile(r"^mandoc: (?P<path>.+?):(?P<line>\d+):\d+: (?P<why>.*)$")


def findings(workspace):
    for tool in workspace.folders("Tools"):
        page = f"Tools/{tool}/{tool}.1"
        if not workspace.exists(page):
            yield Finding(page, 1, f"missing: {tool} has no manual page")
        elif shutil.which("mandoc"):
            yield from complaints(workspace, page)


def complaints(workspace, page):
    command = ["mandoc", "-T", "lint", "-W", "warning", page]
    outcome = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    for match in map(_COMPLAINT.match, outcome.stdout.splitlines()):
        if match:
            yield Finding(page, int(match["line"]), match["why"])
