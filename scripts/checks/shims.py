"""C sources compile without a warning, each header also alone: warnings of a C target do not reach a Swift build's log."""
import os
import re
import shutil
import subprocess

from .workspace import Finding

_COMPLAINT = re.compile(r"^(?P<path>[^\s:]+):(?P<line>\d+):(?:\d+:)? (?:fatal )?(?:error|warning): (?P<why>.*)$")


def findings(workspace):
    compiler = os.environ.get("CC") or shutil.which("clang") or "cc"
    for path in workspace.files("Packages/*.c", "Packages/*.h", "Tools/*.c", "Tools/*.h"):
        command = [compiler, "-x", "c", "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-o", os.devnull]
        command += ["-fsyntax-only"] if path.endswith(".h") else ["-c", "-O1"]
        command += ["-I", include_folder(path), path]
        outcome = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        complaints = [match for match in map(_COMPLAINT.match, outcome.stderr.splitlines()) if match]
        for match in complaints:
            yield Finding(match["path"], int(match["line"]), match["why"])
        if outcome.returncode != 0 and not complaints:
            yield Finding(path, 1, outcome.stderr.strip())


def include_folder(path):
    """`include` of the target that `path` belongs to."""
    return "/".join(path.split("/")[:4]) + "/include"
