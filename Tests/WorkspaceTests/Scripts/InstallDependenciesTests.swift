import Testing

@Suite struct `Installing what is missing` {
  let machine: TemporaryFolder

  /// A PATH with a few programs, where nothing of ours is installed and the user is an ordinary one.
  init() throws {
    machine = try TemporaryFolder()
    try machine.write("#!/bin/sh\necho 1000\n", to: "id")
    try machine.write("#!/bin/sh\nexit 1\n", to: "pkg-config")
    try machine.write("#!/bin/sh\necho apt-get \"$@\"\n", to: "apt-get")
    try machine.write("#!/bin/sh\nexit 1\n", to: "sudo")
    _ = try Command("sh", "-c", "chmod +x \(machine.path)/* && ln -s /bin/bash /usr/bin/env \(machine.path)").succeed()
  }

  @Test func `without the right to, says what an administrator would type`() throws {
    let outcome = try install()
    #expect(outcome.status == 77)
    #expect(outcome.output.contains("  apt-get update && apt-get install --yes --no-install-recommends "))
    #expect(outcome.output.contains("libpcap-dev libmnl-dev zlib1g-dev"))
  }

  @Test func `as root, updates once and installs`() throws {
    try machine.write("#!/bin/sh\necho 0\n", to: "id")
    let outcome = try install()
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("install-dependencies: installing ") == true)
    #expect(lines.last?.hasSuffix("libpcap-dev libmnl-dev zlib1g-dev") == true)
  }

  @Test func `on another system, names the libraries`() throws {
    machine.remove("apt-get")
    let outcome = try install()
    #expect(outcome.status == 69)
    #expect(outcome.output.contains("libpcap-dev libmnl-dev zlib1g-dev"))
  }

  @Test func `with all of it there, says and does nothing`() throws {
    #expect(
      try Command(ThisWorkspace.path("scripts/install-dependencies"), "--tests").run() == .init(status: 0, output: ""))
  }

  private func install() throws -> Command.Outcome {
    try Command("env", "PATH=\(machine.path)", ThisWorkspace.path("scripts/install-dependencies")).run()
  }
}
