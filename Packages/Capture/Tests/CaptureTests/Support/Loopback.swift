import Glibc
import SocketKit

/// A network namespace of the test's own, in which there is a loopback interface and no traffic but the test's.
enum Loopback {
  /// Whether this process may make one.
  static let isAvailable: Bool = {
    do throws(Errno) {
      _ = try Namespace.make(.network)
      return true
    } catch {
      return false
    }
  }()

  static let reason = "making a network namespace needs CAP_SYS_ADMIN"

  /// Runs `body` on this thread inside a new namespace whose loopback is up, and comes back.
  static func run(_ body: () throws -> Void) throws {
    let home = try Namespace.current(.network)
    try Namespace.unshare([.network])
    defer { do throws(Errno) { try home.enter() } catch { fatalError("\(error)") } }
    try NetworkInterface(named: "lo").bringUp()
    try body()
  }

  /// Sends one datagram to a port of 127.0.0.1 and takes it there: a capture has seen it then, since the kernel shows a
  /// frame to captures before it looks who else wants it.
  static func send(_ octets: [UInt8], to port: UInt16) throws(Errno) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let sender = try datagramSocket()
    let receiver = try datagramSocket()
    try bind(receiver, to: &address)
    _ = try withAddress(&address) { pointer, size throws(Errno) in
      try SystemCall.run("sendto", on: sender.rawValue) {
        sendto(sender.rawValue, octets, octets.count, 0, pointer, size)
      }
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    _ = try SystemCall.run("recv", on: receiver.rawValue) { recv(receiver.rawValue, &buffer, buffer.count, 0) }
  }

  /// Waits a moment for the port where it is taken: a child that another test is starting holds the receiver before this
  /// one until it executes.
  private static func bind(_ socket: borrowing FileDescriptor, to address: inout sockaddr_in) throws(Errno) {
    let number = socket.rawValue
    for attempt in 1 ... 1000 {
      do throws(Errno) {
        _ = try withAddress(&address) { pointer, size throws(Errno) in
          try SystemCall.run("bind", on: number) { Glibc.bind(number, pointer, size) }
        }
        return
      } catch {
        guard error == .addressInUse, attempt < 1000 else { throw error }
        poll(nil, 0, 1)
      }
    }
  }

  private static func datagramSocket() throws(Errno) -> FileDescriptor {
    FileDescriptor(owning: try SystemCall.run("socket") { socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0) })
  }

  private static func withAddress<Value>(
    _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Errno) -> Value
  ) throws(Errno) -> Value {
    try withUnsafePointer(to: &address) { pointer throws(Errno) in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer throws(Errno) in
        try body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Whether `descriptor` is readable now.
  static func isReadable(_ descriptor: borrowing FileDescriptor) -> Bool {
    var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 1
  }
}
