/// How strace(1) is to be called for `StraceReader`.
public enum StraceCommand {
  /// The calls of interest for who looks at connections. A question mark lets strace pass over those that an architecture
  /// does not have.
  public static let trace =
    "%network,read,write,readv,writev,?sendfile,?splice,close,dup,?dup2,?dup3,?fcntl,?poll,?ppoll,?select,?pselect6,"
    + "?epoll_create,epoll_create1,epoll_ctl,?epoll_wait,epoll_pwait,?epoll_pwait2,?pipe,pipe2"

  /// Those without which nobody knows whose a thread is, and what was begun.
  private static let always = "execve,clone,?clone3,?fork,?vfork"

  /// Its command line, without its own name.
  ///
  /// The tracer is no parent of the command but its grandchild (-D): the command stays a child of who calls, ends as
  /// itself, and goes on when the tracer is killed.
  ///
  /// - Parameters:
  ///   - trace: a list as of strace's `-e trace=`; those that make processes are added, but to "!…" and "none".
  ///   - output: the file to write to.
  ///   - command: what to run, and its arguments.
  public static func arguments(trace: String, output: String, command: [String]) -> [String] {
    let isClosed = trace.hasPrefix("!") || trace == "none" || trace == "all"
    return [
      "-D", "-f", "-q", "-yy", "--absolute-timestamps=unix,ns", "--syscall-times=ns", "-e",
      "trace=\(isClosed ? trace : "\(trace),\(always)")", "-o", output, "--",
    ] + command
  }
}
