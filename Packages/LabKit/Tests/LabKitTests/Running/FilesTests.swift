import Glibc
import SocketKit
import Testing

@testable import LabKit

@Suite struct `Files and folders` {
  @Test func `are named in order, without the folder itself`() throws {
    try withTemporaryFolder { root in
      for name in ["b", "a", ".c"] { try Files.write([], to: "\(root)/\(name)") }
      #expect(try Files.names(in: root) == [".c", "a", "b"])
    }
    #expect(throws: Errno.noSuchFile) { try Files.names(in: "/nowhere") }
  }

  @Test func `may exist already when they are made`() throws {
    try withTemporaryFolder { root in
      try Files.makeFolder("\(root)/a/b")
      try Files.makeFolder("\(root)//a/b/")
      #expect(try Files.names(in: root) == ["a"])
    }
  }

  @Test func `are chosen by name when they are removed`() throws {
    try withTemporaryFolder { root in
      for name in ["raw.a", "raw.b", "kept"] { try Files.write([], to: "\(root)/\(name)") }
      Files.removeFiles(in: root) { $0.hasPrefix("raw.") }
      #expect(try Files.names(in: root) == ["kept"])
    }
  }

  @Test func `take each other's place whole`() throws {
    try withTemporaryFolder { root in
      try Files.makeFolder("\(root)/old")
      try Files.write([1], to: "\(root)/old/y")
      try Files.makeFolder("\(root)/fresh")
      try Files.write([2], to: "\(root)/fresh/x")
      try Files.replace("\(root)/old", by: "\(root)/fresh")
      #expect(try Files.names(in: "\(root)/old") == ["x"])
      #expect(try Files.names(in: root) == ["old"])
    }
  }

  @Test func `belong to processes that exist or not`() {
    #expect(Files.processExists(getpid()))
    #expect(Files.processExists(1))
    #expect(!Files.processExists(0x7FFF_FFF0))
  }
}
