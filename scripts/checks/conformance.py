"""docs/conformance.md says which test shows each requirement of the RFCs, or why it is not for us.

What is asked stands in docs/requirements.txt; a test says in a `Shows:` line of its comment what it shows. The page is
derived from both; `scripts/conformance` writes it anew. A requirement without a test or a reason, and a test of a
requirement that nobody made, break the rule.
"""
import re
from collections import defaultdict
from typing import NamedTuple

from .rfc import link
from .workspace import Finding

PAGE = "docs/conformance.md"
REQUIREMENTS = "docs/requirements.txt"
_HEAD = f"""# What each RFC asks, and the test that shows it

Written by `scripts/conformance` from `{REQUIREMENTS}` and the `Shows:` lines above the tests; do not edit. Each row is
a requirement in our own words. Behind a test, or in the place of one, stands in italics where we differ, or why it is not
for us.
"""

_RFC = re.compile(r"^RFC (?P<number>\d+)(?: (?P<title>.+))?$")
_SHOWS = re.compile(r"^\s*/// Shows: (?P<text>.*)$")
_FURTHER = re.compile(r"^\s*/// ?(?P<text>\S.*)$")
_SUITE = re.compile(r"@Suite\b.*struct `(?P<name>[^`]+)`")
_TEST = re.compile(r"\bfunc `(?P<name>[^`]+)`")
_ITEM = re.compile(r"RFC (?P<number>\d+)|(?P<name>(?:MUST|SHLD|MAY|REC)-\d+|§[A-Z\d]+(?:\.\d+)*[a-z]?)")


class Requirement(NamedTuple):
    """One thing that an RFC asks."""

    line: int
    label: str
    text: str
    reason: str


class Shown(NamedTuple):
    """A test, and where it says what it shows."""

    path: str
    line: int
    suite: str
    claim: str


def findings(workspace):
    if not workspace.exists(REQUIREMENTS):
        yield Finding(REQUIREMENTS, 1, "missing: what the RFCs ask")
        return
    faults = []
    asked, shown = requirements(workspace, faults), tests(workspace, faults)
    yield from faults
    for (number, name), found in shown.items():
        if name not in asked.get(number, {}):
            for test in found:
                yield Finding(test.path, test.line, f"RFC {number} {name} is no requirement of {REQUIREMENTS}")
    for number, of_one in asked.items():
        for name, requirement in of_one.items():
            if not requirement.reason and (number, name) not in shown:
                yield Finding(REQUIREMENTS, requirement.line, f"RFC {number} {name} has neither a test nor a reason")
    written = workspace.text(PAGE).splitlines() if workspace.exists(PAGE) else []
    wanted = page(workspace).splitlines()
    for line, (is_, should) in enumerate(zip(written + [""], wanted + [""]), 1):
        if is_ != should:
            yield Finding(PAGE, line, "stale: run scripts/conformance")
            return


def page(workspace):
    """docs/conformance.md as the requirements and the tests would have it."""
    asked, shown = requirements(workspace, []), tests(workspace, [])
    rows = [_HEAD, "| RFC | requirements | shown by a test | only a reason |", "|---|---|---|---|"]
    for number, of_one in asked.items():
        by_test = sum((number, name) in shown for name in of_one)
        rows.append(f"| [{number}](#rfc-{number}) | {len(of_one)} | {by_test} | {len(of_one) - by_test} |")
    for number, of_one in asked.items():
        rows += ["", f"## RFC {number}", "", "| | what is asked | shown by |", "|---|---|---|"]
        for name, requirement in of_one.items():
            places = [f"{link_to(test)}: {test.claim}" for test in sorted(shown.get((number, name), []))]
            places += [f"*{requirement.reason}*"] if requirement.reason else []
            rows.append(f"| {requirement.label} | {requirement.text} | {'<br>'.join(places)} |")
    return "\n".join(rows) + "\n"


def link_to(test):
    return link(test.path).replace(f"[{test.path.split('/')[-1]}]", f"[{test.suite}]")


def requirements(workspace, faults):
    """RFC number → name → requirement, in the order of the file."""
    asked, number = defaultdict(dict), None
    for line, row in enumerate(workspace.text(REQUIREMENTS).splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        heading = _RFC.match(row)
        if heading:
            number = int(heading["number"])
            continue
        label, *rest = [part.strip() for part in row.split("|")]
        if number is None or not 1 <= len(rest) <= 2 or not _ITEM.fullmatch(label.split()[0]):
            faults.append(Finding(REQUIREMENTS, line, "is neither an RFC nor `NAME | what is asked | reason`"))
        elif label.split()[0] in asked[number]:
            faults.append(Finding(REQUIREMENTS, line, f"RFC {number} {label.split()[0]} is asked twice"))
        else:
            asked[number][label.split()[0]] = Requirement(line, label, rest[0], rest[1] if len(rest) == 2 else "")
    return asked


def tests(workspace, faults):
    """(RFC number, name) → the tests that show it."""
    shown = defaultdict(list)
    for path in workspace.files("Packages/*/Tests/*.swift", "Tests/*.swift"):
        if path.startswith("Tests/WorkspaceTests/"):
            continue  # their tests stand in texts, for workspaces that are made to break
        rows, suite = workspace.text(path).splitlines(), ""
        for index, row in enumerate(rows):
            suite = match["name"] if (match := _SUITE.search(row)) else suite
            if not (match := _SHOWS.match(row)):
                continue
            words, claim = [match["text"]], None
            for further in rows[index + 1:]:
                if more := _FURTHER.match(further):
                    words.append(more["text"])
                elif claim := _TEST.search(further):
                    break
                elif not further.strip() or further.strip() == "}":
                    break
            named = list(items(" ".join(words)))
            if not claim or not named:
                faults.append(Finding(path, index + 1, "shows a requirement of no name" if claim else "stands above no test"))
                continue
            for item in named:
                shown[item].append(Shown(path, index + 1, suite or path.split("/")[-1], claim["name"]))
    return shown


def items(text):
    """(number, name) for each requirement named; a name belongs to the RFC named before it."""
    number = None
    for match in _ITEM.finditer(text):
        if match["number"]:
            number = int(match["number"])
        elif number is not None:
            yield number, match["name"]
