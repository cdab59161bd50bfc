import Glibc
import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `Notes on networks that stay` {
  private func network(_ name: String, descriptor: Int = 5) throws -> StandingNetwork {
    let own = try #require(ProcessStart(of: getpid()))
    return StandingNetwork(
      name: name, keeper: getpid(), keeperStart: own.ticks,
      hosts: [.init(name: "client", address: "10.77.0.1/24", descriptor: descriptor)])
  }

  @Test func `are a file each, and nothing beside`() throws {
    try withTemporaryFolder { folder in
      let notes = try StandingNetworkNotes(folder: folder)
      let networks = [try network("lab"), try network("other")]
      for network in networks { try notes.write(network) }
      #expect(try notes.all() == networks)
      #expect(try Files.names(in: folder) == ["lab", "other"])
      notes.remove("lab")
      #expect(try notes.all() == [networks[1]])
    }
  }

  @Test func `keep a name for the network that is up`() throws {
    try withTemporaryFolder { folder in
      let notes = try StandingNetworkNotes(folder: folder)
      let first = try network("lab")
      try notes.write(first)
      #expect(throws: Failure(.negative, "a network called lab is up already")) {
        try notes.write(try network("lab", descriptor: 6))
      }
      #expect(try notes.all() == [first])
      #expect(try Files.names(in: folder) == ["lab"])
    }
  }

  @Test(
    arguments: ["", "{\"name\":\"la", "{\"name\":\"lab\",\"keeper\":2147483647,\"keeper_start\":1,\"hosts\":[]}"])
  func `keep no name for half a note, or for a network that is down`(_ text: String) throws {
    try withTemporaryFolder { folder in
      let notes = try StandingNetworkNotes(folder: folder)
      try Files.write(Array(text.utf8), to: "\(folder)/lab")
      let network = try network("lab")
      try notes.write(network)
      #expect(try notes.all() == [network])
    }
  }

  @Test func `survive a writer that was killed before its draft was gone`() throws {
    try withTemporaryFolder { folder in
      let notes = try StandingNetworkNotes(folder: folder)
      let networks = [try network("lab"), try network("other")]
      try notes.write(networks[0])
      try #require(link("\(folder)/lab", "\(folder)/.draft") == 0)
      #expect(try notes.all() == [networks[0]])
      try notes.write(networks[1])
      #expect(try notes.all() == networks)
      #expect(try Files.names(in: folder) == ["lab", "other"])
    }
  }

  @Test func `are not written over what is no file, and leave no draft then`() throws {
    try withTemporaryFolder { folder in
      let notes = try StandingNetworkNotes(folder: folder)
      try Files.makeFolder("\(folder)/lab")
      #expect(throws: Failure(.inputOutput, "\(folder)/lab: \(Errno(rawValue: EISDIR))")) {
        try notes.write(try network("lab"))
      }
      #expect(try Files.names(in: folder) == ["lab"])
    }
  }
}
