import Testing

@testable import LabKit

@Suite struct `A direction` {
  @Test(arguments: [Direction.toServer, .toClient]) func `reversed twice is itself`(direction: Direction) {
    #expect(direction.reversed != direction)
    #expect(direction.reversed.reversed == direction)
  }
}
