"""A client that closes its own side in the middle of a stream, and gets the rest all the same."""
from .seen import FIN, RST


def claims(seen):
    yield "it ends by itself, with the client's status", seen.status == 0
    yield "the capture is whole", seen.is_whole()
    yield from stream(seen)
    yield from wire(seen)
    yield from states(seen)
    for service in ("server", "client"):
        yield f"{service}: not privileged, not root, no capability", seen.has_rights(service)


def stream(seen):
    sent, got = seen.said("server", "finished"), seen.said("client", "finished")
    yield ("every octet of the file arrives",
           len(sent) == 1 == len(got) and sent[0]["octets_out"] == got[0]["octets_in"] > 0
           and sent[0]["crc32"] == got[0]["crc32"])
    yield "the client has said nothing but its FIN", len(got) == 1 and got[0]["octets_out"] == 0


def wire(seen):
    closings = [index for index, one in enumerate(seen.segments) if one["flags"] & FIN]
    mine = seen.segments[closings[0]] if closings else {}
    client = seen.requests[0]["source"] if seen.requests else None
    before = sum(one["payload_octets"] for one in seen.segments[:closings[0]]) if closings else 0
    late = sum(one["payload_octets"] for one in seen.segments[closings[0]:]) if closings else 0
    yield "two ends of stream, and no reset", len(closings) == 2 and not any(one["flags"] & RST for one in seen.segments)
    yield "the first is the client's, in the middle of the file", mine.get("source") == client and before > 0 < late
    after = [one for one in seen.segments[closings[0] + 1:] if one["source"] == client] if closings else []
    yield ("from then on it acknowledges, and its number stands still behind its FIN",
           len(after) > 1 and {(one["seq"] - mine["seq"]) % 2**32 for one in after} == {1}
           and not any(one["payload_octets"] for one in after))


def states(seen):
    changes = [one["to"] for one in seen.logged("states", "transition") if one.get("to") not in ("LISTEN", None)]
    got = seen.said("client", "finished")
    yield ("the client waits in FIN_WAIT2 for the rest",
           len(got) == 1 and got[0]["states"].split(",") == ["ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT"])
    yield "the server sends it in CLOSE_WAIT", "CLOSE_WAIT" in changes and "FIN_WAIT2" not in changes
    left = seen.logged("left", "socket")
    yield ("TIME_WAIT stays at the client, which closed first, and not at the server",
           len(left) == 1 and left[0]["state"] == "TIME_WAIT" and "TIME_WAIT" not in changes)
