import SocketKit
import Testing

@testable import ToolKit

@Suite("A failed system call") struct FailureTests {
  @Test(arguments: [Errno.notPermitted, .permissionDenied]) func `without permission exits with 77`(_ errno: Errno) {
    let failure = Failure(errno: errno, doing: "socket", needs: "CAP_NET_RAW")
    #expect(failure == Failure(.noPermission, "socket: \(errno) (needs CAP_NET_RAW)"))
  }

  @Test func `for any other reason exits with 71 and names no capability`() {
    let failure = Failure(errno: .addressInUse, doing: "bind :80", needs: "CAP_NET_BIND_SERVICE")
    #expect(failure == Failure(.system, "bind :80: Address already in use"))
  }

  @Test func `in the resolver exits with 69`() {
    let place = HostPort(host: "no.such.name.invalid", port: 1)
    do throws(HostPort.ResolutionError) {
      _ = try place.resolve()
      Issue.record("it has an address")
    } catch {
      #expect(Failure(error).status == .unavailable)
      #expect(Failure(error).message.hasPrefix("no.such.name.invalid: "))
    }
  }

  @Test func `in starting a program names the program`() {
    do throws(ChildProcess.SpawnError) {
      _ = try ChildProcess(Spawn("/nowhere/at/all"))
      Issue.record("it was started")
    } catch {
      #expect(Failure(error, starting: "all") == Failure(.system, "all: execve: No such file or directory"))
    }
  }
}
