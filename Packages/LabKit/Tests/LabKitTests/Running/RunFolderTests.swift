import Glibc
import SocketKit
import Testing
import ToolKit

@testable import LabKit

private func text(_ path: String) -> String? {
  (try? FileDescriptor.contents(of: path, limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
}

@Suite struct `A run's folder` {
  @Test func `shows nothing until the run is complete`() throws {
    try withTemporaryFolder { root in
      let folder = try RunFolder("echo", in: root)
      try folder.write("text", to: "ladder.txt")
      #expect(try Files.names(in: root) == [".echo.\(getpid())"])
      try folder.complete()
      #expect(try Files.names(in: root) == ["echo"])
      #expect(text("\(root)/echo/ladder.txt") == "text")
    }
  }

  @Test func `takes the place of the one before, with nothing of it left`() throws {
    try withTemporaryFolder { root in
      let old = try RunFolder("echo", in: root)
      try old.write("old", to: "ladder.txt")
      try old.write("old", to: "run.json")
      try old.complete()
      let new = try RunFolder("echo", in: root)
      try new.write("new", to: "ladder.txt")
      #expect(text("\(root)/echo/ladder.txt") == "old")
      try new.complete()
      #expect(try Files.names(in: root) == ["echo"])
      #expect(try Files.names(in: "\(root)/echo") == ["ladder.txt"])
      #expect(text("\(root)/echo/ladder.txt") == "new")
    }
  }

  @Test func `leaves the one before when the run is given up`() throws {
    try withTemporaryFolder { root in
      let old = try RunFolder("echo", in: root)
      try old.write("old", to: "ladder.txt")
      try old.write("{}", to: "run.json")
      try old.complete()
      let new = try RunFolder("echo", in: root)
      try new.write("new", to: "ladder.txt")
      new.discard()
      #expect(try Files.names(in: root) == ["echo"])
      #expect(text("\(root)/echo/ladder.txt") == "old")
      old.discard()
      #expect(text("\(root)/echo/ladder.txt") == "old")
    }
  }

  @Test func `does not take the place of what no run left`() throws {
    try withTemporaryFolder { root in
      try Files.makeFolder("\(root)/echo")
      try Files.write([1], to: "\(root)/echo/thesis.txt")
      try Files.write([1], to: "\(root)/other")
      for name in ["echo", "other"] {
        #expect {
          try RunFolder(name, in: root)
        } throws: { error in
          (error as? Failure)?.status == .inputOutput && "\(error)".hasPrefix("\(root)/\(name): ")
        }
      }
      #expect(try Files.names(in: root) == ["echo", "other"])
      #expect(try Files.names(in: "\(root)/echo") == ["thesis.txt"])
    }
  }

  @Test func `is made with those above it`() throws {
    try withTemporaryFolder { root in
      try RunFolder("echo", in: "\(root)/build/lab").complete()
      #expect(try Files.names(in: "\(root)/build/lab") == ["echo"])
    }
  }

  @Test func `keeps results and drops what they were made from`() throws {
    try withTemporaryFolder { root in
      let folder = try RunFolder("echo", in: root)
      try Files.write([1], to: folder.rawFile("wire"))
      try folder.write("text", to: "raw-looking.txt")
      folder.removeRawFiles()
      #expect(try Files.names(in: folder.partial) == ["raw-looking.txt"])
    }
  }

  @Test func `that cannot be made is a failure that names it`() throws {
    let path = "/dev/null/lab/.echo.\(getpid())"
    #expect {
      try RunFolder("echo", in: "/dev/null/lab")
    } throws: { error in
      (error as? Failure)?.status == .inputOutput && "\(error)".hasPrefix("\(path): ")
    }
  }

  @Test func `on a full disk is a failure that names the file`() throws {
    try withTemporaryFolder { root in
      let folder = try RunFolder("echo", in: root)
      // The file is the device that is always full: what a full disk says comes from the same write(2).
      #expect(symlink("/dev/full", folder.file("run.json")) == 0)
      #expect(throws: Failure(.inputOutput, "\(root)/echo/run.json: \(Errno.noSpace)")) {
        try folder.write("text", to: "run.json")
      }
      folder.discard()
      #expect(try Files.names(in: root) == [])
    }
  }
}

@Suite struct `What runs before left` {
  /// A number that no process has: the kernel's highest is 2²².
  private let dead: CInt = 0x7FFF_FFF0

  @Test func `is removed when nobody runs it any more`() throws {
    try withTemporaryFolder { root in
      try Files.makeFolder("\(root)/.echo.\(dead)")
      try Files.write([1], to: "\(root)/.echo.\(dead)/raw.wire")
      let folder = try RunFolder("echo", in: root)
      #expect(try Files.names(in: root) == [".echo.\(getpid())"])
      folder.discard()
    }
  }

  @Test func `is removed when its number is now ours`() throws {
    try withTemporaryFolder { root in
      try Files.makeFolder("\(root)/.echo.\(getpid())")
      try Files.write([1], to: "\(root)/.echo.\(getpid())/stale.txt")
      let folder = try RunFolder("echo", in: root)
      try folder.complete()
      #expect(try Files.names(in: "\(root)/echo") == [])
    }
  }

  @Test func `is kept while its process lives, and when it is something else`() throws {
    try withTemporaryFolder { root in
      let kept = [".echo.\(getppid())", ".echo.1", ".echo.old", ".other.\(dead)", "echo.\(dead)"].sorted()
      for name in kept { try Files.makeFolder("\(root)/\(name)") }
      let folder = try RunFolder("echo", in: root)
      folder.discard()
      #expect(try Files.names(in: root) == kept)
    }
  }
}
