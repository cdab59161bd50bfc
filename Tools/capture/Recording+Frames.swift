import Capture
import EventLoop
import PacketCodec
import SocketKit
import ToolKit

extension Recording {
  /// Takes the frames the kernel holds, up to a number and a moment, and passes them on.
  mutating func takeFrames(atMost count: Int, until moment: Int64 = .max) throws(Failure) {
    var taken = 0
    do throws(CaptureError) {
      while taken < count, frames < limit, let frame = try capture.next(), frame.timestampNanoseconds <= moment {
        writer.append(frame)
        taken += 1
        frames += 1
        octets += frame.octets.count
      }
    } catch {
      interruption = error
    }
    try handOver()
    if frames == limit || interruption != nil { try stop() }
  }

  /// Ends the capture: takes what the kernel still holds of the time before now, then says what was counted.
  mutating func stop() throws(Failure) {
    guard !isStopped else { return }
    isStopped = true
    if interruption == nil { try takeFrames(atMost: .max, until: Timestamp.now.realtimeNanoseconds) }
    do throws(CaptureError) {
      statistics = try capture.statistics()
      writer.append(
        statistics, interfaceIndex: 0, timestampNanoseconds: Timestamp.now.realtimeNanoseconds)
    } catch {
      interruption = interruption ?? error
    }
    try handOver()
    do throws(Errno) {
      try loop.poller.remove(capture.descriptor)
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// Passes what was written so far to the sink.
  mutating func handOver() throws(Failure) {
    try sink.take(writer.octets)
    writer.removeAll()
  }
}
