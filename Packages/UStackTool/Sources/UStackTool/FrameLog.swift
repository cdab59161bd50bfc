internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// The stack's frames in a file, as pcapng.
///
/// They are gathered until `flush`, which the loop calls before each wait: at most what one turn moves.
struct FrameLog: ~Copyable {
  private let path: String
  private let file: FileDescriptor
  private var writer: PcapNGWriter
  private let interface: Int

  /// Makes the file, or empties it.
  init(_ path: String, tool: String, interface: String) throws(Failure) {
    do throws(Errno) {
      file = try .open(path, .replace)
    } catch {
      throw Failure(file: path, error)
    }
    self.path = path
    writer = PcapNGWriter(application: tool)
    self.interface = writer.append(CaptureInterface(name: interface, linkType: .ethernet))
  }

  /// Takes a frame.
  mutating func append(_ frame: RawSpan, at time: Timestamp) {
    let octets = frame.withUnsafeBytes { Array($0) }
    writer.append(
      CapturedFrame(
        timestampNanoseconds: time.realtimeNanoseconds, interfaceIndex: interface, octets: octets))
  }

  /// Writes what was gathered.
  mutating func flush() throws(Failure) {
    guard !writer.octets.isEmpty else { return }
    do throws(Errno) {
      try file.writeAll(writer.octets.span.bytes)
    } catch {
      throw Failure(.inputOutput, "\(path): \(error)")
    }
    writer.removeAll()
  }
}
