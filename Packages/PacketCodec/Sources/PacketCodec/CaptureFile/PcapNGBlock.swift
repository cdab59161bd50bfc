/// The blocks of pcapng that are read or written.
///
/// Source: draft-ietf-opsawg-pcapng §3.1, §4, §11.1.
enum PcapNGBlock {
  /// The same read in both orders, so that a section can be found before its order is known.
  static let section: UInt32 = 0x0A0D_0D0A
  static let interface: UInt32 = 1
  /// What the enhanced packet took the place of; old files have it.
  static let packet: UInt32 = 2
  static let simplePacket: UInt32 = 3
  static let nameResolution: UInt32 = 4
  static let interfaceStatistics: UInt32 = 5
  static let enhancedPacket: UInt32 = 6
  static let decryptionSecrets: UInt32 = 10
  static let copyableCustom: UInt32 = 0x0000_0BAD
  /// Not to be copied by who changes the file.
  static let custom: UInt32 = 0x4000_0BAD

  /// Those that say something of frames and interfaces.
  static let described = [section, interface, packet, simplePacket, interfaceStatistics, enhancedPacket]

  /// Behind a section's type and length, in the order of its writer.
  static let byteOrderMagic: UInt32 = 0x1A2B_3C4D

  /// Type and length in front, length behind.
  static let frameCount = 12
}
