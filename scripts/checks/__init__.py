"""The rules of `scripts/check`: each module has `findings(workspace)`, which yields what breaks it."""
from . import (
    catalogs, circles, conformance, documented, floors, formatting, lengths, links, manifests, manuals, rfc, shims,
    versions)

RULES = {
    "floors": floors,
    "manifests": manifests,
    "documented": documented,
    "lengths": lengths,
    "circles": circles,
    "formatting": formatting,
    "shims": shims,
    "manuals": manuals,
    "links": links,
    "rfc": rfc,
    "conformance": conformance,
    "versions": versions,
    "catalogs": catalogs,
}
