import LabKit
import ToolKit

/// The hosts of every network: names tell them apart, addresses are the same in each, and never meet.
let hosts = (HostPlan(name: "client", place: 1)!, HostPlan(name: "server", place: 2)!)

/// A network's name is a file's name too, and a host's rules fit both.
func checkedName(_ name: String) throws(Failure) -> String {
  guard HostPlan(name: name, place: 1) != nil else {
    throw Failure(.usage, "--name '\(name)': must be 1 ... 32 letters, digits and hyphens, a letter first")
  }
  return name
}

/// The network of this name that is up.
func network(_ name: String, _ notes: StandingNetworkNotes) throws(Failure) -> StandingNetwork {
  guard let network = try notes.all().first(where: { $0.name == name }) else {
    throw Failure(.negative, "no network called \(name) is up")
  }
  return network
}

/// Puts a network up, and shows where it is.
func up(_ name: String, _ notes: StandingNetworkNotes, _ report: Report) throws(Failure) -> ExitStatus {
  if try notes.all().contains(where: { $0.name == name }) {
    throw Failure(.negative, "a network called \(name) is up already")
  }
  if let status = try NetworkKeeper.start(name, program: try Toolbox().path(of: command.name)) { return status }
  for line in LinkScript(from: hosts.0, to: hosts.1, secondNamespace: hosts.1.name).commands(hosts.0, hosts.1) {
    report.verbose("command", [.text("text", line)])
  }
  show("up", try network(name, notes), report)
  return .done
}

/// One line a host: what one needs to enter it by other means.
func show(_ event: String, _ network: StandingNetwork, _ report: Report) {
  for host in network.hosts {
    report.result(
      event,
      [
        .text("name", network.name), .text("host", host.name), .text("address", host.address),
        .integer("keeper", network.keeper), .text("namespace", network.namespacePath(of: host)),
      ])
  }
}
