/// What a Fast Open option asks for or brings.
///
/// Source: RFC 7413 §4.1.1.
public struct FastOpenCookie: Hashable, Sendable {
  /// The cookie, 4 ... 16 octets and an even number of them; none asks the server for one.
  public let octets: InlineOctets

  /// A question for a cookie.
  public static let request = FastOpenCookie()

  private init() { octets = InlineOctets() }

  /// The option's body, or nil for a length that no cookie has.
  public init?(_ octets: InlineOctets) {
    guard octets.isEmpty || (4 ... 16).contains(octets.count) && octets.count % 2 == 0 else { return nil }
    self.octets = octets
  }

  /// True when a cookie is asked for.
  public var isRequest: Bool { octets.isEmpty }
}
