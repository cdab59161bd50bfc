import UStack
import UStackTool

/// A connection, seen from the service.
struct Guest {
  let peer: TransportAddress
  var octetsIn = 0
  var octetsOut = 0
  /// The peer's end was read.
  var hasEnded = false
  /// We have no more to say.
  var isFinished = false
  var trail: StateTrail
}
