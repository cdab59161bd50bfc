public import ToolKit

extension LineBuffer {
  /// Puts octets behind as tcpdump's -x does: sixteen a row, in pairs, behind their place, each row on a line of its own.
  public mutating func append(rows octets: RawSpan) {
    for row in stride(from: 0, to: octets.byteCount, by: 16) {
      append("\n\t0x")
      appendHexadecimal(UInt32(row), digits: 4)
      append(": ")
      for offset in row ..< min(row + 16, octets.byteCount) {
        if offset % 2 == 0 { append(" ") }
        appendHexadecimal(UInt32(octets.number(at: offset, as: UInt8.self)), digits: 2)
      }
    }
  }
}
