@testable import UStack

/// `octets` with up to four changes of the kinds that break readers: turned bits, telling values, cuts and insertions.
func mutated(_ octets: [UInt8], _ random: inout RandomSource) -> [UInt8] {
  var octets = octets
  for _ in 0 ..< Int.random(in: 0 ... 4, using: &random) where !octets.isEmpty {
    let index = Int.random(in: 0 ..< octets.count, using: &random)
    switch Int.random(in: 0 ..< 5, using: &random) {
    case 0: octets[index] ^= 1 << UInt8.random(in: 0 ..< 8, using: &random)
    case 1: octets[index] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
    case 2: octets.removeLast(octets.count - index)
    case 3: octets.remove(at: index)
    default: octets.insert(UInt8.random(in: 0 ... 255, using: &random), at: index)
    }
  }
  return octets
}
