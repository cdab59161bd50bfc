import PacketCodec
import ToolKit
import UStack
import UStackTool

/// What the command line decides.
struct Settings: StackSettings {
  var stack = StackOptions()
  var destination: IPv4Address?
  var announces = false
  var probes = false

  /// How the stack's address is taken into use.
  func claim() throws(Failure) -> AddressClaimPolicy {
    guard destination != nil || announces || probes else {
      throw Failure(.usage, "one of -d ADDRESS, --announce and --probe is needed")
    }
    guard probes else { return announces ? .announce : .silent }
    guard stack.address != nil else { throw Failure(.usage, "--probe: needs --address, the one to be asked for") }
    guard destination == nil, !announces else {
      throw Failure(.usage, "--probe: uses no address, and goes neither with -d nor with --announce")
    }
    return .inquire
  }
}
