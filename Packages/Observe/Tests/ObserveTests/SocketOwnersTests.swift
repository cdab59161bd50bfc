import Glibc
import SocketKit
import Testing

import Observe

@Suite struct `Who holds a socket` {
  @Test func `is this process, under the socket's number, for one it made`() throws {
    let connection = try LoopbackConnection()
    var diagnosis = try SocketDiagnosis()
    let query = SocketQuery(states: [.listen], port: .local(connection.listening.port))
    let inode = try #require(try diagnosis.sockets(query).first { connection.owns($0) }).inode
    let owners = try SocketOwners.scan().owners(of: inode).filter { $0.process == getpid() }
    #expect(owners.map(\.descriptor) == [connection.listener.descriptor.rawValue])
    #expect(owners.first?.command.isEmpty == false)
  }

  @Test func `is nobody for an inode that none has`() throws {
    #expect(try SocketOwners.scan().owners(of: 0).isEmpty)
    #expect(SocketOwners([]).owners(of: 1).isEmpty)
  }

  @Test func `is each process that shares it, in order`() {
    func owner(_ inode: UInt64, _ process: CInt, _ descriptor: CInt) -> SocketOwner {
      SocketOwner(inode: inode, process: process, descriptor: descriptor, command: "worker")
    }
    let owners = SocketOwners([owner(7, 20, 5), owner(9, 1, 1), owner(7, 10, 6), owner(3, 1, 1), owner(7, 10, 5)])
    #expect(Array(owners.owners(of: 7)) == [owner(7, 10, 5), owner(7, 10, 6), owner(7, 20, 5)])
    #expect(owners.owners(of: 8).isEmpty)
  }
}
