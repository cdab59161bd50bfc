"""No source file over 400 lines, no function over 50: past that, there is a second room inside."""
from .declarations import FUNCTIONS, declarations
from .swift_text import line_of
from .workspace import Finding

FILE_LINES = 400
FUNCTION_LINES = 50


def findings(workspace):
    for path in workspace.files("*.swift", "*.c", "*.h"):
        source = workspace.text(path)
        lines = len(source.splitlines())
        if lines > FILE_LINES:
            yield Finding(path, FILE_LINES + 1, f"{lines} lines, over {FILE_LINES}")
        if path.endswith(".swift"):
            yield from long_functions(path, source)


def long_functions(path, source):
    for found in declarations(source):
        if found.body and found.kind in FUNCTIONS | {"var"}:
            lines = line_of(source, found.body[1]) - found.line + 1
            if lines > FUNCTION_LINES:
                yield Finding(path, found.line, f"{found.name or found.kind} has {lines} lines, over {FUNCTION_LINES}")
