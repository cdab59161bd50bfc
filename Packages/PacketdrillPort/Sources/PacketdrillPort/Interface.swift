internal import Glibc
internal import PacketCodec
internal import UStack

// packetdrill's interface to a stack in a shared library: a table of 33 words, the first for us, then one C function each.

/// The host of the script that runs. packetdrill loads the library once and runs scripts one after the other.
nonisolated(unsafe) private var host = ScriptHost("")

/// Fills packetdrill's table.
///
/// - Parameters:
///   - flags: `--so_flags`, or nil.
///   - table: 33 words.
@_cdecl("packetdrill_interface_init")
public func packetdrillInterfaceInit(_ flags: UnsafePointer<CChar>?, _ table: UnsafeMutableRawPointer) {
  host = ScriptHost(flags.map { String(cString: $0) } ?? "")
  table.storeBytes(of: 0, as: UInt.self)
  for (index, function) in InterfaceTable.functions.enumerated() {
    table.storeBytes(of: function, toByteOffset: (index + 1) * MemoryLayout<UInt>.stride, as: UInt.self)
  }
}

/// Ends a call as C does: the result, or −1 with `errno` set last.
private func finish(_ outcome: Result<Int, CallError>) -> Int {
  switch outcome {
  case .success(let value): return value
  case .failure(let error):
    errno = error.number
    return -1
  }
}

/// Reads into memory that a script may have given wrongly.
private func read(
  _ host: ScriptHost, _ number: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int, _ flags: Int32
) -> Result<Int, CallError> {
  guard ScriptMemory.isWritable(start, count) else { return .failure(.init(EFAULT)) }
  return host.read(number, into: UnsafeMutableRawBufferPointer(start: start, count: count), flags: flags)
}

private func call(_ body: (ScriptHost) -> Result<Int, CallError>) -> Int {
  let host = host
  return finish(host.locked { body(host) })
}

private typealias User = UnsafeMutableRawPointer?
private typealias Address = UnsafePointer<sockaddr>?

/// The functions in the order of the table, each as the word that holds its address.
private enum InterfaceTable {
  static let functions: [UInt] = opening + octets + control + link + rest

