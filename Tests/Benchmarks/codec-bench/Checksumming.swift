import PacketCodec

/// Sums `octetCount` octets, 256 at least, `rounds` times.
func checksum(octetCount: Int, _ rounds: Int) -> (Double, UInt64) {
  var octets = [UInt8](repeating: 0xA5, count: octetCount)
  return nanoseconds(rounds) {
    var sum: UInt64 = 0
    for round in 0 ..< rounds {
      // One octet is another each time, so that no round's sum is the last one's.
      octets[round & 255] &+= 1
      var checksum = InternetChecksum()
      checksum.add(octets.span.bytes)
      sum &+= UInt64(checksum.value)
    }
    return sum
  }
}
