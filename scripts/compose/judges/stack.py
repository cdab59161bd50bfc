"""The load over two machines: each server is asked from the other machine, and all of it passes the cable between them."""
import json


def claims(seen):
    tasks = {name: seen.logged(name) for name in ("server", "load")}
    yield "the load ends with 0", [one["CurrentState"].split()[0] for one in tasks["load"]] == ["Complete"]
    yield ("two servers stand on one machine, the load on the other",
           len(tasks["server"]) == 2 and {one["Node"] for one in tasks["server"]} == {"two"}
           and [one["Node"] for one in tasks["load"]] == ["one"])
    yield "no server was started twice", {one["CurrentState"].split()[0] for one in tasks["server"]} == {"Running"}
    yield from answers(seen)
    yield from network(seen)
    yield from limits(seen)


def answers(seen):
    summaries = seen.said("load", "summary")
    yield ("both servers are asked, by their own addresses, and everything comes back as it was",
           len(summaries) == 2 and all(one["errors"] == 0 < one["operations"] for one in summaries))
    yield ("as often as the schedule says",
           len(summaries) == 2 and all(4500 <= one["operations"] <= 5500 for one in summaries))
    carried = seen.said("cable", "captured")
    asked = sum(one["operations"] for one in summaries)
    yield ("each message and each answer passes the cable, in VXLAN",
           len(carried) == 1 and carried[0]["dropped_kernel"] == 0 and carried[0]["frames"] >= 2 * asked > 0)


def network(seen):
    (net,) = json.loads(seen.text("network.json") or "[{}]")
    yield "the network is an overlay without a way out", net.get("Driver") == "overlay" and net.get("Internal") is True


def limits(seen):
    services = {one["Spec"]["Name"]: one["Spec"] for one in json.loads(seen.text("services.json") or "[]")}
    for name, cpu, octets in (("server", 0.5, 64 << 20), ("load", 1, 256 << 20)):
        spec = services.get(f"tcplab_{name}", {})
        held = spec.get("TaskTemplate", {}).get("Resources", {}).get("Limits", {})
        yield (f"{name}: its limits are the swarm's",
               (held.get("NanoCPUs"), held.get("MemoryBytes")) == (cpu * 10**9, octets))
        yield (f"{name}: not root, no capability",
               spec.get("TaskTemplate", {}).get("ContainerSpec", {}).get("User") == "1000:1000"
               and spec["TaskTemplate"]["ContainerSpec"].get("CapabilityDrop") == ["ALL"])
        yield f"{name}: its name leads to addresses of its own", spec.get("EndpointSpec", {}).get("Mode") == "dnsrr"
