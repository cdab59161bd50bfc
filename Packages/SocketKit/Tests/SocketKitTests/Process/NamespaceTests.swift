import Glibc
import SocketKit
import Testing

/// Which namespace the calling thread is in, as the kernel numbers them.
private func place(_ kind: String) -> String {
  var text = [CChar](repeating: 0, count: 64)
  readlink("/proc/thread-self/ns/\(kind)", &text, 63)
  return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

@Suite(.enabled(if: isRoot, "\(needsRoot)")) struct `A namespace as root` {
  @Test func `is made without staying in it`() async {
    await #expect(processExitsWith: .success) {
      let home = place("net")
      let made = try Namespace.make(.network)
      #expect(place("net") == home)
      try made.enter()
      #expect(place("net") != home)
      #expect(throws: Errno.noSuchDevice) { try NetworkInterface(named: "eth0") }
      #expect(try NetworkInterface(named: "lo").index == 1)
    }
  }

  @Test func `of mounts is made without staying in it`() async {
    await #expect(processExitsWith: .success) {
      let home = place("mnt")
      let made = try Namespace.make(.mount)
      #expect(place("mnt") == home)
      try made.enter()
      #expect(place("mnt") != home)
    }
  }

  @Test func `is one thread's alone`() async {
    await #expect(processExitsWith: .success) {
      let home = place("net")
      try OwnThread.run {
        try Namespace.unshare([.network, .mount])
        #expect(place("net") != home)
        let ours = try Namespace.current(.network)
        let process = try Namespace.current(.network, of: getpid())
        #expect(try Self.inode(ours) != Self.inode(process))
      }
      #expect(place("net") == home)
    }
  }

  private static func inode(_ namespace: borrowing Namespace) throws -> UInt {
    var status = stat()
    #expect(fstat(namespace.descriptor.rawValue, &status) == 0)
    return UInt(status.st_ino)
  }

  @Test func `is where a child starts, and there it sees only lo`() async {
    await #expect(processExitsWith: .success) {
      let made = try Namespace.make(.network)
      var request = Spawn("/bin/cat", ["/proc/net/dev"])
      request.network = made.descriptor.rawValue
      let (text, ending) = try output(of: request)
      #expect(ending == .exited(0))
      let names = text.split(separator: "\n").dropFirst(2).compactMap { $0.split(separator: ":").first }
      #expect(names.map { $0.filter { $0 != " " } } == ["lo"])
    }
  }

  @Test func `of mounts is where a child starts`() async {
    await #expect(processExitsWith: .success) {
      let made = try Namespace.make(.mount)
      var request = Spawn("/bin/readlink", ["/proc/self/ns/mnt"])
      request.mount = made.descriptor.rawValue
      #expect(try output(of: request).text != place("mnt") + "\n")
    }
  }
}

@Suite struct `A namespace of users` {
  @Test func `cannot be made from outside, nor where there are two threads`() async {
    await #expect(processExitsWith: .success) {
      let home = place("user")
      #expect(throws: Errno.invalidArgument) { _ = try Namespace.make(.user) }
      #expect(throws: Errno.invalidArgument) { try Namespace.unshare([.user]) }
      #expect(place("user") == home)
    }
  }

  @Test func `makes an ordinary user root of networks of its own`() async {
    await #expect(processExitsWith: .success) {
      // After fork there is one thread. Failures come back as the number of the step.
      let failed = statusOfFork {
        if geteuid() == 0 {
          guard setgid(65534) == 0, setuid(65534) == 0 else { return 1 }
          Self.becomeDumpable()
        }
        do throws(Errno) {
          try Namespace.becomeRootOfNewUserNamespace()
          guard geteuid() == 0, getegid() == 0 else { return 2 }
          try Namespace.unshare([.network, .mount])
          try NetworkInterface(named: "lo").bringUp()
          let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 80), backlog: 1)
          _ = try StreamSocket.connected(to: listener)
          return 0
        } catch {
          // A machine that forbids it says so by one of these, as documented.
          return [.notPermitted, .noSpace, .permissionDenied].contains(error) ? 3 : 4
        }
      }
      #expect(failed == 0 || (failed == 3 && !isRoot))
    }
  }

  /// Whoever gave up root owns his files in /proc only after this: prctl(2), PR_SET_DUMPABLE.
  private static func becomeDumpable() {
    typealias Control = @convention(c) (CInt, CUnsignedLong, CUnsignedLong, CUnsignedLong, CUnsignedLong) -> CInt
    _ = unsafeBitCast(dlsym(nil, "prctl"), to: Control.self)(4, 1, 0, 0, 0)
  }

  @Test func `is where a child starts, and is root there`() async {
    await #expect(processExitsWith: .success) {
      // The holder makes the namespaces, with the program for that, and waits for its input to end.
      let input = try Pipe()
      let told = try Pipe()
      var holder = Spawn(
        "/usr/bin/unshare", ["--user", "--map-root-user", "--net", "--mount", "/bin/sh", "-c", "echo; cat"])
      holder.standard = (input.readEnd.rawValue, told.writeEnd.rawValue, nil)
      let held = try ChildProcess(holder)
      #expect(try told.readEnd.found() == .text("\n"))
      let user = try Namespace.current(.user, of: held.pid)
      let mount = try Namespace.current(.mount, of: held.pid)
      let network = try Namespace.current(.network, of: held.pid)
      var request = shell("id -u; cat /proc/self/uid_map; ls /sys/class/net >/dev/null; readlink /proc/self/ns/net")
      request.user = user.descriptor.rawValue
      request.mount = mount.descriptor.rawValue
      request.network = network.descriptor.rawValue
      let text = try output(of: request).text
      let words = text.split(whereSeparator: \.isWhitespace)
      #expect(words.prefix(4) == ["0", "0", "\(geteuid())", "1"])
      #expect(words.last.map(String.init) != place("net"))
    }
  }

  @Test func `of a process that ended is no more`() throws {
    var child = try ChildProcess(Spawn("/bin/true"))
    _ = child.wait()
    let pid = child.pid
    #expect(throws: Errno.noSuchFile) { _ = try Namespace.current(.user, of: pid) }
  }
}
