"""An import goes down, never up or sideways, and only where the root manifest's row says so.

Who reads one package then knows all that it can reach, and the two that stand under everything else stay pure: values in,
values out, so that a test or a fuzzer needs no kernel.
"""
import re

from .swift_text import bare, line_of
from .workspace import Finding

FLOORS = {
    "SocketKit": 0, "PacketCodec": 0, "Checksum": 0, "Histogram": 0,
    "EventLoop": 1, "UStack": 1, "Inspect": 1, "Wire": 1,
    "Prefork": 2, "PacketdrillPort": 2, "ToolKit": 2, "UStackLink": 2, "Capture": 2, "Observe": 2,
    "LabKit": 3, "FrameText": 3, "FrameInput": 3, "UStackTool": 3,
}
PURE = {"PacketCodec", "Histogram", "Inspect", "UStack", "Wire"}
FOUNDATION = re.compile(r"^Foundation(?:Essentials|Internationalization|Networking|XML)?$")

_IMPORT = re.compile(
    r"^[ \t]*(?:@\w+[ \t]+)*(?P<access>public|package|internal|fileprivate|private)?[ \t]*\bimport[ \t]+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)[ \t]+)?(?P<module>\w+)",
    re.MULTILINE)


def findings(workspace):
    targets = {target["name"]: target for target in workspace.manifest()["targets"]}
    house = House(targets)
    for target in targets.values():
        line = workspace.line("Package.swift", f'"{target["name"]}"')
        for why in house.faults_of_row(target):
            yield Finding("Package.swift", line, why)
        for path in workspace.files(f"{target['path']}/*.swift"):
            text = bare(workspace.text(path))
            for match in _IMPORT.finditer(text):
                line = line_of(text, match.start("module"))
                for why in house.faults_of_import(target, path, match["module"], match["access"]):
                    yield Finding(path, line, why)


class House:
    """The targets of the root manifest, each known by the name that an import uses."""

    def __init__(self, targets):
        self.targets = targets
        self.named = {re.sub(r"\W", "_", name): name for name in targets}

    def faults_of_row(self, target):
        name = target["name"]
        if self._is_library(target) and name not in FLOORS:
            yield f"{name} has no floor: give it one in scripts/checks/floors.py"
            return
        for needed in dependencies(target):
            other = self.targets.get(needed)
            if other is None:
                yield f"{name} depends on {needed}, which is no target of this workspace"
            elif other["type"] == "executable" and target["type"] != "test":
                yield f"{name} depends on the tool {needed}: nothing imports a tool"
            elif self._is_shim(other) and owner(other) != owner(target):
                yield f"{name} depends on {needed}, a C target of {owner(other)} alone"
            elif name in PURE:
                if needed not in FLOORS or FLOORS[needed] >= FLOORS[name]:
                    yield f"{name} depends on {needed}: {name} imports nothing of the operating system"
            elif name in FLOORS and FLOORS.get(needed, -1) >= FLOORS[name]:
                yield f"{name} (floor {FLOORS[name]}) depends on {needed} (floor {FLOORS[needed]}): imports go down"

    def faults_of_import(self, target, path, module, access):
        name = target["name"]
        imported = self.named.get(module)
        if imported is None:
            if name in PURE:
                yield f"{name} imports {module}, but nothing of the operating system may be imported here"
            elif FOUNDATION.match(module) and path.startswith("Packages/") and target["type"] != "test":
                yield f"{name} imports {module}: no Foundation below the tools"
            return
        if imported != name and imported not in dependencies(target):
            yield f"{name} imports {imported}, which its row in the root manifest does not allow"
        if access == "public" and self._is_shim(self.targets[imported]):
            yield f"{name} imports {imported} publicly: a C target stays inside its package"

    def _is_library(self, target):
        return target["type"] == "regular" and not self._is_shim(target)

    def _is_shim(self, target):
        return target["type"] in ("regular", "system") and target["name"] != owner(target)


def owner(target):
    """The package or tool in whose folder a target lives."""
    return target["path"].split("/")[1]


def dependencies(target):
    """The names of what a target depends on: `.target(name:)`, `.product(name:package:)` and a bare name alike."""
    return [next(iter(dependency.values()))[0] for dependency in target["dependencies"]]
