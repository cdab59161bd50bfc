internal import CSocketShims
internal import Glibc

/// A few counters that two processes see: memory without a name, shared by its descriptor, which outlives its writer.
///
/// One process writes, others read what it wrote last, even after a SIGKILL. Each counter is whole at any moment; two of
/// them are not of one moment.
public struct SharedCounters: ~Copyable, Sendable {
  /// What a child inherits, to map the same memory: memfd_create(2).
  public let descriptor: FileDescriptor
  /// How many counters there are: one cache line of them.
  public static let count = 8

  private static let octets = count * MemoryLayout<Int64>.stride
  private let address: UInt

  /// New ones, all 0.
  public init() throws(Errno) {
    let made = FileDescriptor(
      owning: try SystemCall.run("memfd_create", "MFD_CLOEXEC") { csocket_memory("counters") })
    let number = made.rawValue
    _ = try SystemCall.run("ftruncate", on: number, "\(Self.octets)") { ftruncate(number, off_t(Self.octets)) }
    // A file that somebody made shorter would end who looks at it by SIGBUS.
    _ = try SystemCall.run("fcntl", on: number, "F_ADD_SEALS") { csocket_seal(number) }
    try self.init(mapping: made)
  }

  /// Those of another process.
  ///
  /// - Parameter descriptor: what its `descriptor` became here.
  /// - Throws: as `expect(at:)`; what mmap(2) says of one that cannot be mapped.
  public init(mapping descriptor: consuming FileDescriptor) throws(Errno) {
    let number = descriptor.rawValue
    try Self.expect(at: number)
    let address = try SystemCall.run("mmap", on: number, "\(Self.octets), MAP_SHARED") {
      Int(bitPattern: mmap(nil, Self.octets, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0))
    }
    self.address = UInt(bitPattern: address)
    self.descriptor = descriptor
  }

  /// Looks whether a descriptor, which another program may have left here, is the memory of counters. Whatever it is, it
  /// stays as it is.
  ///
  /// - Throws: `.invalidArgument` for any other file, `.badDescriptor` for none.
  public static func expect(at number: CInt) throws(Errno) {
    // Only memory can be sealed, and only ours is sealed like this.
    let seals = try SystemCall.run("fcntl", on: number, "F_GET_SEALS") { csocket_seals(number) }
    var status = stat()
    _ = try SystemCall.run("fstat", on: number, "") { fstat(number, &status) }
    // The kernel may add one of its own (vm.memfd_noexec).
    let isOurs = seals & csocket_fixed_size == csocket_fixed_size && status.st_size == Self.octets
    guard isOurs else { throw .invalidArgument }
  }

  deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), Self.octets) }

  /// One counter.
  ///
  /// - Parameter place: 0 ..< `count`; another traps.
  public subscript(place: Int) -> Int {
    get { Int(csocket_load(pointer(place))) }
    nonmutating set { csocket_store(pointer(place), Int64(newValue)) }
  }

  private func pointer(_ place: Int) -> UnsafeMutablePointer<Int64> {
    precondition((0 ..< Self.count).contains(place), "no such counter")
    return UnsafeMutableRawPointer(bitPattern: address)!.assumingMemoryBound(to: Int64.self) + place
  }
}
