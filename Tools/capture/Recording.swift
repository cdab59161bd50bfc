import Capture
import EventLoop
import FrameInput
import PacketCodec
import SocketKit
import ToolKit

/// One capture from its first frame to its last: frames in, pcapng out, until something says stop.
struct Recording: ~Copyable {
  static let signalToken = Token.fixed(0)
  static let frameToken = Token.fixed(1)
  static let outputToken = Token.fixed(2)

  var loop: EventLoop
  var capture: LiveCapture
  var writer: PcapNGWriter
  var sink: Sink
  let signals: SignalDescriptor
  /// Frames after which it is over.
  let limit: Int
  var frames = 0
  var octets = 0
  var statistics = CaptureStatistics()
  /// Whether the loop tells of frames; it does not while the sink is full.
  var isWatching = true
  /// Whether no more frames are taken, and only writing is left.
  var isStopped = false
  /// Why the interface gave no more frames, if it was not asked to stop. What came before is kept.
  var interruption: CaptureError?

  /// Opens the interface: from here on the kernel keeps frames.
  init(
    _ interface: String, _ settings: Settings, _ output: consuming Sink, _ signals: consuming SignalDescriptor
  ) throws(Failure) {
    let opened = try Self.open(interface, settings)
    var loop = try Self.loop(hearing: signals, watching: opened, joinedBy: &output)
    if let duration = settings.duration {
      _ = loop.timers.schedule(at: loop.now + Int64(duration / .nanoseconds(1)), 0)
    }
    writer = PcapNGWriter(application: "capture (tcplab) \(Tool.version)", comments: settings.comments)
    _ = writer.append(CaptureInterface(name: interface, linkType: opened.linkType, snapLength: opened.snapLength))
    limit = settings.count ?? .max
    self.loop = loop
    self.signals = signals
    capture = opened
    sink = output
  }

  private static func loop(
    hearing signals: borrowing SignalDescriptor, watching capture: borrowing LiveCapture, joinedBy output: inout Sink
  ) throws(Failure) -> EventLoop {
    do throws(Errno) {
      let loop = try EventLoop(capacity: 4)
      try loop.poller.add(signals.descriptor, signalToken, .readable)
      try loop.poller.add(capture.descriptor, frameToken, .readable)
      try output.join(loop.poller, outputToken)
      return loop
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  private static func open(_ interface: String, _ settings: Settings) throws(Failure) -> LiveCapture {
    do throws(CaptureError) {
      return try LiveCapture(
        CaptureConfiguration(
          interface: interface, filter: settings.filter ?? "", snapLength: settings.snapLength))
    } catch {
      throw Failure(error)
    }
  }

  /// What there is to say when it is over.
  var summary: [Field] {
    [
      .integer("frames", frames), .integer("octets", octets),
      .integer("dropped_kernel", statistics.droppedByKernel ?? 0),
      .integer("dropped_interface", statistics.droppedByInterface ?? 0),
    ]
  }
}
