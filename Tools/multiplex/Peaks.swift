import Glibc
import Observe
import SocketKit

/// The most that this process took at any of the moments when it was looked at.
struct Peaks: ~Copyable {
  private(set) var threads = 0
  private(set) var descriptors = 0
  private(set) var residentOctets = 0
  /// Open from the beginning: later there may be no descriptor left to look with. It counts itself.
  private let folder: ProcessDescriptors

  /// How often to look.
  static let interval = Duration.milliseconds(20)

  init() throws(Errno) { folder = try ProcessDescriptors(of: getpid()) }

  /// Looks now.
  mutating func look() {
    descriptors = max(descriptors, folder.count())
    guard let status = try? ProcessStatus(of: getpid()) else { return }
    threads = max(threads, status.threads)
    residentOctets = max(residentOctets, status.residentOctets)
  }
}
