import SocketKit
import ToolKit

/// What the command line sets.
struct Settings: Sendable {
  /// What the connections are used for. One thing at a time.
  enum Mode: String, Sendable {
    /// Messages there and back, over connections that stay.
    case messages
    /// A connection for each message.
    case churn
    /// A stream there and back, as fast as it goes.
    case bulk
    /// Nothing: connections are opened, and held.
    case idle
  }

  var mode = Mode.messages
  var connections = 50
  /// Octets of a message.
  var size = 64
  /// Messages of a connection that are under way at once.
  var depth = 1
  /// How long load is made, from when the connections are there.
  var duration = Duration.seconds(10)
  /// Messages a second in all; nil for the closed loop, where each waits for the one before it.
  var rate: Int?
  var isVerifying = false
  /// Connections opened a second.
  var connectRate: Int?
  var sources: IPAddressRange?
  /// Threads, each with a loop of its own.
  var workers = 1
  var serverPID: Int?
  var histogramFile: String?
  /// As they were given.
  var assertions: [String] = []
  /// How long what is under way at the end may take to come back.
  var grace = Duration.seconds(5)

  /// The most messages that may be under way in all: the start of each is kept, 8 octets, so 128 MiB.
  static let mostUnderWay = 1 << 24

  /// Holds options together that were right one by one.
  ///
  /// - Throws: status 64.
  func check() throws(Failure) {
    let isPaced = rate != nil
    switch mode {
    case .bulk where isPaced, .idle where isPaced: throw Failure(.usage, "--rate: there is none with --\(mode)")
    case .messages: break
    case _ where depth > 1: throw Failure(.usage, "--depth '\(depth)': must be 1 with --\(mode)")
    case .idle where isVerifying: throw Failure(.usage, "--verify: nothing comes back with --idle")
    default: break
    }
    guard connections * depth <= Self.mostUnderWay else {
      throw Failure(.usage, "--depth '\(depth)': must be at most \(Self.mostUnderWay) with all connections together")
    }
  }
}
