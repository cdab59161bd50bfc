import Testing

/// What `make compose-test` is to find of a crew of workers, written by hand: the judge looks at files alone.
@Suite struct `A judge of a crew in containers` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("0\n", to: "status")
    try folder.write(Self.rights, to: "containers.json")
    try folder.write(Self.server, to: "said/server")
    try folder.write(
      #"{"event":"captured","frames":900,"dropped_kernel":0,"dropped_interface":0}"#, to: "said/observer")
    try folder.write(
      #"{"mono_ns":1000000000,"event":"connected"}"# + "\n"
        + #"{"mono_ns":2000000000,"event":"summary","connections":3,"errors":1,"operations":500}"#,
      to: "logs/prefork-guests.ndjson")
    try folder.write(
      #"{"mono_ns":3000000000,"event":"connected"}"# + "\n"
        + #"{"mono_ns":4000000000,"event":"summary","connections":420,"errors":0,"operations":420}"#,
      to: "logs/prefork-visitors.ndjson")
    try folder.write(Self.wire, to: "timeline.ndjson")
  }

  /// Two workers: the first has one guest, the second two. The first is killed, then all are relieved.
  private static let server = """
    {"event":"worker-start","worker":1,"pid":8}
    {"event":"worker-start","worker":2,"pid":9}
    {"event":"stats","worker":1,"open":1}
    {"event":"stats","worker":2,"open":2}
    {"event":"worker-exit","worker":1,"pid":8,"signal":9}
    {"event":"worker-start","worker":1,"pid":10}
    {"event":"worker-start","worker":1,"pid":11}
    {"event":"worker-start","worker":2,"pid":12}
    {"event":"worker-exit","worker":1,"pid":10,"status":0}
    {"event":"worker-exit","worker":2,"pid":9,"status":0}

    """

  private static let rights =
    "["
    + ["server", "client"].map {
      """
      {"Config": {"Labels": {"com.docker.compose.service": "\($0)"}, "User": "1000:1000"},
       "HostConfig": {"Privileged": false, "CapDrop": ["ALL"], "CapAdd": null, "ReadonlyRootfs": true}}
      """
    }.joined(separator: ",") + "]"

  /// Each connection's SYN, and the FIN of who ends it first: of one guest, the server.
  private static let wire =
    (0 ..< 3).map { connection($0, at: 1_000_000_000 + $0, endedByServer: $0 == 0) }.joined()
    + (3 ..< 423).map { connection($0, at: 3_000_000_000 + $0, endedByServer: false) }.joined()

  private static func connection(_ port: Int, at mono: Int, endedByServer: Bool) -> String {
    let (client, server) = (#""10.0.0.3:\#(port)""#, #""10.0.0.2:8080""#)
    let (last, other) = endedByServer ? (server, client) : (client, server)
    return """
      {"event":"packet","mono_ns":\(mono),"source":\(client),"destination":\(server),"flags":2,"seq":1}
      {"event":"packet","mono_ns":\(mono),"source":\(last),"destination":\(other),"flags":17,"seq":2}

      """
  }

  /// The claims that fail.
  private func failures() throws -> [String] {
    let said = try Command(ThisWorkspace.path("scripts/compose/judge"), "prefork", folder.path).run()
    let lines = said.output.split(separator: "\n")
    #expect(lines.count == 12)
    let failed = lines.filter { $0.hasSuffix(" ... FAIL") }
    #expect(said.status == (failed.isEmpty ? 0 : 1))
    return failed.map { String($0.split(separator: ": ", maxSplits: 1)[1].dropLast(" ... FAIL".count)) }
  }

  @Test func `believes what is whole`() throws { #expect(try failures() == []) }

  @Test(arguments: [
    ("/worker-exit/d", "said/server", "the death of one is told, with the signal that killed it"),
    ("/signal/d", "said/server", "the death of one is told, with the signal that killed it"),
    ("s/signal\":9/signal\":15/", "said/server", "the death of one is told, with the signal that killed it"),
    ("/start.*pid\":1[01]}/d", "said/server", "another takes its place"),
    ("s/errors\":1/errors\":2/", "logs/prefork-guests.ndjson", "its connections are lost with it, and no other"),
    ("s/open\":2/open\":0/", "said/server", "every worker has a share of the guests"),
    ("s/status\":0/status\":1/", "said/server", "every worker is relieved, and ends in order"),
    ("/exit.*pid\":9,/d", "said/server", "every worker is relieved, and ends in order"),
    ("s/errors\":0/errors\":1/", "logs/prefork-visitors.ndjson", "meanwhile no visitor is refused or cut"),
    ("s/flags\":17/flags\":20/", "timeline.ndjson", "nor is one reset on the wire"),
    ("s/fs\": true/fs\": false/", "containers.json", "client: not privileged, not root, no capability"),
    ("s/\\[\"ALL\"\\]/[]/", "containers.json", "server: not privileged, not root, no capability"),
    ("/flags\":17/d", "timeline.ndjson", "so it is on the wire: the server's side ends as many of the guests' first"),
  ])
  func `misses what is not there`(_ edit: String, _ file: String, _ claim: String) throws {
    _ = try Command("sed", "-i", edit, "\(folder.path)/\(file)").succeed()
    #expect(try failures().contains(claim))
  }
}
