public import SocketKit

/// The descriptors of one process, to be looked at again and again.
///
/// It holds the process's folder open, so that it never shows another process that got the same number.
///
/// Source: proc_pid_fd(5).
public struct ProcessDescriptors: ~Copyable, Sendable {
  /// The most descriptors one look gives, the lowest numbers first: as many as the kernel lets a process have unless
  /// told otherwise (fs.nr_open).
  public static let limit = 1_048_576
  /// The longest name to take of a file: PATH_MAX.
  static let nameOctets = 4096

  /// Whose.
  public let process: CInt
  private let folder: NumberedFolder
  private var room = [UInt8](repeating: 0, count: Self.nameOctets)

  /// Opens a process's list.
  ///
  /// - Throws: `.noSuchFile` when there is no such process, `.permissionDenied` when it is not ours to look at.
  public init(of process: CInt) throws(Errno) {
    self.process = process
    folder = try NumberedFolder("/proc/\(process)/fd")
  }

  /// How many are open now; 0 when the process has ended. Cheaper than a look, which asks for each where it leads.
  public borrowing func count() -> Int { folder.numbers(limit: Self.limit).count }

  /// Looks now.
  ///
  /// - Returns: by rising number; none when the process has ended. One that is closed during the look may be missing.
  public mutating func look() -> [OpenDescriptor] {
    var open: [OpenDescriptor] = []
    for number in folder.numbers(limit: Self.limit) {
      guard let target = folder.target(of: number, room: &room) else { continue }
      open.append(OpenDescriptor(number: number, target: DescriptorTarget(target)))
    }
    return open
  }
}
