public import PacketCodec
public import ToolKit

// Tools that bring a TCP/IP of their own into a host, beside the kernel's.
extension Stage {
  /// Starts a tool with a stack in user space on its host's interface. It tells where its connections stand, as the
  /// kernel's sockets are sampled.
  ///
  /// Its calls and descriptors are left out: what it asks the kernel for is frames, and those are on the wire.
  ///
  /// - Parameters:
  ///   - address: the stack's, of the laboratory's network and none of the kernel's; nil borrows the host's own.
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
