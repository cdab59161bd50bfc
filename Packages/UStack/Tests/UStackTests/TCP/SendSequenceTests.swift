import PacketCodec
import Testing

@testable import UStack

@Suite struct `The window of a segment` {
  private static let origin = SequenceNumber(0xFFFF_FF00)

  /// 1000 octets acknowledged; the window was set by a segment that stood at 500.
  private static var send: SendSequence {
    var send = SendSequence(initial: origin)
    send.unacknowledged = origin + 1000
    send.next = origin + 5000
    _ = send.updateWindow(3000, sequence: origin + 500, acknowledgment: origin + 1000)
    return send
  }

  @Test func `counts when the segment acknowledges more, though it is an old one sent again`() {
    var send = Self.send
    let isNews = send.updateWindow(100, sequence: Self.origin + 400, acknowledgment: Self.origin + 2000)
    #expect(isNews)
    #expect(send.window == 100)
  }

  @Test func `does not count when the segment acknowledges less than was acknowledged, though it stands later`() {
    var send = Self.send
    let isNews = send.updateWindow(4000, sequence: Self.origin + 600, acknowledgment: Self.origin + 900)
    #expect(!isNews)
    #expect(send.windowEnd == Self.origin + 4000)
  }

  @Test func `does not count when the segment is an old one that acknowledges nothing more`() {
    var send = Self.send
    let isNews = send.updateWindow(100, sequence: Self.origin + 400, acknowledgment: Self.origin + 1000)
    #expect(!isNews)
    #expect(send.window == 3000)
  }
}
