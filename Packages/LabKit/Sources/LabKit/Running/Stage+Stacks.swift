public import PacketCodec
internal import SocketKit
public import ToolKit

// Tools that bring a TCP/IP of their own into a host, beside the kernel's.
extension Stage {
  /// Starts a tool with a stack in user space on its host's interface. It tells where its connections stand, as the
  /// kernel's sockets are sampled.
  ///
  /// Its calls and descriptors are left out: what it asks the kernel for is frames, and those are on the wire.
  ///
  /// - Parameters:
  ///   - tool: its name.
  ///   - arguments: without those that place the stack.
  ///   - address: the stack's, of the laboratory's network and none of the kernel's; nil borrows the host's own.
  ///   - host: whose interface it is.
  ///   - label: as of any tool.
  ///   - feeding: as of any tool.
  /// - Throws: as of any tool.
  public func start(
    stack tool: String, _ arguments: [String], at address: IPv4Address?, on host: LabHost, as label: String? = nil,
    feeding: Bool = false
  ) throws(Failure) -> ToolProcess {
    let own = address.map { ["--address", "\($0)/\(HostPlan.prefixLength)"] } ?? []
    return try start(
      tool, ["-i", HostPlan.interface, "-v"] + own + arguments, on: host, as: label,
      telling: Self.octetTools.contains(tool) ? .errors : .output, feeding: feeding, watching: .nothing)
  }

  /// Those whose standard output is what their peer says.
  private static let octetTools: Set = ["gotcp-tcpclient"]
}

// MARK: - Sockets of the kernel, and connections of stacks

extension Stage {
  func count(of state: TCPSocketState, on host: LabHost) -> Int {
    sampler.count(of: state, on: host) + stacks(on: host).reduce(0) { $0 + $1.connections.count(of: state) }
  }

  func hasSeen(_ state: TCPSocketState, on host: LabHost) -> Bool {
    sampler.hasSeen(state, on: host) || stacks(on: host).contains { $0.connections.seen.contains(state) }
  }

  func isDeserted(_ host: LabHost) -> Bool {
    sampler.isDeserted(host) && stacks(on: host).allSatisfy(\.connections.isEmpty)
  }

  /// Tools that told of connections of their own.
  private func stacks(on host: LabHost) -> [ToolProcess] {
    processes.filter { $0.host == host.name && !$0.connections.seen.isEmpty }
  }
}
