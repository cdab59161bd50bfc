"""`swift format lint --strict` has nothing to say; `make format` mends most of it."""
import re
import subprocess

from .workspace import Finding

_COMPLAINT = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: (?:warning|error): (?P<why>.*)$")


def findings(workspace):
    paths = workspace.files("*.swift")
    if not paths:
        return
    command = ["swift", "format", "lint", "--strict", "--parallel", "--configuration", ".swift-format", *paths]
    outcome = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    complaints = [match for match in map(_COMPLAINT.match, outcome.stderr.splitlines()) if match]
    for match in complaints:
        yield Finding(match["path"], int(match["line"]), match["why"])
    if outcome.returncode != 0 and not complaints:
        yield Finding(".swift-format", 1, outcome.stderr.strip() or f"swift format ended with {outcome.returncode}")
