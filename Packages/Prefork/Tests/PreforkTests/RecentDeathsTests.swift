@testable import Prefork
import Testing

@Suite struct `Deaths within a minute` {
  @Test func `are counted with the one that is added`() {
    var deaths = RecentDeaths()
    #expect((1 ... 3).map { deaths.add(Int64($0)) } == [1, 2, 3])
  }

  @Test func `are forgotten when the minute is full`() {
    var deaths = RecentDeaths()
    #expect(deaths.add(5) == 1)
    #expect(deaths.add(5 + RecentDeaths.window - 1) == 2)
    #expect(deaths.add(5 + RecentDeaths.window) == 2)
    #expect(deaths.add(5 + 3 * RecentDeaths.window) == 1)
  }
}
