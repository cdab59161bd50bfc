internal import CSocketShims
internal import Glibc

/// An error number of the kernel.
///
/// It says what went wrong in one call. Which call, and on what, its caller knows and adds when a person has to read
/// it. The named ones are those that programs here decide by; any other number is as good an `Errno`.
///
/// Source: errno(3).
public struct Errno: Error, Hashable, Sendable, RawRepresentable {
  /// The number, positive, as `<errno.h>` has it.
  public let rawValue: CInt

  /// Takes any number; one the C library does not know prints as "Unknown error N".
  public init(rawValue: CInt) { self.rawValue = rawValue }

  /// What the last failed call of this thread left behind.
  public static var last: Errno { Errno(rawValue: errno) }

  /// EINTR: a signal came first. `SystemCall` repeats such calls, so few callers see it.
  public static let interrupted = Errno(rawValue: EINTR)
  /// EAGAIN: nothing to do now on a nonblocking descriptor.
  public static let wouldBlock = Errno(rawValue: EAGAIN)
  /// EINPROGRESS: a nonblocking connect has begun.
  public static let inProgress = Errno(rawValue: EINPROGRESS)
  /// EADDRINUSE: another socket holds the address, or no port is free for this pair of addresses.
  public static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// EADDRNOTAVAIL: the address is not ours, or the ephemeral ports are used up.
  public static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// ECONNREFUSED: the peer answered a SYN with RST.
  public static let connectionRefused = Errno(rawValue: ECONNREFUSED)
  /// ECONNRESET: the peer sent RST.
  public static let connectionReset = Errno(rawValue: ECONNRESET)
  /// ECONNABORTED: a connection in the accept queue was reset before accept took it.
  public static let connectionAborted = Errno(rawValue: ECONNABORTED)
  /// EPIPE: our writing side, or the whole connection, is gone.
  public static let brokenPipe = Errno(rawValue: EPIPE)
  /// ENOTCONN: no connection yet, or none any more.
  public static let notConnected = Errno(rawValue: ENOTCONN)
  /// ETIMEDOUT: no answer within the kernel's patience.
  public static let timedOut = Errno(rawValue: ETIMEDOUT)
  /// EMFILE: this process may open no more descriptors.
  public static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  /// ENFILE: the machine may open no more.
  public static let tooManyOpenFilesInSystem = Errno(rawValue: ENFILE)
  /// ENOBUFS: the kernel could not find memory for a queue.
  public static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// ENETDOWN: the interface is switched off.
  public static let networkDown = Errno(rawValue: ENETDOWN)
  /// EMSGSIZE: longer than the interface or the protocol takes.
  public static let messageTooLong = Errno(rawValue: EMSGSIZE)
  /// ENOMEM: the kernel could not find memory.
  public static let noMemory = Errno(rawValue: ENOMEM)
  /// EPERM: a privilege is missing.
  public static let notPermitted = Errno(rawValue: EPERM)
  /// EACCES: a permission is missing.
  public static let permissionDenied = Errno(rawValue: EACCES)
  /// ENOENT: no such name.
  public static let noSuchFile = Errno(rawValue: ENOENT)
  /// ENODEV: no such device, as an interface's name that nobody has.
  public static let noSuchDevice = Errno(rawValue: ENODEV)
  /// EEXIST: the name is taken.
  public static let fileExists = Errno(rawValue: EEXIST)
  /// ENOSPC: the disk is full, or a limit on namespaces or watches is reached.
  public static let noSpace = Errno(rawValue: ENOSPC)
  /// ESRCH: no such process.
  public static let noSuchProcess = Errno(rawValue: ESRCH)
  /// ECHILD: no such child.
  public static let noChild = Errno(rawValue: ECHILD)
  /// EINVAL: the kernel does not accept an argument.
  public static let invalidArgument = Errno(rawValue: EINVAL)
  /// EBADF: no such descriptor.
  public static let badDescriptor = Errno(rawValue: EBADF)
  /// ENOTSOCK: a descriptor of something else.
  public static let notSocket = Errno(rawValue: ENOTSOCK)
}

extension Errno {
  /// The constant's name, such as "EADDRINUSE": the form for events that programs read.
  public var name: String {
    guard let text = csocket_error_name(rawValue) else { return "E\(rawValue)" }
    return String(cString: text)
  }
}

extension Errno: CustomStringConvertible {
  /// The C library's sentence, such as "Address already in use": the form for people.
  public var description: String {
    guard let text = csocket_error_description(rawValue) else { return "Unknown error \(rawValue)" }
    return String(cString: text)
  }
}
