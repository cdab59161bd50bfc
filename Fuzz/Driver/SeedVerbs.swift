/// Good conversations, as `StackFuzz` reads them.
enum SeedVerbs {
  private static func segment(_ flags: UInt8, text: UInt8 = 0, options: [UInt8] = [0]) -> [UInt8] {
    [0, 0, flags, 0, 0, 0, 0, 0x40, 0, text] + options
  }

  private static func ask(_ choice: UInt8, _ words: UInt8...) -> [UInt8] { [15, choice] + words }

  private static let times: [UInt8] = [8, 1, 0, 0, 0]
  private static let toDeadline: [UInt8] = [9, 0]

  /// A peer opens, asks, is answered, and both finish.
  static let served: [UInt8] =
    segment(2, options: [15, 5, 0xB4, 7, 1, 0, 0, 0]) + segment(16, options: times)
    + segment(24, text: 100, options: times)
    + ask(5, 15) + ask(3, 255) + segment(16, options: times) + toDeadline + segment(17, options: times) + ask(13)
    + toDeadline + segment(16, options: times) + toDeadline

  /// We open, what we say is lost, and sent again.
  static let opened: [UInt8] =
    ask(0) + segment(18, options: [5, 5, 0xB4]) + ask(3, 255) + toDeadline + toDeadline + toDeadline
    + segment(16, options: [16, 10, 6, 10, 6]) + toDeadline + segment(16) + ask(7) + segment(17) + toDeadline
}
