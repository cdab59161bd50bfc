import SocketKit
import Testing

@Suite struct `Waiting for a descriptor` {
  @Test func `ends at once where there is something to read, room, or an end`() throws {
    let pipe = try Pipe()
    #expect(try pipe.writeEnd.waitUntilWritable())
    _ = try pipe.writeEnd.write("a")
    #expect(try pipe.readEnd.waitUntilReadable())
    #expect(try Pipe().intoReadEnd().waitUntilReadable())
  }

  @Test func `ends at its deadline, and not before`() throws {
    let pipe = try Pipe()
    let deadline = Timestamp.monotonicNow + 2_500_000
    #expect(try !pipe.readEnd.waitUntilReadable(by: deadline))
    #expect(Timestamp.monotonicNow >= deadline)
  }

  @Test(arguments: [.min, -1, 0]) func `looks once where its deadline has passed`(deadline: Int64) throws {
    let pipe = try Pipe()
    #expect(try !pipe.readEnd.waitUntilReadable(by: deadline))
    #expect(try pipe.writeEnd.waitUntilWritable(by: deadline))
  }
}
