import Histogram
import SocketKit
import ToolKit

/// Where the distribution of latencies goes: opened before the load, so that a name that cannot be written costs nobody
/// the time of it.
final class HistogramFile {
  private let path: String
  private let descriptor: FileDescriptor

  init(_ path: String) throws(Failure) {
    self.path = path
    do throws(Errno) {
      descriptor = try FileDescriptor.open(path, .replace)
    } catch {
      throw Failure(file: path, error)
    }
  }

  /// Writes microseconds.
  func write(_ latencies: Histogram) throws(Failure) {
    do throws(Errno) {
      try descriptor.writeAll(Array(latencies.percentileText(unit: 1000).utf8).span.bytes)
    } catch {
      throw Failure(file: path, error)
    }
  }
}
