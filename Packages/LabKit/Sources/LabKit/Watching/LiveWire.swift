internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// The frames of a host's interface as they pass, for a screen: what is lost here is in the capture all the same.
final class LiveWire {
  private let socket: PacketSocket
  private var number = 0
  private var buffer = [UInt8](repeating: 0, count: frameMax)

  /// A segment of 64 KiB, as an interface with offloads shows it.
  private static let frameMax = 65_550
  /// The most taken at one look: a screen has no room for more, and the run goes on meanwhile.
  private static let lookMax = 512

  init(of host: LabHost, interface: String) throws(Failure) {
    do throws(Errno) {
      socket = try host.inside { () throws(Errno) in try PacketSocket(on: NetworkInterface(named: interface)) }
    } catch {
      throw Failure(errno: error, doing: "watch \(interface) of \(host.name)")
    }
  }

  /// A frame, and who sent it.
  struct Frame {
    var source: MACAddress?
    var packet: PacketSeen
    var time: Int64
  }

  /// What passed since.
  func look() -> [Frame] {
    var frames: [Frame] = []
    while frames.count < Self.lookMax {
      var span = buffer.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try? socket.receive(into: &room) else { break }
      let decoded = DecodedFrame(buffer.span.extracting(..<count).bytes)
      number += 1
      frames.append(
        Frame(
          source: decoded.ethernet?.source, packet: PacketSeen(number: number, decoded, octetCount: count),
          time: Timestamp.monotonicNow))
    }
    return frames
  }
}
