"""Two stacks in user space: all octets pass between them, and neither kernel knows of it."""
import re

from .seen import FIN, RST, SYN


def claims(seen):
    yield "it ends by itself, with the client's status", seen.status == 0
    sent, back = seen.text("logs/gotcp-sent").split(), seen.text("logs/gotcp-back").split()
    yield "every octet comes back as it was", len(sent) == 2 and sent == back and int(sent[1]) > 100_000
    closed = seen.said("server", "close")
    yield ("the server had as many, and both sides finished",
           len(closed) == 1 and [str(closed[0]["octets_in"])] == sent[1:] and closed[0]["reason"] == "finished")
    yield from wire(seen)
    yield from kernels(seen)
    yield from rights(seen)


def wire(seen):
    flags = [segment["flags"] for segment in seen.segments]
    yield "one connection is on the wire, from its SYN to two ends of stream", (
        len(seen.requests) == 1 and sum(bool(one & FIN) for one in flags) >= 2)
    yield "no kernel answers with a reset", bool(flags) and not any(one & RST for one in flags)
    ends = addresses(seen)
    given = {network["IPAddress"] for entry in seen.containers().values()
             for network in entry["NetworkSettings"]["Networks"].values()}
    yield "its two addresses are none that the engine gave", len(ends) == 2 and not ends & given


def place(end):
    return end.rsplit(":", 1)[0]


def addresses(seen):
    """Those of the connection's two ends."""
    return {place(segment["source"]) for segment in seen.segments if segment["flags"] & SYN}


def kernels(seen):
    """It was asked while the connection was open; that it lists its own sockets is seen by the engine's resolver."""
    sockets = seen.logged("kernel", "socket")
    yield ("the client's kernel has sockets, but none of it",
           len(sockets) > 0 and len(addresses(seen)) == 2
           and not any(place(one[end]) in addresses(seen) for one in sockets for end in ("local", "remote")))


def rights(seen):
    for service in ("server", "client"):
        yield f"{service}: not privileged, not root, two capabilities", (
            seen.has_rights(service, "NET_ADMIN", "NET_RAW")
            or seen.has_rights(service, "CAP_NET_ADMIN", "CAP_NET_RAW"))
    yield "cable: not privileged, one capability", (
        seen.has_rights("cable", "NET_ADMIN", user="0:0") or seen.has_rights("cable", "CAP_NET_ADMIN", user="0:0"))
    told = dict(re.findall(r"^(\w+):\s+(\w+)$", seen.text("said/cable"), re.M))
    yield ("once its link is open, the server has neither any more, and gets none",
           [told.get(key) for key in ("CapEff", "CapPrm")] == ["0" * 16] * 2 and told.get("NoNewPrivs") == "1")
    yield "it was given both", int(told.get("CapBnd", "0"), 16) == 1 << 12 | 1 << 13
