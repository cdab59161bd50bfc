"""What a scenario left behind, as its judge sees it."""
import json
from functools import cached_property

SYN, FIN, RST, ACK = 2, 1, 4, 16


def events(path):
    """The JSON objects of a file, one a line; what else a container said is passed over. Nothing for no file."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(errors="replace").splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            found.append(event)
    return found


class Seen:
    """A folder that `scripts/compose-test` filled: `status`, `logs/`, `said/SERVICE`, `containers.json`, the merged
    `timeline.ndjson` and the drawn `ladder.txt`."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name

    def text(self, path):
        file = self.folder / path
        return file.read_text(errors="replace") if file.exists() else ""

    @property
    def status(self):
        """What `up` ended with: the client's status."""
        return int(self.text("status") or -1)

    def said(self, service, event=None):
        """What a container wrote to its standard output."""
        return named(events(self.folder / "said" / service), event)

    def logged(self, what, event=None):
        """What a tool wrote to a file of its own."""
        return named(events(self.folder / "logs" / f"{self.name}-{what}.ndjson"), event)

    @cached_property
    def timeline(self):
        return events(self.folder / "timeline.ndjson")

    @cached_property
    def segments(self):
        """Segments on the wire, in their order."""
        return [event for event in self.timeline if event.get("event") == "packet" and "flags" in event]

    @cached_property
    def requests(self):
        """The SYN that opens each connection; of one that is sent again, the first."""
        first = {}
        for segment in self.segments:
            if segment["flags"] & (SYN | ACK) == SYN:
                first.setdefault((segment["source"], segment["destination"], segment["seq"]), segment)
        return list(first.values())

    def containers(self):
        """The engine's own word on each container, by its service."""
        try:
            known = json.loads(self.text("containers.json") or "[]")
        except ValueError:
            return {}
        return {entry["Config"]["Labels"].get("com.docker.compose.service", ""): entry for entry in known}

    def has_rights(self, service, *added, user="1000:1000"):
        """Whether a container has these capabilities alone, and that user, and can write nowhere but in its volumes."""
        entry = self.containers().get(service)
        if entry is None:
            return False
        host = entry["HostConfig"]
        return (not host["Privileged"] and host["CapDrop"] == ["ALL"] and sorted(host["CapAdd"] or []) == sorted(added)
                and host["ReadonlyRootfs"] and entry["Config"]["User"] == user)

    def setting(self, service, key):
        """A sysctl of a container."""
        entry = self.containers().get(service) or {}
        return (entry.get("HostConfig", {}).get("Sysctls") or {}).get(key, "")

    def is_whole(self, service="observer"):
        """Whether the capture was ended in order, and the kernel lost nothing of it."""
        told = self.said(service, "captured")
        return len(told) == 1 and told[0]["dropped_kernel"] == 0 == told[0]["dropped_interface"] and told[0]["frames"] > 0


def named(found, event):
    return [one for one in found if event is None or one.get("event") == event]


def port(end):
    return int(end.rsplit(":", 1)[1])
