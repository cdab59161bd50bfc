"""The root manifest and the packages' own say the same.

An outside project may take the workspace by URL (the root manifest) or one package by path (its own): it must get the same
targets, settings and products either way. See docs/decisions/0001-two-manifests.md.
"""
import json
import posixpath
from concurrent.futures import ThreadPoolExecutor

from .floors import dependencies
from .workspace import Finding


def findings(workspace):
    packages = workspace.folders("Packages")
    own = [name for name in packages if workspace.exists(f"Packages/{name}/Package.swift")]
    for name in sorted(set(packages) - set(own)):
        yield Finding(f"Packages/{name}/Package.swift", 1, "missing: each package has a manifest of its own")
    with ThreadPoolExecutor(2) as pool:
        manifests = dict(zip(own, pool.map(lambda name: workspace.manifest(f"Packages/{name}"), own)))
    root = workspace.manifest()
    for name, manifest in manifests.items():
        path = f"Packages/{name}/Package.swift"
        for why in differences(name, manifest, root):
            yield Finding(path, 1, why)


def differences(package, manifest, root):
    """What `manifest`, in Packages/`package`, says otherwise than the root."""
    home = f"Packages/{package}"
    if manifest["name"] != package:
        yield f"is named {manifest['name']}, not {package}"
    if manifest["toolsVersion"] != root["toolsVersion"]:
        yield f"tools version {version(manifest)}, root {version(root)}"
    mine = {target["name"]: shape(target, home) for target in manifest["targets"]}
    theirs = {target["name"]: shape(target, "") for target in root["targets"]
              if target.get("path", "").startswith(f"{home}/")}
    for name in sorted(mine.keys() | theirs.keys()):
        if name not in mine or name not in theirs:
            yield f"target {name} is only in the {'root manifest' if name in theirs else 'package'}"
            continue
        for key in mine[name]:
            if mine[name][key] != theirs[name][key]:
                yield f"target {name}: {key}: package says {mine[name][key]}, root says {theirs[name][key]}"
    yield from products_that_differ(manifest, root, set(theirs))
    yield from neighbours_that_differ(manifest, mine)


def shape(target, home):
    """What of a target must agree, with its folder relative to the workspace."""
    kind = "Tests" if target["type"] == "test" else "Sources"
    return {
        "type": target["type"],
        "dependencies": sorted(dependencies(target)),
        "path": posixpath.normpath(posixpath.join(home, target.get("path") or f"{kind}/{target['name']}")),
        "exclude": sorted(target.get("exclude", [])),
        "resources": sorted(json.dumps(resource, sort_keys=True) for resource in target.get("resources", [])),
        "settings": sorted(json.dumps(setting, sort_keys=True) for setting in target["settings"]),
        "pkgConfig": target.get("pkgConfig"),
        "providers": json.dumps(target.get("providers"), sort_keys=True),
    }


def products_that_differ(manifest, root, targets):
    mine = {product["name"]: product for product in manifest["products"]}
    theirs = {product["name"]: product for product in root["products"] if targets & set(product["targets"])}
    for name in sorted(mine.keys() | theirs.keys()):
        if name not in mine or name not in theirs:
            yield f"product {name} is only in the {'root manifest' if name in theirs else 'package'}"
        elif (mine[name]["targets"], mine[name]["type"]) != (theirs[name]["targets"], theirs[name]["type"]):
            yield f"product {name}: package and root differ in its targets or its type"


def neighbours_that_differ(manifest, targets):
    """A package depends on the folders beside it that its targets name, and on nothing else."""
    named = {name for target in targets.values() for name in target["dependencies"]} - set(targets)
    listed = set()
    for dependency in manifest["dependencies"]:
        local = dependency.get("fileSystem")
        if local:
            listed.add(posixpath.basename(local[0]["path"]))
        else:
            yield f"depends on a package from elsewhere: {json.dumps(dependency, sort_keys=True)}"
    for name in sorted(listed ^ named):
        yield f"package dependency {name}: " + ("no target uses it" if name in listed else "a target uses it")


def version(manifest):
    return manifest["toolsVersion"]["_version"]
