internal import SocketKit

/// A whole call of strace(1), taken apart: `name(arguments) = result errno (words) <duration>`.
struct StraceCall {
  var name: String
  var arguments: ArraySlice<UInt8>
  var outcome: StraceOutcome

  /// - Returns: nil when it has no brackets or no result.
  init?(_ text: ArraySlice<UInt8>) {
    guard let opening = text.firstIndex(of: UInt8(ascii: "(")), opening > text.startIndex else { return nil }
    let name = text[..<opening]
    guard name.allSatisfy({ $0 > UInt8(ascii: " ") && $0 < 0x7F }) else { return nil }
    let inside = text[(opening + 1)...]
    guard let end = StraceScanner.endOfArguments(inside) ?? Self.lastBracket(inside) else { return nil }
    var rest = inside[(end + 1)...]
    _ = rest.dropSpaces()
    guard let result = rest.dropping(prefix: "= ") else { return nil }
    self.name = name.text
    arguments = inside[..<end]
    if let returned = arguments.dropping(suffix: StraceLine.unfinished) { arguments = returned }
    outcome = StraceOutcome(result)
  }

  /// Where the brackets do not match, as strace's own notes may leave them, the last that could be it.
  private static func lastBracket(_ text: ArraySlice<UInt8>) -> Int? {
    let mark = Array(") = ".utf8)
    var place = text.endIndex - mark.count
    while place >= text.startIndex {
      if text[place ..< place + mark.count].elementsEqual(mark) { return place }
      place -= 1
    }
    return nil
  }
}

// MARK: - What it was about

extension StraceCall {
  /// Calls whose first argument is a descriptor also where none of that number is open, and strace says nothing of it.
  private static let onDescriptors: Set = [
    "accept", "accept4", "bind", "close", "connect", "dup", "dup2", "dup3", "fcntl", "getpeername", "getsockname",
    "getsockopt", "ioctl", "listen", "read", "readv", "recvfrom", "recvmmsg", "recvmsg", "sendmmsg", "sendmsg",
    "sendto", "setsockopt", "shutdown", "write", "writev",
  ]
  /// Calls that are given, or fill in, the address of their descriptor's socket or of its peer.
  private static let onAddresses: Set = ["accept", "accept4", "bind", "connect", "getpeername", "getsockname"]

  /// Whether it makes a thread of the same process, not a process.
  var makesThread: Bool { arguments.firstRange(of: Array("CLONE_THREAD".utf8)) != nil }

  /// Whether it makes a process or a thread.
  static func isMaking(_ text: ArraySlice<UInt8>) -> Bool {
    ["clone(", "clone3(", "fork(", "vfork("].contains { text.starts(with: $0.utf8) }
  }

  /// - Parameters:
  ///   - entered: CLOCK_REALTIME, nanoseconds.
  func traced(entered: Int64, process: Int32, thread: Int32) -> TracedCall {
    let (first, rest) = StraceScanner.firstArgument(arguments)
    let descriptor = StraceDescriptor(first)
    let isOne = descriptor.map { $0.annotation != nil || Self.onDescriptors.contains(name) } ?? false
    let address = Self.onAddresses.contains(name) && descriptor?.isTCP ?? false ? address(in: rest) : nil
    return TracedCall(
      name: name, descriptor: isOne ? descriptor?.number : nil,
      arguments: address?.description ?? (isOne ? rest : arguments).text, result: outcome.result, error: outcome.error,
      enteredNanoseconds: entered, durationNanoseconds: outcome.durationNanoseconds, process: process, thread: thread,
      ends: isOne ? descriptor?.ends : nil)
  }

  private func address(in arguments: ArraySlice<UInt8>) -> SocketAddress? {
    let isAccept = name == "accept" || name == "accept4"
    // Who does not ask accept(2) for the peer has it all the same.
    return StraceAddress.first(in: arguments) ?? (isAccept ? outcome.descriptor?.ends?.remote : nil)
  }
}
