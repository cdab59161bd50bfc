"""One connection, seen on the wire, in the calls of both ends, and in the states of the server's socket."""
import re

from .seen import ACK, FIN, RST, SYN, port


def claims(seen):
    yield from talk(seen)
    yield from wire(seen)
    yield from planes(seen)
    yield from settings(seen)
    yield from rights(seen)


def talk(seen):
    yield "it ends by itself, with the client's status", seen.status == 0
    yield "three lines come back", len(seen.said("client", "reply")) == 3
    closed = seen.said("client", "closed")
    yield "no octet is lost", [(one["octets_out"], one["octets_in"]) for one in closed] == [(31, 31)]


def wire(seen):
    flags = [segment["flags"] for segment in seen.segments]
    yield "the capture is whole", seen.is_whole()
    yield ("nobody else connects, not even to see whether the server is well",
           len(seen.requests) == 1 and len(seen.said("server", "accept")) == 1)
    yield "one SYN ACK answers", sum(one & (SYN | ACK) == SYN | ACK for one in flags) == 1
    yield "two ends of stream, and no reset", (
        sum(bool(one & FIN) for one in flags) == 2 and not any(one & RST for one in flags))


def planes(seen):
    ladder = seen.text("ladder.txt")
    pids = {event["pid"] for who in ("client", "server") for event in seen.logged(who, "syscall")}
    yield "the two recorders' processes have two numbers", len(pids) == 2
    yield ("the client's calls stand at the left",
           len(re.findall(r"^ +[0-9.]+ +connect\([^│]*\) = EINPROGRESS │", ladder, re.M)) == 1)
    yield "the server's calls stand at the right", len(re.findall(r"│ accept4\(", ladder)) == 1
    yield "so do its socket's states", len(re.findall(r"│ ● ESTABLISHED$", ladder, re.M)) == 1


def settings(seen):
    low, high = (int(word) for word in (seen.setting("client", "net.ipv4.ip_local_port_range") or "1 0").split())
    yield ("the client's kernel gives ports of its own range",
           len(seen.requests) == 1 and low <= port(seen.requests[0]["source"]) <= high)
    backlog = seen.setting("server", "net.core.somaxconn")
    listeners = [one for one in seen.logged("states") if one.get("state") == "LISTEN"]
    yield ("the server's kernel keeps the queue that it was told, not the one it was asked for",
           len(listeners) == 1 and str(listeners[0].get("backlog")) == backlog != "1024")


def rights(seen):
    for service in ("server", "client"):
        yield f"{service}: not privileged, not root, no capability", seen.has_rights(service)
    yield "observer: not privileged, not root, one capability", seen.has_rights("observer", "CAP_NET_RAW") or (
        seen.has_rights("observer", "NET_RAW"))
    sets = re.findall(r"^Cap(?:Eff|Bnd):\s+(\w+)$", seen.text("trial/status"), re.M)
    yield "the kernel says so too, of a process in the server", [int(one, 16) for one in sets] == [0, 0]
    yield "without its capability the observer does not capture", seen.text("trial/without").strip() not in ("", "0")
    yield "with it, it does", seen.text("trial/with").strip() == "0"
