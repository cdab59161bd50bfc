internal import CSocketShims
internal import Glibc

/// What this process runs, and how others see it.
public enum Program {
  /// The file of the running program, also when it was moved or replaced since: execve(2) and `Spawn` take it.
  public static let itself = "/proc/self/exe"

  /// Becomes another program in the same process: execve(2) with our environment. What is closed on exec is closed.
  ///
  /// - Parameters:
  ///   - path: the program's file; not searched for.
  ///   - name: argv's first, by which ps(1) shows it.
  ///   - arguments: the rest of argv.
  /// - Returns: never, when it succeeds.
  /// - Throws: why it did not: `.noSuchFile`, `.permissionDenied`, `.invalidArgument` for a text with a NUL.
  public static func become(_ path: String, named name: String, _ arguments: [String]) throws(Errno) -> Never {
    guard !([path, name] + arguments).contains(where: { $0.utf8.contains(0) }) else { throw .invalidArgument }
    let vector = CStrings([name] + arguments)
    _ = try SystemCall.run("execve", path) { execve(path, vector.vector, environ) }
    fatalError("execve returned")
  }

  /// The name of the calling thread, and of the process when it is the first: what ps(1), top(1) and pkill(1) go by
  /// where they do not look at argv. Linux cuts it to 15 octets (prctl(2), PR_SET_NAME).
  public static func setShortName(_ name: String) { csocket_set_name(name) }
}
