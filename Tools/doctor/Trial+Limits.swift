import Glibc
import SocketKit

// What a process may have, and what it may look at.
extension Trial {
  /// The most that the tools ask for by themselves: fd-leak 256, and a server's hundreds of connections.
  private static let manyDescriptors = 1024
  private static let enoughDescriptors = 300

  /// By opening them.
  static func descriptors() -> Finding {
    let limit = DescriptorLimit.current
    try? DescriptorLimit.setSoft(min(limit.hard, max(limit.soft, manyDescriptors)))
    var opened: [CInt] = []
    var last: Errno?
    while opened.count < manyDescriptors {
      let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard number >= 0 else {
        last = .last
        break
      }
      opened.append(number)
    }
    for number in opened { close(number) }
    let reason = last.map { ", then: \($0)" } ?? ""
    let detail = "opened \(opened.count)\(reason); limits: soft \(limit.soft), hard \(limit.hard)"
    // Standard ones are open already.
    if opened.count + 8 >= manyDescriptors { return .yes(detail) }
    let cure = "ulimit -n \(manyDescriptors), or as root prlimit --nofile=\(manyDescriptors) --pid $$"
    guard opened.count >= enoughDescriptors else {
      return .no(detail, still: "tools with few connections", cure: cure)
    }
    return .partly(detail, still: "the laboratory; servers take fewer connections at once", cure: cure)
  }

  static func tracefs() -> Finding {
    let path = "/sys/kernel/tracing/events/sock/inet_sock_set_state/format"
    do throws(Errno) {
      let octets = try FileDescriptor.contents(of: path, limit: 16 * 1024)
      guard !octets.isEmpty else { throw .noSuchFile }
      return .yes("read \(path)")
    } catch {
      return .no(
        "\(path): \(error)", still: "everything here; tcp-states has changes from looks, without their moments",
        cure: "as root: mount -t tracefs none /sys/kernel/tracing")
    }
  }
}
