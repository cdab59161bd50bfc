internal import Glibc

/// Where to connect or listen, as a person writes it: a name or an address, and a port.
public struct HostPort: Hashable, Sendable {
  /// A name or a numeric address without brackets; nil stands for all addresses.
  public var host: String?
  /// 0 ... 65535.
  public var port: UInt16

  /// A place made of its parts.
  public init(host: String?, port: UInt16) {
    self.host = host
    self.port = port
  }
}

extension HostPort: LosslessStringConvertible {
  /// Reads "HOST:PORT", "[V6]:PORT" or ":PORT".
  ///
  /// - Returns: nil when the port is missing, not a number of 0 ... 65535 in plain digits, the host has a colon and no
  ///   brackets (then nobody can tell where the address ends), or the host has a space or a NUL.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48 ... 57).contains($0) }), let port = UInt16(digits) else {
      return nil
    }
    let host = text[..<colon]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]"), let address = IPAddress(String(host.dropFirst().dropLast())), address.isIPv6 else {
        return nil
      }
      self.init(host: String(host.dropFirst().dropLast()), port: port)
    } else {
      guard !host.contains(where: { $0 == ":" || $0 == "]" || $0 == "\0" || $0.isWhitespace }) else { return nil }
      self.init(host: host.isEmpty ? nil : String(host), port: port)
    }
  }

  /// The form that `init` reads.
  public var description: String {
    guard let host else { return ":\(port)" }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

extension HostPort {
  /// The most addresses of one name that are kept; nobody tries more before giving up, and the name's owner decides how
  /// many there are.
  public static let mostAddresses = 64

  /// A name that has no address, with the resolver's reason.
  public struct ResolutionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name that was asked for.
    public var host: String
    /// The resolver's sentence (gai_strerror(3)), or the system's when a call of the resolver failed.
    public var reason: String
    /// "host: reason", ready for a diagnostic.
    public var description: String { "\(host): \(reason)" }
  }

  /// The addresses behind the name, best first; a numeric one resolves to itself without asking anybody, and `localhost`
  /// is this machine even where nobody wrote that down.
  ///
  /// It blocks as long as the resolver does (resolv.conf(5)): call it before a loop begins.
  ///
  /// - Returns: 1 ... `mostAddresses`; without a host, all addresses: `::` first, which takes IPv4 too, then 0.0.0.0 for
  ///   kernels without IPv6.
  public func resolve() throws(ResolutionError) -> [SocketAddress] {
    guard let host else { return [.init(.anyIPv6, port: port), .init(.anyIPv4, port: port)] }
    if let address = IPAddress(host) { return [SocketAddress(address, port: port)] }
    guard !host.utf8.contains(0) else { throw ResolutionError(host: host, reason: "not a name") }
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    guard code == 0 else {
      if Self.meansThisMachine(host) { return [.init(.loopback, port: port), .init(.loopbackIPv6, port: port)] }
      let reason = code == EAI_SYSTEM ? Errno.last.description : String(cString: gai_strerror(code))
      throw ResolutionError(host: host, reason: reason)
    }
    defer { freeaddrinfo(list) }
    let found = Self.addresses(in: list, port: port)
    guard !found.isEmpty else { throw ResolutionError(host: host, reason: "no usable address") }
    return found
  }

  /// Whether the name can mean nothing but this machine; a resolver that knows it is asked first, for it orders addresses.
  ///
  /// Source: RFC 6761 §6.3.
  private static func meansThisMachine(_ name: String) -> Bool {
    let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    return labels.last(where: { !$0.isEmpty }) == "localhost" && !labels.dropLast().contains("")
  }

  private static func addresses(in list: UnsafeMutablePointer<addrinfo>?, port: UInt16) -> [SocketAddress] {
    var found: [SocketAddress] = []
    var entry = list
    while let current = entry?.pointee, found.count < mostAddresses {
      var storage = sockaddr_storage()
      withUnsafeMutableBytes(of: &storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: current.ai_addr, count: Int(current.ai_addrlen)))
      }
      if var address = SocketAddress(kernelForm: storage) {
        address.port = port
        if !found.contains(address) { found.append(address) }
      }
      entry = current.ai_next
    }
    return found
  }
}

extension SocketAddress: LosslessStringConvertible {
  /// Reads the form that `description` writes. A name, a missing or trailing part, a port over 65535 give nil.
  public init?(_ text: String) {
    guard let place = HostPort(text), let host = place.host, let address = IPAddress(host) else { return nil }
    self.init(address, port: place.port)
  }
}
