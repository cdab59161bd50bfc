import SocketKit
import Testing

/// Two descriptions of one scenario, for two schedulers.
@Suite struct `Stack and manifests` {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Command("cp", "-r", ThisWorkspace.path("compose"), folder.path).succeed()
  }

  private func differences(after edit: String = "", in file: String = "stack.yaml") throws -> String {
    if edit != "" { _ = try Command("sed", "-i", edit, "\(folder.path)/compose/\(file)").succeed() }
    return try Command(ThisWorkspace.path("scripts/compose/agree"), "\(folder.path)/compose").run().output
  }

  @Test func `say the same`() throws { #expect(try differences() == "") }

  @Test(arguments: [
    ("s/memory: 64M$/memory: 65M/", "stack.yaml", "server: memory: "),
    ("s/cap_drop: .*/cap_drop: [NET_RAW]/", "stack.yaml", "load: dropped: "),
    ("s/endpoint_mode: dnsrr/endpoint_mode: vip/", "stack.yaml", "server: one name, many addresses: False"),
    ("s/replicas: 2/replicas: 3/", "kubernetes/server.yaml", "server: replicas: 2 in stack.yaml, 3 in kubernetes"),
    ("s/-c 100/-c 101/", "kubernetes/load.yaml", "load: command: "),
    ("s/cpu: 500m/cpu: 1/", "kubernetes/server.yaml", "server: cpu: "),
  ])
  func `are told apart by one word`(_ edit: String, _ file: String, _ told: String) throws {
    #expect(try differences(after: edit, in: file).split(separator: "\n").contains { $0.hasPrefix(told) })
  }

  @Test(arguments: [
    ("s/app: server$/app: servant/", "kubernetes/network.yaml", "NetworkPolicy server: selects {'app': 'servant'}"),
    ("s/targetPort: echo/targetPort: ohce/", "kubernetes/server.yaml", "Service server: leads to a port"),
    ("s/port: echo/port: ohce/", "kubernetes/network.yaml", "NetworkPolicy load: names the port ohce"),
    ("s/address:8080/address:8081/", "kubernetes/load.yaml", "Job load: uses the port 8081"),
    ("s/namespace: tcplab/namespace: lab/", "kubernetes/load.yaml", "Job load: in no namespace that is here"),
  ])
  func `have no name that leads nowhere`(_ edit: String, _ file: String, _ told: String) throws {
    #expect(try differences(after: edit, in: file).split(separator: "\n").contains { $0.hasPrefix(told) })
  }
}
