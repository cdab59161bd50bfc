public import SocketKit

extension Tool {
  /// Gives up what the tool needed to open what it works on, before it reads a stranger's octets: nothing of it comes back,
  /// whatever these octets may turn the tool into.
  ///
  /// - Parameter kept: what is still needed to leave things as they were found.
  /// - Throws: 71 or 77, when the kernel does not let go.
  public static func renouncePrivileges(keeping kept: CapabilitySet = []) throws(Failure) {
    try attempt("capset") { () throws(Errno) in try Privileges.renounce(keeping: kept) }
  }
}
