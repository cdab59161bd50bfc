/// Octets of which no piece is like another.
func echoPattern(_ count: Int) -> [UInt8] {
  (0 ..< count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 8 &* 31 &+ $0 >> 16) }
}