  private static let opening: [UInt] = [
    word({ _ in } as @convention(c) (User) -> Void),
    word(
      { _, domain, type, _ in Int32(call { $0.socket(domain: domain, type: type) }) }
        as @convention(c) (User, Int32, Int32, Int32) -> Int32),
    word(
      { _, number, address, _ in
        Int32(call { host in transportAddress(address).map { host.bind(number, to: $0) } ?? .failure(.init(EINVAL)) })
      } as @convention(c) (User, Int32, Address, socklen_t) -> Int32),
    word(
      { _, number, backlog in Int32(call { $0.listen(number, backlog: backlog) }) }
        as @convention(c) (User, Int32, Int32) -> Int32),
    word(
      { _, number, address, count in
        Int32(
          call { host in
            host.accept(number).map { accepted in
              fill(address, count, with: accepted.peer)
              return accepted.descriptor
            }
          })
      } as @convention(c) (User, Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32),
    word(
      { _, number, address, _ in
        Int32(
          call { host in transportAddress(address).map { host.connect(number, to: $0) } ?? .failure(.init(EINVAL)) })
      } as @convention(c) (User, Int32, Address, socklen_t) -> Int32),
  ]

  private static let octets: [UInt] = [
    word(
      { _, number, buffer, count in call { read($0, number, buffer, count, 0) } }
        as @convention(c) (User, Int32, UnsafeMutableRawPointer?, Int) -> Int),
    word(
      { _, number, parts, count in call { scatter($0, number, parts, Int(count), 0) } }
        as @convention(c) (User, Int32, UnsafePointer<iovec>?, Int32) -> Int),
    word(
      { _, number, buffer, count, flags in
        call { read($0, number, buffer, count, flags) }
      } as @convention(c) (User, Int32, UnsafeMutableRawPointer?, Int, Int32) -> Int),
    word(
      { _, number, buffer, count, flags, _, _ in
        call { read($0, number, buffer, count, flags) }
      }
        as @convention(c) (
          User, Int32, UnsafeMutableRawPointer?, Int, Int32, UnsafeMutablePointer<sockaddr>?,
          UnsafeMutablePointer<socklen_t>?
        ) -> Int),
    word(
      { _, number, message, flags in
        if flags & MessageFlag.errorQueue != 0 { return call { $0.takeNotice(number, message) } }
        return call {
          scatter($0, number, message?.pointee.msg_iov, message.map { Int($0.pointee.msg_iovlen) } ?? 0, flags)
        }
      } as @convention(c) (User, Int32, UnsafeMutablePointer<msghdr>?, Int32) -> Int),
    word(
      { _, number, buffer, count in call { write($0, number, buffer, count, 0) } }
        as @convention(c) (User, Int32, UnsafeRawPointer?, Int) -> Int),
    word(
      { _, number, parts, count in call { gather($0, number, parts, Int(count), 0) } }
        as @convention(c) (User, Int32, UnsafePointer<iovec>?, Int32) -> Int),
    word(
      { _, number, buffer, count, flags in call { write($0, number, buffer, count, flags) } }
        as @convention(c) (User, Int32, UnsafeRawPointer?, Int, Int32) -> Int),
    word(
      { _, number, buffer, count, flags, address, _ in
        call { write($0, number, buffer, count, flags, to: transportAddress(address)) }
      } as @convention(c) (User, Int32, UnsafeRawPointer?, Int, Int32, Address, socklen_t) -> Int),
    word(
      { _, number, message, flags in
        let address = message?.pointee.msg_name?.assumingMemoryBound(to: sockaddr.self)
        return call {
          gather(
            $0, number, message?.pointee.msg_iov, message.map { Int($0.pointee.msg_iovlen) } ?? 0, flags,
            to: transportAddress(address))
        }
      } as @convention(c) (User, Int32, UnsafePointer<msghdr>?, Int32) -> Int),
  ]

  private static let control: [UInt] = [
    word(
      { _, number, command, argument in Int32(call { $0.control(number, command, argument) }) }
        as @convention(c) (User, Int32, Int32, Int) -> Int32),
    word(
      { _, number, request, argument in
        Int32(call { $0.query(number, request, UnsafeMutablePointer(bitPattern: argument)) })
      } as @convention(c) (User, Int32, UInt, Int) -> Int32),
    word({ _, number in Int32(call { $0.close(number) }) } as @convention(c) (User, Int32) -> Int32),
    word(
      { _, number, how in Int32(call { $0.shutdown(number, how: how) }) }
        as @convention(c) (User, Int32, Int32) -> Int32),
    word(
      { _, number, level, name, value, count in
        let outcome = call { host in
          host.option(number, level: level, name: name, into: .init(start: value, count: Int(count?.pointee ?? 0)))
        }
        guard outcome >= 0 else { return -1 }
        count?.pointee = socklen_t(outcome)
        return 0
      }
        as @convention(c) (User, Int32, Int32, Int32, UnsafeMutableRawPointer?, UnsafeMutablePointer<socklen_t>?) ->
        Int32),
    word(
      { _, number, level, name, value, count in
        Int32(call { $0.setOption(number, level: level, name: name, .init(start: value, count: Int(count))) })
      } as @convention(c) (User, Int32, Int32, Int32, UnsafeRawPointer?, socklen_t) -> Int32),
    word(
      { _, entries, count, timeout in
        Int32(call { $0.poll(.init(start: entries, count: Int(count)), timeout: timeout) })
      } as @convention(c) (User, UnsafeMutablePointer<pollfd>?, nfds_t, Int32) -> Int32),
  ]

  private static let link: [UInt] = [
    word(
      { _, datagram, count in
        Int32(
          call { host in
            host.receive(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: datagram, count: count)))
            return .success(0)
          })
      } as @convention(c) (User, UnsafeRawPointer?, Int) -> Int32),
    word(
      { _, buffer, count, time in
        Int32(
          call { host in
            guard let next = host.nextDatagram(), next.octets.count <= count.pointee else {
              count.pointee = 0
              return .success(0)
            }
            next.octets.withUnsafeBytes { buffer?.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
            count.pointee = next.octets.count
            time.pointee = next.at.nanoseconds / 1000
            return .success(0)
          })
      }
        as @convention(c) (User, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>, UnsafeMutablePointer<Int64>) ->
        Int32),
    word(
      { _, microseconds in
        host.letWokenFinish()
        return Int32(
          call { host in
            host.advance(to: host.now + .microseconds(Int(microseconds)))
            return .success(0)
          })
      } as @convention(c) (User, UInt32) -> Int32),
    word(
      { _, time, _ in
        Int32(
          call { host in
            let now = host.tellTime().nanoseconds
            time?.pointee = timeval(tv_sec: Int(now / 1_000_000_000), tv_usec: Int(now / 1000 % 1_000_000))
            return .success(0)
          })
      } as @convention(c) (User, UnsafeMutablePointer<timeval>?, UnsafeMutableRawPointer?) -> Int32),
  ]

