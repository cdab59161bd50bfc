import Glibc

/// Octets of which no piece is like another.
///
/// Made eight at a time: a test without optimisation would take seconds for some megabytes octet by octet.
func echoPattern(_ count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
    let octets = UnsafeMutableRawBufferPointer(room)
    var word: UInt64 = 0
    while initialized < count {
      word &+= 0x9E37_79B9_7F4A_7C15
      let piece = min(8, count - initialized)
      _ = withUnsafeBytes(of: word) { memcpy(octets.baseAddress! + initialized, $0.baseAddress!, piece) }
      initialized += piece
    }
  }
}

/// `==` at memcmp's speed, for megabytes.
func areSame(_ some: [UInt8], _ others: [UInt8]) -> Bool {
  some.count == others.count && memcmp(some, others, some.count) == 0
}
