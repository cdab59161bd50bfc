import Glibc
import SocketKit
import Testing

@Suite struct `A signal` {
  @Test(
    arguments: [
      (Signal.interrupt, "SIGINT", 2), (.terminate, "SIGTERM", 15), (.hangup, "SIGHUP", 1), (.user1, "SIGUSR1", 10),
      (.child, "SIGCHLD", 17), (.kill, "SIGKILL", 9),
    ] as [(Signal, String, CInt)])
  func `has the kernel's number and name`(signal: Signal, name: String, number: CInt) {
    #expect(signal.rawValue == number)
    #expect(signal.description == name)
  }

  @Test(arguments: [0, -1, 65, 64, 33, .max, .min] as [CInt])
  func `without a name prints its number`(number: CInt) {
    #expect(Signal(rawValue: number).description == "signal \(number)")
  }

  @Test func `that is blocked waits, for this thread and those it starts`() async {
    await #expect(processExitsWith: .success) {
      try OwnThread.run {
        Signal.block([.terminate, .user1, Signal(rawValue: 1000)])
        kill(getpid(), 0)
        pthread_kill(pthread_self(), SIGTERM)
        pthread_kill(pthread_self(), SIGUSR1)
        var waiting = sigset_t()
        sigpending(&waiting)
        #expect(sigismember(&waiting, SIGTERM) == 1)
        #expect(sigismember(&waiting, SIGUSR1) == 1)
        #expect(sigismember(&waiting, SIGINT) == 0)
        #expect(Signal.isHeld([.interrupt, .terminate]))
        #expect(!Signal.isHeld([.interrupt, .hangup]))
      }
    }
  }

  @Test func `that is not blocked ends the process`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      try OwnThread.run {
        Signal.block([.user1])
        pthread_kill(pthread_self(), SIGTERM)
      }
    }
  }
}
