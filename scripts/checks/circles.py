"""The files of one module do not name each other in circles: each can be read after those it names.

A file names another when a type, a free function or a global that the other declares stands in its code. Nested names are
looked up as Swift does, from the innermost type outwards; members are not looked at.
"""
import re
from bisect import bisect_right
from collections import defaultdict

from .declarations import SCOPES, TYPES, declarations
from .graph import circles
from .swift_text import bare, line_of
from .workspace import Finding

_NAME = re.compile(r"(?<![\w.`])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def findings(workspace):
    for paths in modules(workspace).values():
        files = {path: File(workspace.text(path)) for path in paths}
        names = Names(files)
        arrows = {path: names.arrows(path) for path in files}
        for circle in circles({path: set(found) for path, found in arrows.items()}):
            for path in circle:
                for other in sorted(set(arrows[path]) & set(circle)):
                    name, line = arrows[path][other]
                    yield Finding(path, line, f"names {name} of {other}: a circle of {len(circle)} files")


def modules(workspace):
    """The Swift files of each module: Packages/P/Sources/M and Tools/T."""
    found = defaultdict(list)
    for path in workspace.files("Packages/*/Sources/*.swift"):
        found["/".join(path.split("/")[:4])].append(path)
    for path in workspace.files("Tools/*.swift"):
        found["/".join(path.split("/")[:2])].append(path)
    return found


class File:
    """One file's declarations, and which type stands around each place in it."""

    def __init__(self, source):
        self.text = bare(source)
        self.declarations = declarations(source)
        self.visible = [found for found in self.declarations if not {"private", "fileprivate"} & found.modifiers]
        self.types = {found.path for found in self.declarations if found.kind in TYPES | {"typealias"}}
        self.functions = {found.name for found in self.declarations if found.kind == "func"}
        self._borders = [(0, ())]
        self._mark_scopes()

    def _mark_scopes(self):
        around = []
        for found in (found for found in self.declarations if found.kind in SCOPES and found.body):
            while around and around[-1].body[1] < found.start:
                self._leave(around)
            around.append(found)
            self._borders.append((found.start, found.path))
        while around:
            self._leave(around)
        self._borders.sort()

    def _leave(self, around):
        end = around.pop().body[1]
        self._borders.append((end, around[-1].path if around else ()))

    def scope(self, offset):
        """The path of the innermost type around a place."""
        return self._borders[bisect_right(self._borders, (offset, ("\U0010ffff",))) - 1][1]


class Names:
    """Who declares what in a module."""

    def __init__(self, files):
        self.files = files
        self.types = defaultdict(set)
        self.globals = defaultdict(set)
        for path, file in files.items():
            for found in file.visible:
                if found.kind in TYPES | {"typealias"} and found.name:
                    self.types[found.path].add(path)
                elif found.kind in ("func", "var", "let") and found.parent is None:
                    self.globals[found.name].add(path)

    def arrows(self, path):
        """For each file that `path` names: the first name, and its line."""
        file = self.files[path]
        found = {}
        for match in _NAME.finditer(file.text):
            chain = tuple(match[0].split("."))
            for name, others in self._meant(file, match, chain):
                for other in others - {path}:
                    found.setdefault(other, (name, line_of(file.text, match.start())))
        return found

    def _meant(self, file, match, chain):
        scope = file.scope(match.start())
        if chain[0] == "Self":
            chain = scope + chain[1:]
        for depth in range(len(scope), -1, -1):
            paths = [scope[:depth] + chain[:length] for length in range(1, len(chain) + 1)]
            declared = [path for path in paths if path in self.types or path in file.types]
            if declared:
                return [(".".join(path[depth:]), self.types[path]) for path in declared if path not in file.types]
        if self._is_call_of_global(file, match, chain):
            return [(chain[0], self.globals[chain[0]])]
        return []

    def _is_call_of_global(self, file, match, chain):
        """A global function stands before its parenthesis; a method of the same name in this file hides it."""
        name = chain[0]
        if name not in self.globals or name in file.functions:
            return False
        return file.text[match.end():match.end() + 1] == "(" and len(chain) == 1
