"""Load on a server that has limits: all is answered, within them."""


def claims(seen):
    yield "it ends by itself, with the client's status", seen.status == 0
    yield from answers(seen)
    yield from left(seen)
    yield from limits(seen)
    for service in ("server", "client"):
        yield f"{service}: not privileged, not root, no capability", seen.has_rights(service)


def answers(seen):
    summary = (seen.logged("client", "summary") or [{}])[0]
    intervals = seen.logged("client", "interval")
    yield "every message comes back as it was", summary.get("errors") == 0 and summary.get("operations", 0) > 0
    yield ("as many as the schedule says, in each second",
           len(intervals) >= 2 and summary.get("operations", 0) >= 0.9 * sum(one["operations"] for one in intervals) > 0)
    yield "how long they took is kept", len(seen.text("logs/load.hgrm").splitlines()) > 10
    accepted = seen.said("server", "accept")
    yield "the server saw each connection once", len(accepted) == len({one["peer"] for one in accepted}) > 0 and (
        summary.get("connections", 0) <= len(accepted) <= summary.get("connections", 0) + 1)


def left(seen):
    accepted = len(seen.said("server", "accept"))
    states = (seen.logged("left", "summary") or [{}])[0]
    yield ("the client, which closed first, is left with TIME_WAIT for each connection, and nothing else",
           0 < states.get("time_wait", 0) == states.get("total") <= accepted)


def limits(seen):
    for service, octets in (("server", 64 << 20), ("client", 256 << 20)):
        entry = seen.containers().get(service) or {"HostConfig": {}}
        host = entry["HostConfig"]
        yield (f"{service}: its limits are the engine's",
               (host.get("Memory"), host.get("PidsLimit")) == (octets, 64)
               and [(one["Name"], one["Soft"]) for one in host.get("Ulimits") or []] == [("nofile", 4096)])
        yield f"{service}: it was not ended by them", entry.get("State", {}).get("OOMKilled") is False
