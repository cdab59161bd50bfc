public import PacketCodec
public import SocketKit

/// Reads a capture, piece by piece, into a `CapturedWire`.
public struct CapturedWireReader: Sendable {
  /// Why a capture could not be read to its end. What was read before is still there.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is not whole, or not a capture.
    case format(CaptureFileError)
    /// It could not be read.
    case system(Errno)
    /// More frames than `CapturedWire.framesMax`.
    case tooManyFrames

    /// One phrase for a diagnostic.
    public var description: String {
      switch self {
      case .format(let error): "\(error)"
      case .system(let error): "\(error)"
      case .tooManyFrames: "more than \(CapturedWire.framesMax) frames: filter it first"
      }
    }
  }

  /// What was read so far.
  public private(set) var wire = CapturedWire()
  private var reader = CaptureFileReader()

  /// A reader at the start of a capture.
  public init() {}

  /// Takes the next octets of the file.
  public mutating func append(_ octets: RawSpan) throws(Failure) {
    // What was read before a failure needs its interfaces too: they say what its frames begin with.
    defer {
      wire.interfaces = reader.interfaces
      wire.comments = reader.comments
    }
    reader.append(octets)
    while let frame = try nextFrame() {
      guard wire.frames.count < CapturedWire.framesMax else { throw .tooManyFrames }
      wire.frames.append(frame)
    }
  }

  private mutating func nextFrame() throws(Failure) -> CapturedFrame? {
    do throws(CaptureFileError) {
      return try reader.next()
    } catch {
      throw .format(error)
    }
  }

  /// Says that there is no more.
  public func finish() throws(Failure) {
    do throws(CaptureFileError) {
      try reader.finish()
    } catch {
      throw .format(error)
    }
  }

  /// Reads all that a descriptor gives, to its end.
  public mutating func read(_ file: borrowing FileDescriptor) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let result: ReadResult
      do throws(Errno) {
        var span = chunk.mutableSpan
        var room = span.mutableBytes
        result = try file.read(into: &room)
      } catch {
        throw .system(error)
      }
      guard case .octets(let count) = result else { return try finish() }
      try append(chunk.span.extracting(..<count).bytes)
    }
  }

  /// Reads a file.
  public mutating func read(path: String) throws(Failure) {
    let file: FileDescriptor
    do throws(Errno) { file = try FileDescriptor.open(path, .read) } catch { throw .system(error) }
    try read(file)
  }
}
