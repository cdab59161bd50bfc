"""Workers that share a port: what one takes with it when it is killed, and that nobody loses anything when all are relieved."""
from .seen import FIN, RST


def claims(seen):
    yield "it ends by itself, with the client's status", seen.status == 0
    yield "the capture is whole", seen.is_whole()
    yield from killed(seen)
    yield from relieved(seen)
    for service in ("server", "client"):
        yield f"{service}: not privileged, not root, no capability", seen.has_rights(service)


def killed(seen):
    starts = seen.said("server", "worker-start")
    exits = seen.said("server", "worker-exit")
    workers = len({one["worker"] for one in starts})
    victim = exits[0] if exits else {}
    shares = {}
    for one in seen.said("server", "stats"):
        if "worker" in one:
            shares[one["worker"]] = one["open"]
    lost = shares.get(victim.get("worker"), -1)
    guests = [one for one in seen.logged("guests", "summary")]
    yield ("every worker has a share of the guests",
           workers > 1 and len(shares) == workers and 0 not in shares.values()
           and [one["connections"] for one in guests] == [sum(shares.values())])
    yield "the death of one is told, with the signal that killed it", victim.get("signal") == 9
    yield ("another takes its place",
           len(starts) > workers and starts[workers]["worker"] == victim.get("worker")
           and starts[workers]["pid"] != victim.get("pid"))
    yield "its connections are lost with it, and no other", [one["errors"] for one in guests] == [lost]
    yield ("so it is on the wire: the server's side ends as many of the guests' first",
           lost == sum(ended_by_server(seen, end) for end in ends(seen, "guests")))


def relieved(seen):
    exits = seen.said("server", "worker-exit")[1:]
    starts = seen.said("server", "worker-start")
    workers = len({one["worker"] for one in starts})
    visitors = seen.logged("visitors", "summary")
    yield ("every worker is relieved, and ends in order",
           [one.get("status") for one in exits[:workers]] == [0] * workers and len(starts) == 2 * workers + 1
           and len({one["pid"] for one in starts}) == len(starts))
    yield ("meanwhile no visitor is refused or cut",
           len(visitors) == 1 and visitors[0]["errors"] == 0 and visitors[0]["operations"] > 400)
    cut = [one for one in during(seen, "visitors", seen.segments) if one["flags"] & RST]
    yield "nor is one reset on the wire", len(ends(seen, "visitors")) > 400 and not cut


def during(seen, who, segments):
    """Those that passed while these were at it; the first SYN is some milliseconds before the first word."""
    moments = [one["mono_ns"] for one in seen.logged(who)] or [0]
    first, last = min(moments) - 100_000_000, max(moments)
    return [one for one in segments if first < one["mono_ns"] < last]


def ends(seen, who):
    """The clients' ends of connections that were opened while these were at it."""
    return [one["source"] for one in during(seen, who, seen.requests)]


def ended_by_server(seen, client):
    """Whether the first FIN or RST of a client's connection is from the other side."""
    for segment in seen.segments:
        if segment["flags"] & (FIN | RST) and client in (segment["source"], segment["destination"]):
            return segment["destination"] == client
    return False
