internal import CSocketShims
internal import Glibc

/// What a child process is to be: program, arguments, descriptors, namespaces.
public struct Spawn: ~Copyable, Sendable {
  /// The program's file; not searched for.
  public var path: String
  /// argv without its first, which is the last component of `path`.
  public var arguments: [String]
  /// "NAME=value"; nil gives it ours.
  public var environment: [String]?
  /// Where it starts; nil for where we are, or with `mount` for that namespace's root.
  public var directory: String?
  /// What becomes its descriptors 0, 1 and 2: a number of ours that is open while it is started, or nil for our own.
  public var standard: (input: CInt?, output: CInt?, error: CInt?) = (nil, nil, nil)
  /// A network namespace's descriptor, open while it is started; nil for ours.
  public var network: CInt?
  /// A mount namespace's descriptor; nil for ours.
  public var mount: CInt?
  /// A user namespace's descriptor; nil for ours. Entered first.
  public var user: CInt?
  /// Killed with SIGKILL when the thread that starts it ends, however it ends: the kernel's parent is a thread
  /// (prctl(2), PR_SET_PDEATHSIG). Start it from the main thread, or from one that outlives it.
  public var diesWithUs = true
  /// A session of its own, so that Ctrl-C at our terminal is ours to pass on.
  public var newSession = false

  /// A child with our descriptors, environment and namespaces.
  public init(_ path: String, _ arguments: [String] = []) {
    self.path = path
    self.arguments = arguments
  }

  /// The file that a shell would run for `name`: searched in PATH, then in the system's sbin folders, which an
  /// ordinary user's PATH leaves out.
  ///
  /// - Returns: nil when there is none.
  public static func search(_ name: String) -> String? {
    if name.contains("/") { return isProgram(name) ? name : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    for folder in path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/local/sbin"] {
      let candidate = "\(folder)/\(name)"
      if isProgram(candidate) { return candidate }
    }
    return nil
  }

  /// access(2) alone would take a folder, which has the same permission bit for another meaning.
  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  /// Whether a text has an octet that would end it early in C.
  var hasNUL: Bool {
    ([path] + arguments + (environment ?? []) + [directory ?? ""]).contains { $0.utf8.contains(0) }
  }

  /// Lends the request as C wants it, for the length of one call.
  borrowing func withKernelForm(_ body: (inout csocket_spawn_request) -> CInt) -> CInt {
    var arguments = ([path.split(separator: "/").last.map(String.init) ?? path] + arguments).map { strdup($0) } + [nil]
    var environment = self.environment.map { $0.map { strdup($0) } + [nil] }
    defer {
      for pointer in arguments { free(pointer) }
      for pointer in environment ?? [] { free(pointer) }
    }
    var request = csocket_spawn_request()
    request.standard = (standard.input ?? -1, standard.output ?? -1, standard.error ?? -1)
    request.user_namespace = user ?? -1
    request.mount_namespace = mount ?? -1
    request.network_namespace = network ?? -1
    request.death_signal = diesWithUs ? SIGKILL : 0
    request.new_session = newSession ? 1 : 0
    return path.withCString { path in
      arguments.withUnsafeMutableBufferPointer { arguments in
        request.path = path
        request.arguments = UnsafePointer(arguments.baseAddress)
        let ours = environ
        func start(_ environment: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
          request.environment = UnsafePointer(environment)
          guard let directory else { return body(&request) }
          return directory.withCString {
            request.directory = $0
            return body(&request)
          }
        }
        guard environment != nil else { return start(ours) }
        return environment!.withUnsafeMutableBufferPointer { start($0.baseAddress) }
      }
    }
  }
}
