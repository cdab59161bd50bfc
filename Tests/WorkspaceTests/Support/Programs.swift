/// What this machine has.
enum Programs {
  /// Whether a shell finds a program of this name.
  static func exist(_ name: String) -> Bool {
    (try? Command("sh", "-c", "command -v \(name)").run())?.status == 0
  }
}
