extension PcapNGOption {
  /// Puts an option behind `octets`, at most `CaptureLimit.optionOctets` long.
  static func append(_ code: UInt16, _ value: some Collection<UInt8>, to octets: inout [UInt8]) {
    octets.append(littleEndian: code)
    octets.append(littleEndian: UInt16(value.count))
    octets.append(padded: value)
  }

  /// Puts a text option, cut between characters when it is too long for one.
  static func append(_ code: UInt16, text: String, to octets: inout [UInt8]) {
    let all = text.utf8
    var end = all.index(all.startIndex, offsetBy: CaptureLimit.optionOctets, limitedBy: all.endIndex) ?? all.endIndex
    while end.samePosition(in: text.unicodeScalars) == nil { end = all.index(before: end) }
    append(code, all[..<end], to: &octets)
  }

  /// Puts a counter, unless it is not known.
  static func append(_ code: UInt16, counter: UInt64?, to octets: inout [UInt8]) {
    guard let counter else { return }
    octets.append(littleEndian: code)
    octets.append(littleEndian: 8 as UInt16)
    octets.append(littleEndian: counter)
  }

  /// Puts each of these texts as a comment.
  static func append(comments: [String], to octets: inout [UInt8]) {
    for text in comments { append(comment, text: text, to: &octets) }
  }

  /// Puts the mark behind the last option.
  static func appendEnd(to octets: inout [UInt8]) { octets.append(littleEndian: 0 as UInt32) }
}
