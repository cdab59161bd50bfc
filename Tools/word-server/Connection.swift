import EventLoop
import SocketKit

/// One peer of the loop: what it says, what it is owed, and what it waits for.
///
/// It is read only while nothing is owed, so a peer that does not read costs one reply, and its FIN is seen when all that
/// came before it has been answered.
struct Connection: ~Copyable {
  let socket: StreamSocket
  let peer: String
  /// What its descriptor is watched for.
  var interest: Interest = .readable
  /// Ends its pause, or its last patience.
  var timer: TimerWheel.Timer?

  var dialogue: Dialogue
  let settings: Settings
  var phase: Phase
  var owed: [UInt8] = []
  var owedFrom = 0
  var peerEnded = false

  /// Where it stands.
  enum Phase {
    /// Before the next read.
    case pausing
    /// Nothing is owed: the peer has the word.
    case hearing
    /// What was heard is answered.
    case answering
    /// A reply that waits for its time.
    case delaying(Dialogue.Reply)
    /// A reply whose time has come.
    case replying(Dialogue.Reply)
    /// Until all that is owed has gone out.
    case sending(Dialogue.Consequence)
    /// Our FIN is sent: what the peer still says is not heard, and its FIN is waited for, since a close before it could
    /// become RST and take the last reply away.
    case leaving
  }

  /// What it needs next.
  enum Step {
    case waits(Interest)
    case pauses(Duration)
    /// The door has to be closed before it goes on.
    case poisons
    /// It has said good-bye, and its patience begins.
    case leaves
    case ended(Ending)
  }

  init(_ socket: consuming StreamSocket, _ peer: String, _ dialogue: Dialogue, _ settings: Settings) {
    self.socket = socket
    self.peer = peer
    self.dialogue = dialogue
    self.settings = settings
    phase = settings.delayRead == nil ? .hearing : .pausing
  }

  /// Whether it waits for a time and not for its peer.
  var isWaiting: Bool {
    switch phase {
    case .pausing, .delaying: true
    default: false
    }
  }

  /// Whether only its peer's FIN is missing.
  var isLeaving: Bool { if case .leaving = phase { true } else { false } }

  /// What it waited for is there: it goes on as far as it can.
  mutating func proceed(_ buffer: inout [UInt8]) -> Step {
    do throws(Errno) {
      while true {
        if let step = try advance(&buffer) { return step }
      }
    } catch {
      return .ended(Ending(error))
    }
  }
}
