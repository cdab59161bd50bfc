internal import Glibc
internal import SocketKit

/// An open folder of /proc whose entries are numbers: the processes, or the descriptors of one.
struct NumberedFolder: ~Copyable, @unchecked Sendable {
  private let stream: OpaquePointer

  init(_ path: String) throws(Errno) {
    let descriptor = try FileDescriptor.open(path, .read)
    guard let stream = fdopendir(descriptor.rawValue) else { throw .last }
    _ = descriptor.release()
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The numbers, as the kernel lists them: rising. Names that are none are left out.
  ///
  /// - Parameter limit: the most to take; the rest is not read.
  /// - Returns: none when what the folder is about has ended.
  borrowing func numbers(limit: Int) -> [CInt] {
    rewinddir(stream)
    var numbers: [CInt] = []
    while numbers.count < limit, let entry = readdir(stream) {
      // A name of /proc is short; one without an end in these octets is no number either.
      if let number = withUnsafeBytes(of: entry.pointee.d_name, { Self.number($0.prefix(12)) }) {
        numbers.append(number)
      }
    }
    return numbers
  }

  /// Where the link with this number leads, or nil when it is gone.
  ///
  /// - Parameter room: for the link's octets; a longer one is cut.
  borrowing func target(of number: CInt, room: inout [UInt8]) -> String? {
    let count = readlinkat(dirfd(stream), "\(number)", room: &room)
    return count < 0 ? nil : String(decoding: room[..<count], as: UTF8.self)
  }

  private func readlinkat(_ folder: CInt, _ name: String, room: inout [UInt8]) -> Int {
    room.withUnsafeMutableBytes { room in
      Glibc.readlinkat(folder, name, room.baseAddress!.assumingMemoryBound(to: CChar.self), room.count)
    }
  }

  private static func number(_ name: Slice<UnsafeRawBufferPointer>) -> CInt? {
    var number = 0
    for (index, octet) in name.enumerated() {
      if octet == 0 { return index == 0 ? nil : CInt(exactly: number) }
      guard (48 ... 57).contains(octet) else { return nil }
      number = number * 10 + Int(octet - 48)
    }
    return nil
  }
}
