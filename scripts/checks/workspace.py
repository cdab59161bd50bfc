"""A workspace's files and manifests, read once."""
import functools
import json
import os
import subprocess
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple


class Finding(NamedTuple):
    """Where a rule is broken, and why it counts as broken."""

    path: str
    line: int
    why: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.why}"


class Workspace:
    """Paths go in and come out as text, relative to the root."""

    def __init__(self, root):
        self.root = Path(root).resolve()

    @functools.cached_property
    def _all(self):
        found = []
        for folder, inside, names in os.walk(self.root):
            here = Path(folder)
            products = {"build"} if here == self.root else set()
            inside[:] = sorted(name for name in inside if not name.startswith(".") and name not in products)
            found += [(here / name).relative_to(self.root).as_posix() for name in sorted(names)]
        return found

    def files(self, *patterns):
        """The files that match one of `patterns`, in which a `*` also spans folders."""
        return [path for path in self._all if any(fnmatch(path, pattern) for pattern in patterns)]

    def folders(self, parent):
        """The names of the folders right inside `parent` that hold files."""
        depth = parent.count("/") + 1
        return sorted({path.split("/")[depth] for path in self.files(f"{parent}/*/*")})

    def exists(self, path):
        return (self.root / path).exists()

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    @functools.lru_cache(maxsize=None)
    def manifest(self, folder="."):
        """The Package.swift of `folder`, as SwiftPM understands it.

        The scratch folder is a temporary one: a build that runs at the same time holds the lock of the usual one.
        """
        with tempfile.TemporaryDirectory() as scratch:
            command = ["swift", "package", "--package-path", self.root / folder, "--scratch-path", scratch,
                       "dump-package"]
            outcome = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if outcome.returncode != 0:
            raise SystemExit(f"check: {folder}/Package.swift: {outcome.stderr.strip()}")
        return json.loads(outcome.stdout)

    def line(self, path, text):
        """The number of the first line of `path` with `text` in it; 1 when there is none."""
        for number, row in enumerate(self.text(path).splitlines(), 1):
            if text in row:
                return number
        return 1
