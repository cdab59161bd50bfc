import Capture
import EventLoop
import PacketCodec
import SocketKit
import ToolKit

/// Frames as they pass an interface, until the count or a signal.
struct LiveDump: ~Copyable {
  private static let signalToken = Token.fixed(0)
  private static let frameToken = Token.fixed(1)
  /// Frames shown in one turn of the loop, so that a flood cannot keep signals from being heard.
  private static let turnLimit = 512

  private var loop: EventLoop
  private var capture: LiveCapture
  private let limit: Int
  private var printer: Printer

  init(
    _ interface: String, _ settings: Settings, _ report: Report, _ signals: borrowing SignalDescriptor
  ) throws(Failure) {
    let opened = try Self.open(interface, settings)
    loop = try Self.loop(hearing: signals, watching: opened)
    capture = opened
    limit = settings.count ?? .max
    printer = Printer(settings, report)
    report.toStandardError().event(
      "capturing",
      [.octets("interface", Array(interface.utf8)), .text("link", "\(capture.linkType)")])
  }

  private static func open(_ interface: String, _ settings: Settings) throws(Failure) -> LiveCapture {
    do throws(CaptureError) {
      return try LiveCapture(CaptureConfiguration(interface: interface, filter: settings.filter))
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

  /// - Returns: what was counted, for who wants to know.
  mutating func run() throws(Failure) -> [Field] {
    var isOver = false
    while !isOver {
      for index in 0 ..< (try wait()) {
        if loop.poller.event(at: index).token == Self.signalToken { isOver = true }
      }
      try showFrames()
      isOver = isOver || printer.count >= limit
    }
    let statistics = try? capture.statistics()
    return [
      .integer("frames", printer.count), .integer("dropped_kernel", statistics?.droppedByKernel ?? 0),
      .integer("dropped_interface", statistics?.droppedByInterface ?? 0),
    ]
  }

  /// What the kernel holds, seen at once.
  private mutating func showFrames() throws(Failure) {
    defer { printer.flush() }
    do throws(CaptureError) {
      var shown = 0
      while shown < Self.turnLimit, printer.count < limit, let frame = try capture.next() {
        printer.show(frame, capture.linkType)
        shown += 1
      }
    } catch {
      printer.flush()
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
