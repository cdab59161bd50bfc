internal import Capture
internal import EventLoop
internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// Frames as they pass an interface, until the count or a signal.
struct FrameInterface: ~Copyable {
  private static let signalToken = Token.fixed(0)
  private static let frameToken = Token.fixed(1)
  /// Frames handed over in one turn of the loop, so that a flood cannot keep signals from being heard.
  private static let turnLimit = 512

  private var loop: EventLoop
  private var capture: LiveCapture
  private let limit: Int
  private var taken = 0
  private let report: Report

  init(
    _ interface: String, filter: String, limit: Int, hearing signals: borrowing SignalDescriptor, _ report: Report
  ) throws(Failure) {
    let opened = try Self.open(interface, filter)
    try Tool.renouncePrivileges()
    loop = try Self.loop(hearing: signals, watching: opened)
    capture = opened
    self.limit = limit
    self.report = report.toStandardError()
    self.report.event(
      "capturing", [.octets("interface", Array(interface.utf8)), .text("link", "\(capture.linkType)")])
  }

  private static func open(_ interface: String, _ filter: String) throws(Failure) -> LiveCapture {
    do throws(CaptureError) {
      return try LiveCapture(CaptureConfiguration(interface: interface, filter: filter))
    } catch {
      throw Failure(error)
    }
  }

  private static func loop(
    hearing signals: borrowing SignalDescriptor, watching capture: borrowing LiveCapture
  ) throws(Failure) -> EventLoop {
    do throws(Errno) {
      let loop = try EventLoop(capacity: 2)
      try loop.poller.add(signals.descriptor, signalToken, .readable)
      try loop.poller.add(capture.descriptor, frameToken, .readable)
      return loop
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  mutating func feed(_ taker: inout some FrameTaker) throws(Failure) {
    var isStopped = false
    while !isStopped, taken < limit {
      for index in 0 ..< (try wait()) {
        if loop.poller.event(at: index).token == Self.signalToken { isStopped = true }
      }
      if isStopped {
        // What the kernel still holds was there before anybody said stop.
        try handOver(&taker, atMost: .max, until: Timestamp.now.realtimeNanoseconds)
      } else {
        try handOver(&taker, atMost: Self.turnLimit, until: .max)
      }
    }
    let statistics = try? capture.statistics()
    report.event(
      "captured",
      [
        .integer("frames", taken), .integer("dropped_kernel", statistics?.droppedByKernel ?? 0),
        .integer("dropped_interface", statistics?.droppedByInterface ?? 0),
      ])
  }

  /// What the kernel holds, seen at once.
  private mutating func handOver(
    _ taker: inout some FrameTaker, atMost count: Int, until moment: Int64
  ) throws(Failure) {
    defer { taker.rest() }
    let end = count < limit - taken ? taken + count : limit
    do throws(CaptureError) {
      while taken < end, let frame = try capture.next(), frame.timestampNanoseconds <= moment {
        taker.take(CaptureRecord(frame), frame.octets.span.bytes, capture.linkType)
        taken += 1
      }
    } catch {
      taker.rest()
      throw Failure(.system, "\(error)")
    }
  }

  private mutating func wait() throws(Failure) -> Int {
    do throws(Errno) {
      return try loop.wait()
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }
}