  private static let rest: [UInt] = [
    word({ _, _ in Int32(call { $0.createEventPoll() }) } as @convention(c) (User, Int32) -> Int32),
    word(
      { _, number, operation, watched, event in
        Int32(call { $0.controlEventPoll(number, operation, watched, event) })
      } as @convention(c) (User, Int32, Int32, Int32, UnsafeMutableRawPointer?) -> Int32),
    word(
      { _, number, output, most, timeout in
        Int32(call { $0.waitEventPoll(number, output, most: Int(most), timeout: timeout) })
      } as @convention(c) (User, Int32, UnsafeMutableRawPointer?, Int32, Int32) -> Int32),
    word(
      { _, numbers in Int32(call { $0.makePipe(numbers) }) }
        as @convention(c) (User, UnsafeMutablePointer<Int32>?) -> Int32),
    word(
      { _, input, _, output, _, count, _ in call { $0.splice(from: input, to: output, count: count) } }
        as @convention(c) (
          User, Int32, UnsafeMutableRawPointer?, Int32, UnsafeMutableRawPointer?, Int, UInt32
        ) -> Int),
  ]

  private static func word<Function>(_ function: Function) -> UInt { unsafeBitCast(function, to: UInt.self) }
}

// MARK: C's shapes

private func transportAddress(_ address: Address) -> TransportAddress? {
  guard let address, Int32(address.pointee.sa_family) == AF_INET else { return nil }
  let octets = UnsafeRawPointer(address)
  return TransportAddress(
    IPv4Address(UInt32(bigEndian: octets.loadUnaligned(fromByteOffset: 4, as: UInt32.self))),
    UInt16(bigEndian: octets.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
}

private func fill(
  _ address: UnsafeMutablePointer<sockaddr>?, _ count: UnsafeMutablePointer<socklen_t>?, with peer: TransportAddress
) {
  guard let address, let count, count.pointee >= 16 else { return }
  let octets = UnsafeMutableRawPointer(address)
  octets.initializeMemory(as: UInt8.self, repeating: 0, count: 16)
  octets.storeBytes(of: UInt16(AF_INET), as: UInt16.self)
  octets.storeBytes(of: peer.port.bigEndian, toByteOffset: 2, as: UInt16.self)
  octets.storeBytes(of: peer.address.rawValue.bigEndian, toByteOffset: 4, as: UInt32.self)
  count.pointee = 16
}

private func write(
  _ host: ScriptHost, _ number: Int32, _ start: UnsafeRawPointer?, _ count: Int, _ flags: Int32,
  to address: TransportAddress? = nil
) -> Result<Int, CallError> {
  guard ScriptMemory.isReadable(start, count) else { return .failure(.init(EFAULT)) }
  return host.write(number, UnsafeRawBufferPointer(start: start, count: count), flags: flags, to: address)
}

/// Writes many pieces as one.
private func gather(
  _ host: ScriptHost, _ number: Int32, _ parts: UnsafePointer<iovec>?, _ count: Int, _ flags: Int32,
  to address: TransportAddress? = nil
) -> Result<Int, CallError> {
  var octets: [UInt8] = []
  for part in UnsafeBufferPointer(start: parts, count: count) {
    guard ScriptMemory.isReadable(part.iov_base, part.iov_len) else { return .failure(.init(EFAULT)) }
    octets += UnsafeRawBufferPointer(start: part.iov_base, count: part.iov_len)
  }
  return octets.withUnsafeBytes { host.write(number, $0, flags: flags, to: address) }
}

/// Reads once, and deals what came to many pieces.
private func scatter(
  _ host: ScriptHost, _ number: Int32, _ parts: UnsafePointer<iovec>?, _ count: Int, _ flags: Int32
) -> Result<Int, CallError> {
  let parts = UnsafeBufferPointer(start: parts, count: count)
  var octets = [UInt8](repeating: 0, count: parts.reduce(0) { $0 + $1.iov_len })
  let outcome = octets.withUnsafeMutableBytes { host.read(number, into: $0, flags: flags) }
  guard case .success(let total) = outcome else { return outcome }
  var start = 0
  for part in parts where start < total {
    let size = min(part.iov_len, total - start)
    octets.withUnsafeBytes { part.iov_base?.copyMemory(from: $0.baseAddress! + start, byteCount: size) }
    start += size
  }
  return outcome
}
