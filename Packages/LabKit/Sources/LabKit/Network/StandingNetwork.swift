internal import SocketKit
internal import ToolKit

/// A network that stays between commands: a keeper process holds its hosts, and a note says where the keeper is.
public struct StandingNetwork: Hashable, Sendable {
  /// The network's name.
  public var name: String
  /// The keeper's number.
  public var keeper: CInt
  /// When the keeper was started, in the kernel's ticks: another process may get its number.
  public var keeperStart: UInt64
  /// Its hosts.
  public var hosts: [Host]

  /// A host of it.
  public struct Host: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its address.
    public var address: String
    /// The keeper's descriptor of its network namespace.
    public var descriptor: Int

    /// A host from its parts.
    public init(name: String, address: String, descriptor: Int) {
      self.name = name
      self.address = address
      self.descriptor = descriptor
    }
  }

  /// The file that stands for a host's network namespace, as nsenter(1) takes it.
  public func namespacePath(of host: Host) -> String { "/proc/\(keeper)/fd/\(host.descriptor)" }

  /// Whether its keeper still lives.
  public var isUp: Bool { ProcessStart(of: keeper)?.ticks == keeperStart }
}

extension StandingNetwork {
  /// The note, one line of JSON.
  var note: String {
    JSONValue.object([
      .init("name", .text(name)), .init("keeper", .integer(Int64(keeper))),
      .init("keeper_start", .integer(Int64(keeperStart))),
      .init(
        "hosts",
        .array(
          hosts.map {
            .object([
              .init("name", .text($0.name)), .init("address", .text($0.address)),
              .init("descriptor", .integer(Int64($0.descriptor))),
            ])
          })),
    ]).description
  }

  /// Reads a note; nil for anything that is none.
  init?(note octets: [UInt8]) {
    guard let object = try? JSONValue.parse(octets), let name = object["name"]?.text,
      let keeper = object["keeper"]?.integer.flatMap({ CInt(exactly: $0) }), keeper > 1,
      let start = object["keeper_start"]?.integer.flatMap({ UInt64(exactly: $0) }),
      let hosts = object["hosts"]?.array
    else { return nil }
    self.init(
      name: name, keeper: keeper, keeperStart: start,
      hosts: hosts.compactMap { host in
        guard let name = host["name"]?.text, let address = host["address"]?.text,
          let descriptor = host["descriptor"]?.integer
        else { return nil }
        return Host(name: name, address: address, descriptor: Int(descriptor))
      })
  }
}
