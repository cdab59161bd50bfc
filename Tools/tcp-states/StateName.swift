import SocketKit

/// A state as people write it: in either case, with "-", "_" or nothing between the words, by the names of ss(8), of
/// RFC 9293 and of this tool's own output.
enum StateName {
  /// Reads names with commas between them.
  ///
  /// - Returns: nil when one is none.
  static func list(_ text: String) -> [TCPSocketState]? {
    var states: [TCPSocketState] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let state = state(String(name)) else { return nil }
      states.append(state)
    }
    return states
  }

  private static func state(_ name: String) -> TCPSocketState? {
    let name = plain(name)
    return switch name {
    case "estab": .established
    case "synreceived": .synReceived
    case "closed": .closed
    case "listening": .listen
    default: TCPSocketState.allCases.first { plain($0.name) == name }
    }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
