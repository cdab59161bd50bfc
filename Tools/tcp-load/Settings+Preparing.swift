import SocketKit
import ToolKit

extension Settings {
  /// Descriptors beside the connections: the standard ones, and of each worker a poller and a wake-up.
  private var otherDescriptors: Int { 32 + 2 * workers }

  /// Makes the process fit for what is asked of it, as far as it may: raises its limit of descriptors, and has the kernel
  /// wake it on time.
  func prepare() {
    let limit = DescriptorLimit.current
    let needed = connections + otherDescriptors
    if limit.soft < needed { try? DescriptorLimit.setSoft(min(limit.hard, needed)) }
    // The kernel may wake a sleeper up to 50 µs late, to wake several at once: a schedule would be late by so much. The
    // threads that are started afterwards inherit it.
    if rate != nil || connectRate != nil { try? FileDescriptor.write("1", to: "/proc/self/timerslack_ns") }
  }

  /// The assertions, read.
  ///
  /// - Throws: status 64.
  func readAssertions() throws(Failure) -> [Assertion] {
    var read: [Assertion] = []
    for text in assertions {
      guard let assertion = Assertion(text) else {
        throw Failure(.usage, "--assert '\(text)': must be \(Assertion.accepted)")
      }
      read.append(assertion)
    }
    return read
  }
}
