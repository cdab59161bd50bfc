internal import CSocketShims

/// Keeps from the kernel's own stack what comes in on an interface for one address of IPv4.
///
/// It stands behind packet sockets, which see these frames as before, and in front of all else: the kernel does not look
/// for a route for what is none of its own, which costs it more than carrying the frame here, and does not forward it.
/// What comes by a VLAN is left alone. The kernel takes the shield away with its descriptor, after SIGKILL too.
///
/// Needs Linux 6.6 and CAP_BPF and CAP_NET_ADMIN, both as root has them outside of any user namespace.
///
/// Source: bpf(2); RFC 9669; Linux `kernel/bpf/tcx.c`.
public struct IngressShield: ~Copyable, Sendable {
  private let link: FileDescriptor

  /// Raises the shield.
  ///
  /// - Parameters:
  ///   - address: whose datagrams the kernel is not to see, as a number.
  ///   - interface: where they come in.
  /// - Throws: `.notPermitted`; `.invalidArgument` before Linux 6.6; `.noSuchDevice` when the interface is gone.
  public init(hiding address: UInt32, on interface: NetworkInterface) throws(Errno) {
    let program = FileDescriptor(
      owning: try SystemCall.run("bpf", "BPF_PROG_LOAD") { csocket_shield_program(address) })
    let number = program.rawValue
    link = FileDescriptor(
      owning: try SystemCall.run("bpf", "BPF_LINK_CREATE, \(interface.name)") {
        csocket_shield_link(number, interface.index)
      })
  }
}
