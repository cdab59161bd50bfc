@testable import Prefork

extension [Crew.Order] {
  /// Who is to be started.
  var started: [Member] {
    compactMap { order in
      if case .start(let member) = order { member } else { nil }
    }
  }
}

extension Int64 {
  static let millisecond: Int64 = 1_000_000
  static let second: Int64 = 1_000_000_000
}

extension Crew {
  /// A crew in which everybody serves, and who.
  static func serving(_ stations: Int) -> (crew: Crew, members: [Member]) {
    var crew = Crew(stations: stations)
    let members = crew.begin().started
    for member in members { _ = crew.serves(member) }
    return (crew, members)
  }
}
