/// A graph over time, as values: what was measured, before anybody draws it.
public struct Graph: Hashable, Sendable {
  /// A place: seconds from the connection's first segment, and whatever the graph's unit is.
  public struct Point: Hashable, Sendable {
    /// Seconds.
    public var x: Double
    /// In the graph's unit.
    public var y: Double
  }

  /// One thing in a layer.
  public enum Mark: Hashable, Sendable {
    /// Octets that passed together, from the first to the one behind the last; pushed when PSH was set.
    case bar(x: Double, from: Double, to: Double, isPushed: Bool)
    /// A single value.
    case point(Point)
    /// A value that holds until the next one.
    case stairs([Point])
  }

  /// What the marks of a layer are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Octets that had not passed before.
    case data
    /// Octets, a SYN or a FIN that passed before.
    case retransmission
    /// Octets that fill a hole.
    case outOfOrder = "out of order"
    /// A SYN or a FIN.
    case control = "SYN, FIN"
    /// What the receiver has acknowledged.
    case acknowledgment = "acknowledged"
    /// The end of the window that the receiver offers.
    case window
    /// What the receiver has beyond the acknowledged.
    case selective = "SACK"
    /// An acknowledgment said again.
    case duplicate = "duplicate ACK"
    /// A window of nothing.
    case zeroWindow = "zero window"
    /// Octets a second that were sent, each time they were.
    case sent
    /// Octets a second that were acknowledged.
    case delivered
    /// Octets sent and not acknowledged.
    case flight = "in flight"
    /// The kernel's congestion window, as octets.
    case congestionWindow = "cwnd"
    /// A round trip.
    case sample = "RTT sample"
    /// The kernel's smoothed round-trip time.
    case smoothed = "kernel's srtt"
  }

  /// Marks of one kind.
  public struct Layer: Hashable, Sendable {
    /// What they are.
    public var kind: Kind
    /// In the order of time.
    public var marks: [Mark]
  }

  /// What it is a graph of.
  public var title: String
  /// What the vertical axis counts.
  public var unit: String
  /// From back to front; none is empty.
  public var layers: [Layer]

  init(_ title: String, unit: String, _ layers: [(Kind, [Mark])]) {
    self.title = title
    self.unit = unit
    self.layers = layers.filter { !$0.1.isEmpty }.map { Layer(kind: $0.0, marks: $0.1) }
  }

  /// The marks of this kind.
  func marks(_ kind: Kind) -> [Mark] { layers.first { $0.kind == kind }?.marks ?? [] }
}

extension Graph.Mark {
  /// The places it takes.
  var points: [Graph.Point] {
    switch self {
    case .bar(let x, let from, let to, _): [Graph.Point(x: x, y: from), Graph.Point(x: x, y: to)]
    case .point(let point): [point]
    case .stairs(let points): points
    }
  }
}
