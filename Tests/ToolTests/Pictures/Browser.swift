import Glibc
import SocketKit
import Testing
import ToolKit

/// A Chromium without a window, in a machine of its own: no network reaches it, and it ends with this value, whatever
/// processes it has made.
///
/// It is driven through descriptors 3 and 4: a JSON message each way, ended by a NUL (`--remote-debugging-pipe`).
final class Browser {
  /// Why there may be none.
  static let needs: Comment = "needs chromium, unshare(1), nsenter(1), and root or user namespaces"
  static let isPossible = Spawn.search("chromium") != nil && PrivateMachine.isPossible

  /// How long an answer may take before it counts as never, in milliseconds: the machine may be busy.
  private static let patience: CInt = 60_000
  /// More than any answer to what is asked here; a screenshot is the largest.
  private static let messageMax = 1 << 24

  private let machine: PrivateMachine
  private let child: ChildProcess
  private let commands: FileDescriptor
  private let messages: FileDescriptor
  private let said: FileDescriptor
  private var unread: [UInt8] = []
  private var lastCommand: Int64 = 0
  /// What came unasked and nobody has taken yet.
  private var events: [JSONValue] = []

  /// - Parameter ordinary: run by somebody without any privilege.
  init(ordinary: Bool = false) throws {
    Signal.ignoreBrokenPipe()
    let machine = try PrivateMachine()
    // Its files are on the machine's own /run, and so go with it.
    let home = "/run/browser"
    try machine.succeed(["install", "-d", "-m", "777", home])
    let toBrowser = try Pipe()
    let fromBrowser = try Pipe()
    let said = try TemporaryFile.make()
    // Its own cage needs privileges that not everybody has, and the pages are ours.
    let words = [
      "env", "HOME=\(home)", "chromium", "--headless", "--no-sandbox", "--remote-debugging-pipe",
      "--user-data-dir=\(home)/profile", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
      "--disable-background-networking", "--disable-component-update", "--disable-breakpad", "about:blank",
    ]
    let all = ordinary ? machine.ordinaryWords(words) : machine.words(words)
    var spawn = Spawn(try #require(Spawn.search(all[0])), Array(all.dropFirst()))
    spawn.inherited = [toBrowser.readEnd.rawValue, fromBrowser.writeEnd.rawValue]
    let nothing = try FileDescriptor.open("/dev/null", .read)
    spawn.standard = (nothing.rawValue, said.rawValue, said.rawValue)
    child = try ChildProcess(spawn)
    self.machine = machine
    commands = toBrowser.intoWriteEnd()
    messages = fromBrowser.intoReadEnd()
    self.said = said
  }

  /// Asks for something, and waits until it is done.
  ///
  /// - Returns: the answer's `result`.
  @discardableResult
  func ask(
    _ method: String, _ parameters: [JSONValue.Member] = [], session: String? = nil
  ) throws -> JSONValue {
    lastCommand += 1
    var members = [
      JSONValue.Member("id", .integer(lastCommand)), JSONValue.Member("method", .text(method)),
      JSONValue.Member("params", .object(parameters)),
    ]
    if let session { members.append(JSONValue.Member("sessionId", .text(session))) }
    try commands.writeAll((Array(JSONValue.object(members).description.utf8) + [0]).span.bytes)
    while true {
      let message = try nextMessage()
      guard message["id"]?.integer == lastCommand else {
        if message["method"] != nil { events.append(message) }
        continue
      }
      return try #require(message["result"], "\(method): \(message)")
    }
  }

  /// Waits for an event of this name, which may have come already; those before it stay.
  func wait(for event: String) throws {
    while !events.contains(where: { $0["method"]?.text == event }) { events.append(try nextMessage()) }
  }

  /// Takes what came unasked so far.
  func takeEvents() -> [JSONValue] {
    defer { events = [] }
    return events
  }

  private func nextMessage() throws -> JSONValue {
    while true {
      if let end = unread.firstIndex(of: 0) {
        defer { unread.removeSubrange(...end) }
        return try JSONValue.parse(Array(unread[..<end]))
      }
      try #require(unread.count < Self.messageMax, "a message without end")
      var entry = pollfd(fd: messages.rawValue, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&entry, 1, Self.patience) > 0
      try #require(isReady, "it says nothing: \(complaints)")
      var octets = [UInt8](repeating: 0, count: 65536)
      var span = octets.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try messages.read(into: &room) else {
        Issue.record("it ended: \(complaints)")
        throw Errno.brokenPipe
      }
      unread += octets[..<count]
    }
  }

  private var complaints: String {
    String(decoding: (try? TemporaryFile.contents(of: said)) ?? [], as: UTF8.self)
  }
}
