import Testing

/// Two of the tools as they were built for the tests, put where a user would have them.
@Suite struct `Installing below a prefix` {
  private static let tools = ["lab-net", "wire"]
  private let machine: TemporaryFolder

  init() throws { machine = try TemporaryFolder() }

  private func make(_ target: String, _ variables: String...) throws {
    let settings = [
      "RELEASE=\(ThisWorkspace.build)", "TOOLS=\(Self.tools.joined(separator: " "))", "DESTDIR=\(machine.path)",
    ]
    _ = try Command(words: ["make", "--directory", ThisWorkspace.root, target] + settings + variables).succeed()
  }

  private func files() throws -> [String] {
    try Command("find", machine.path, "-type", "f", "-printf", "%m %P\n").succeed().split(separator: "\n")
      .map(String.init).sorted()
  }

  @Test func `puts every file in its place`() throws {
    try make("install-built", "PREFIX=/opt/lab")
    #expect(
      try files() == [
        "644 opt/lab/share/bash-completion/completions/lab-net", "644 opt/lab/share/bash-completion/completions/wire",
        "644 opt/lab/share/fish/vendor_completions.d/lab-net.fish",
        "644 opt/lab/share/fish/vendor_completions.d/wire.fish", "644 opt/lab/share/man/man1/lab-net.1",
        "644 opt/lab/share/man/man1/wire.1", "644 opt/lab/share/man/man7/tcplab.7",
        "644 opt/lab/share/zsh/site-functions/_lab-net", "644 opt/lab/share/zsh/site-functions/_wire",
        "755 opt/lab/bin/lab-net", "755 opt/lab/bin/wire", "755 opt/lab/lib/wireshark/extcap/tcplab",
      ])
    #expect(try Command("\(machine.path)/opt/lab/bin/wire", "--version").succeed().hasPrefix("wire (tcplab) "))
    for name in ["share/bash-completion/completions/wire", "share/zsh/site-functions/_wire"] {
      #expect(try machine.text(of: "opt/lab/\(name)").contains("--version"))
    }
  }

  @Test func `is undone, and leaves what is others'`() throws {
    try machine.write("", to: "usr/local/bin/other")
    let before = try files()
    try make("install-built")
    #expect(try files().count == before.count + 12)
    try make("uninstall")
    #expect(try files() == before)
  }

  @Test func `puts Wireshark's plug-in where Wireshark looks`() throws {
    try make("install-built", "PREFIX=/usr", "EXTCAP=/usr/lib/here/extcap")
    #expect(try files().filter { $0.contains("extcap") } == ["755 usr/lib/here/extcap/tcplab"])
  }
}
