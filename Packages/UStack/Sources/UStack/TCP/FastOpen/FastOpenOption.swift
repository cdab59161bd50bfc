internal import PacketCodec

/// The option of Fast Open in either of its forms.
///
/// Source: RFC 7413 §4.1.1; RFC 6994 §2 for the form from before it had a number, which is still spoken.
struct FastOpenOption: Hashable {
  /// The kind shared by experiments.
  static let experimentalKind: UInt8 = 254
  /// What tells this experiment from others.
  static let identifier: [UInt8] = [0xF9, 0x89]

  /// The cookie, or the wish for one.
  var cookie: FastOpenCookie
  /// Whether it is, or is to be, in the older form.
  var isExperimental = false

  /// What a SYN says of it, or nil.
  init?(in options: TCPOptions) {
    for option in options.readable {
      switch option {
      case .fastOpenCookie(let cookie):
        self.init(cookie)
        return
      case .other(Self.experimentalKind, let octets) where octets.array.starts(with: Self.identifier):
        var rest = InlineOctets()
        for octet in octets.array.dropFirst(2) { rest.append(octet) }
        guard let cookie = FastOpenCookie(rest) else { return nil }
        self.init(cookie, isExperimental: true)
        return
      default: continue
      }
    }
    return nil
  }

  /// This cookie, or the wish for one.
  init(_ cookie: FastOpenCookie, isExperimental: Bool = false) {
    self.cookie = cookie
    self.isExperimental = isExperimental
  }

  /// The option as it stands in a header.
  var option: TCPOption {
    guard isExperimental else { return .fastOpenCookie(cookie) }
    var octets = InlineOctets()
    for octet in Self.identifier + cookie.octets.array { octets.append(octet) }
    return .other(kind: Self.experimentalKind, octets: octets)
  }
}

extension TCPOptions {
  /// Puts the option behind the others, and fills up to a word.
  mutating func append(_ fastOpen: FastOpenOption) {
    guard octets.count + fastOpen.option.encodedCount <= 40 else { return }
    append(fastOpen.option)
    while !octets.count.isMultiple(of: 4) { append(.noOperation) }
  }
}
