"""Every public declaration in Packages/*/Sources has a doc comment: it is what a reader has of it."""
from .declarations import declarations
from .workspace import Finding


def findings(workspace):
    for path in workspace.files("Packages/*/Sources/*.swift"):
        source = workspace.text(path)
        rows = source.splitlines()
        protocols = public_protocols(source)
        for declaration in declarations(source):
            if declaration.kind == "extension":
                continue
            public = {"public", "open"} & declaration.modifiers
            required = declaration.parent == "protocol" and declaration.scope in protocols
            if (public or required) and not has_comment(rows, declaration.line):
                yield Finding(path, declaration.line, f"{declaration.kind} {declaration.name} has no doc comment")


def public_protocols(source):
    """The paths of the public protocols of a file: their requirements are public without saying so."""
    return {found.path for found in declarations(source) if found.kind == "protocol" and "public" in found.modifiers}


def has_comment(rows, line):
    """Whether the line above, attributes apart, is a doc comment."""
    above = line - 2
    while above >= 0 and rows[above].strip().startswith("@"):
        above -= 1
    return above >= 0 and rows[above].strip().startswith("///")
