internal import CSocketShims
internal import Glibc

/// What a child process is to be: program, arguments, descriptors, namespaces.
public struct Spawn: ~Copyable, Sendable {
  /// The program's file; not searched for.
  public var path: String
  /// argv without its first.
  public var arguments: [String]
  /// argv's first, by which ps(1) shows it; nil for the last component of `path`.
  public var name: String?
  /// "NAME=value"; nil gives it ours, octet for octet.
  public var environment: [String]?
  /// "NAME=value", beside those of the environment and instead of the ones with the same name.
  public var variables: [String] = []
  /// Where it starts; nil for where we are, or with `mount` for that namespace's root.
  public var directory: String?
  /// What becomes its descriptors 0, 1 and 2: a number of ours that is open while it is started, or nil for our own.
  public var standard: (input: CInt?, output: CInt?, error: CInt?) = (nil, nil, nil)
  /// What becomes its descriptors 3, 4, …: numbers of ours that are open while it is started. At most `mostInherited`.
  public var inherited: [CInt] = []
  /// A network namespace's descriptor, open while it is started; nil for ours.
  public var network: CInt?
  /// A mount namespace's descriptor; nil for ours.
  public var mount: CInt?
  /// A user namespace's descriptor; nil for ours. Entered first.
  public var user: CInt?
  /// What it gets when the thread that starts it ends, however it ends: the kernel's parent is a thread (prctl(2),
  /// PR_SET_PDEATHSIG). Start it from the main thread, or from one that outlives it. Nil lets it outlive us.
  public var deathSignal: Signal? = .kill
  /// A session of its own, so that Ctrl-C at our terminal is ours to pass on.
  public var newSession = false

  /// The most of `inherited`: what a forked child, which may not allocate, has room for beside the standard three.
  public static let mostInherited = Int(csocket_most_descriptors) - 3

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
    let texts = [path, name ?? "", directory ?? ""] + arguments + (environment ?? []) + variables
    return texts.contains { $0.utf8.contains(0) }
  }
}
