/// Losses that come together: a channel that is now good, now bad.
///
/// With each segment it may go over from one to the other. Its chain runs along the numbers of the segments of one kind
/// and direction of a connection, anew for each transmission: what is sent again meets the channel at the same place of
/// another chain. So a burst hangs on no clock, and falls on the same segments in each run.
///
/// Source: Gilbert: Capacity of a burst-noise channel (1960); Elliott: Estimates of error rates for codes on burst-noise
/// channels (1963).
public struct BurstLoss: Hashable, Sendable {
  /// How likely a good channel goes bad with a segment.
  public let enter: Probability
  /// How likely a bad one goes good; its inverse is a burst's mean length.
  public let leave: Probability
  /// How likely a segment is lost while the channel is bad.
  public let lossInside: Probability
  /// The same while it is good.
  public let lossOutside: Probability

  /// The least sum of both passages, so that where the chain is can be told by a look back of a thousand draws on average.
  /// It is a little below what the documentation says, because sums of fractions are.
  static let leastMotion = 0.000_999_999

  /// A channel from its four numbers.
  ///
  /// - Returns: nil when `enter` and `leave` together are above 1 or below 0.001.
  public init?(
    enter: Probability, leave: Probability, lossInside: Probability = .always, lossOutside: Probability = .never
  ) {
    guard (Self.leastMotion ... 1).contains(enter.value + leave.value) else { return nil }
    self.enter = enter
    self.leave = leave
    self.lossInside = lossInside
    self.lossOutside = lossOutside
  }

  /// Places that are looked back: where neither passage was drawn in so many, e⁻²⁰ at the least motion, the channel counts
  /// as good.
  static let lookBackMax = 20_000

  /// Whether the channel is bad at a place, told by the draws of the places up to there alone.
  ///
  /// A draw below `enter` makes the channel bad whatever it was, one in the topmost `leave` makes it good; any other
  /// leaves it. So the nearest one behind that is no other decides.
  ///
  /// - Parameters:
  ///   - place: 1 ...; before 1 it was good.
  ///   - draw: the draw of a place.
  func isBad(at place: Int, draw: (Int) -> UInt64) -> Bool {
    var place = place
    let end = max(0, place - Self.lookBackMax)
    while place > end {
      let number = draw(place)
      if enter.holds(number) { return true }
      if leave.holds(~number) { return false }
      place -= 1
    }
    return false
  }
}
