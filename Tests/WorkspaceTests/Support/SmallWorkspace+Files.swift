extension SmallWorkspace {
  static let files = [
    "Package.swift": rootManifest,
    "Packages/SocketKit/Package.swift": socketKitManifest,
    "Packages/SocketKit/Sources/CSocketShims/include/shims.h": "int shim(void);\n",
    "Packages/SocketKit/Sources/CSocketShims/shims.c": "#include \"shims.h\"\n\nint shim(void) { return 0; }\n",
    "Packages/SocketKit/Sources/SocketKit/Socket.swift": """
    internal import CSocketShims

    /// A socket.
    public struct Socket {
      /// Opens it.
      public init() { _ = shim() }
    }

    """,
    "Packages/SocketKit/Sources/SocketKit/SocketKit.docc/SocketKit.md": """
    # ``SocketKit``

    ## Topics

    - ``Socket``

    """,
    "Packages/PacketCodec/Package.swift": packetCodecManifest,
    "Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift": """
    /// What stands before a segment's octets.
    ///
    /// Source: RFC 9293 §3.1.
    public struct TCPHeader {
      var sequence: SequenceNumber
    }

    """,
    "Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift": """
    /// A number that wraps.
    ///
    /// Source: RFC 9293 §3.4, RFC 1982.
    public struct SequenceNumber {
      var rawValue: UInt32
    }

    """,
    "Packages/PacketCodec/Sources/PacketCodec/PacketCodec.docc/PacketCodec.md": """
    # ``PacketCodec``

    ## Topics

    - ``TCPHeader``
    - ``SequenceNumber``

    """,
    "Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift": """
    import PacketCodec

    @Suite struct `A header` {
      /// Shows: RFC 9293 MUST-1,
      /// MUST-2.
      @Test(arguments: [1, 2])
      func `comes back`(count: Int) {}
    }

    """,
    "Packages/ToolKit/Package.swift": toolKitManifest,
    "Packages/ToolKit/Sources/ToolKit/Command.swift": "import SocketKit\n",
    "Packages/ToolKit/Sources/ToolKit/Tool.swift": """
    /// A tool's frame.
    public enum Tool {
      /// What `--version` says.
      public static let version = "0.2.0"
    }

    """,
    "Packages/ToolKit/Sources/ToolKit/ToolKit.docc/ToolKit.md": "# ``ToolKit``\n\n- ``Tool``\n",
    "Tools/first/main.swift": "import ToolKit\n",
    "Tools/first/first.1": manual("first"),
    "Tools/second/main.swift": "import ToolKit\n",
    "Tools/second/second.1": manual("second"),
    "VERSION": "0.2.0\n",
    "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-01-02\n\n## [0.1.0] - 2026-01-01\n",
    "README.md": """
    # A workspace

    [Floors](docs/floors.md#the-floors)

    | tool | it |
    |---|---|
    | `first` | does one thing ([floors](docs/floors.md)) |
    | `second` | does `another` |

    """,
    "docs/tcplab.7": """
    .Dd January 1, 2026
    .Dt SMALL 7
    .Os
    .Sh NAME
    .Nm small
    .Nd does two things
    .Sh DESCRIPTION
    .Bl -tag -width Ds
    .It Xr first 1
    does one thing
    .It Xr second 1
    does another
    .El

    """,
    "docs/floors.md": "# The floors\n",
    "docs/requirements.txt": """
    # What is asked.

    RFC 9293
    MUST-1 §3.1 | A window has no sign.
    MUST-2 §3.1 | There is a checksum.
    MAY-14 §3.9.1.7 | There may be a FLUSH. | Nobody asked.

    RFC 826
    §1a | Who is known moves. | We know nobody.

    """,
    "docs/conformance.md": """
    # What each RFC asks, and the test that shows it

    Written by `scripts/conformance` from `docs/requirements.txt` and the `Shows:` lines above the tests; do not edit. Each row is
    a requirement in our own words. Behind a test, or in the place of one, stands in italics where we differ, or why it is not
    for us.

    | RFC | requirements | shown by a test | only a reason |
    |---|---|---|---|
    | [9293](#rfc-9293) | 3 | 2 | 1 |
    | [826](#rfc-826) | 1 | 0 | 1 |

    ## RFC 9293

    | | what is asked | shown by |
    |---|---|---|
    | MUST-1 §3.1 | A window has no sign. | \
    [A header](../Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift): comes back |
    | MUST-2 §3.1 | There is a checksum. | \
    [A header](../Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift): comes back |
    | MAY-14 §3.9.1.7 | There may be a FLUSH. | *Nobody asked.* |

    ## RFC 826

    | | what is asked | shown by |
    |---|---|---|
    | §1a | Who is known moves. | *We know nobody.* |

    """,
    "docs/rfc.md": """
    # Where each RFC is carried out

    Written by `scripts/rfc-index` from the `Source:` lines of the doc comments; do not edit.

    ## RFC 1982

    | section | file | test |
    |---|---|---|
    | whole | [SequenceNumber.swift](../Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift) |  |

    ## RFC 9293

    | section | file | test |
    |---|---|---|
    | §3.1 | [TCPHeader.swift](../Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift) | \
    [TCPHeaderTests.swift](../Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift) |
    | §3.4 | [SequenceNumber.swift](../Packages/PacketCodec/Sources/PacketCodec/SequenceNumber.swift) |  |

    """,
  ]

  private static func manual(_ name: String) -> String {
    """
    .Dd January 1, 2026
    .Dt \(name.uppercased()) 1
    .Os
    .Sh NAME
    .Nm \(name)
    .Nd does one thing
    .Sh DESCRIPTION
    It does one thing.

    """
  }
}
