internal import EventLoop
internal import SocketKit
public import ToolKit

/// Where a tool takes frames from, as its command line says: an interface, a file or standard input.
public struct FrameSource: Hashable, Sendable {
  /// The interface to capture on.
  public var interface: String?
  /// The capture to read instead; `-` is standard input.
  public var file: String?
  /// What to take, as pcap-filter(7) writes it; empty takes all.
  public var filter = ""
  /// Frames after which it is over; nil for no limit.
  public var count: Int?

  /// Nowhere yet.
  public init() {}

  /// Hands over every frame, until the file ends, the count is reached, or SIGINT or SIGTERM comes.
  ///
  /// On an interface, `capturing` on standard error says from when on frames are kept, and `captured` at the end how many
  /// there were and how many were lost.
  ///
  /// Before the first frame is read, the process gives up its capabilities for good: it can open nothing more that needs one.
  ///
  /// - Parameters:
  ///   - taker: gets each frame.
  ///   - report: where both are said.
  /// - Throws: 64 unless there is one of interface and file, and for a filter that means nothing; 71 for an interface that
  ///   is not there or went away; 74 for a file that is no capture or ends in the middle; 77 where a permission is missing.
  ///   What came before was taken.
  public func feed(_ taker: inout some FrameTaker, _ report: Report) throws(Failure) {
    guard (interface == nil) != (file == nil) else {
      throw Failure(.usage, "one of -i IF and -r FILE is needed, and not both")
    }
    let signals = try Self.signals()
    if let file {
      var input = try FrameFile(file, filter: filter, limit: count ?? .max, hearing: signals)
      try Tool.renouncePrivileges()
      try input.feed(&taker, hearing: signals)
    } else if let interface {
      var input = try FrameInterface(interface, filter: filter, limit: count ?? .max, hearing: signals, report)
      try input.feed(&taker)
    }
  }

  private static func signals() throws(Failure) -> SignalDescriptor {
    try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  }
}
