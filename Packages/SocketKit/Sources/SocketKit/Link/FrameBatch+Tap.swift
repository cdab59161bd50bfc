internal import Glibc

// Frames through the cable of a TAP, one a call: a TAP knows no batches.

extension FrameBatch {
  /// Takes what waits at a TAP, in place of what it held.
  ///
  /// - Parameters:
  ///   - tap: the cable.
  ///   - most: frames at most, 1 ... `capacity`.
  ///   - octets: no frame more is taken once so many lie here, so that they are still near the processor when they are
  ///     looked at.
  /// - Returns: how many frames there are now; 0 when none waited.
  public mutating func receive(
    from tap: borrowing TapDevice, atMost most: Int = Self.capacity, untilOctets octets: Int = .max
  ) throws(Errno) -> Int {
    precondition((1 ... Self.capacity).contains(most), "room for 1 to \(Self.capacity) frames")
    (first, count) = (0, 0)
    let number = tap.descriptor.rawValue
    let skipped = tap.octetsWithoutHeader
    let room = roomOctets + OffloadHeader.octetCount - skipped
    var taken = 0
    while count < most, taken < octets {
      let slot = slots + count * stride
      do throws(Errno) {
        let length = try SystemCall.run("read", on: number, "\(room)") { read(number, slot + skipped, room) }
        if skipped > 0 { OffloadHeader().write(to: slot) }
        lengths[count] = UInt32(length + skipped)
        taken += length
        count += 1
      } catch {
        guard error == .wouldBlock || count > 0 else { throw error }
        break
      }
    }
    return count
  }

  /// Hands the frames to a TAP, and keeps them.
  ///
  /// - Returns: how many of the first it took; fewer than there are when it takes no more now.
  /// - Throws: what the TAP says of the first frame.
  public mutating func offer(to tap: borrowing TapDevice) throws(Errno) -> Int {
    let number = tap.descriptor.rawValue
    let skipped = tap.octetsWithoutHeader
    for index in 0 ..< count {
      let place = UnsafeRawPointer(slots + (first + index) * stride + skipped)
      let length = Int(lengths[first + index]) - skipped
      do throws(Errno) {
        _ = try SystemCall.run("write", on: number, "\(length) octets") { write(number, place, length) }
      } catch {
        guard error == .wouldBlock || index > 0 else { throw error }
        return index
      }
    }
    return count
  }
}

extension TapDevice {
  /// Octets in front of each slot of a batch that its frames have no use for.
  fileprivate var octetsWithoutHeader: Int { hasOffloadHeader ? 0 : OffloadHeader.octetCount }
}
