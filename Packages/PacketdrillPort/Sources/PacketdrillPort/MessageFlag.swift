/// Flags of one call, by their numbers on Linux.
enum MessageFlag {
  static let peek: Int32 = 0x2
  static let doNotWait: Int32 = 0x40
  static let endOfRecord: Int32 = 0x80
  static let errorQueue: Int32 = 0x2000
  static let more: Int32 = 0x8000
  static let zeroCopy: Int32 = 0x400_0000
  static let fastOpen: Int32 = 0x2000_0000
}
