/// The authentication option: which keys, and the code that was made with one.
///
/// Source: RFC 5925 §2.2.
public struct TCPAuthentication: Hashable, Sendable {
  /// KeyID: the key this segment's code was made with.
  public var key: UInt8
  /// RNextKeyID: the key the sender is ready to receive with.
  public var nextReceiveKey: UInt8
  /// The message authentication code: 0 ... 36 octets, by the algorithm both sides agreed on; 12 are usual.
  public let code: InlineOctets

  /// The option with these keys and this code.
  ///
  /// - Precondition: `code` is at most 36 octets, which is what an option list has left for it.
  public init(key: UInt8, nextReceiveKey: UInt8, code: InlineOctets) {
    precondition(code.count <= 36, "code of \(code.count) octets")
    self.key = key
    self.nextReceiveKey = nextReceiveKey
    self.code = code
  }
}
