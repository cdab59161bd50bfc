extension PageNumber {
  private static let labKit = "Packages/LabKit/Sources/LabKit"
  private static let codec = "Packages/PacketCodec/Sources/PacketCodec"
  private static let inspect = "Packages/Inspect/Sources/Inspect"
  private static let causes = "Packages/Observe/Sources/Observe/Causes"
  private static let lives = "Packages/UStack/Tests/UStackTests/TCP/Simulation"
  private static let pictures = "Tests/ToolTests/Pictures"

  /// Of the pages in `docs` and at the root, without those on experiments.
  static let ofPages = ofReports + ofFormats + ofStacks + ofTools + ofCompositions + ofTrials

  private static let ofReports = [
    PageNumber(
      "docs/report.md", "has at most # KiB.", "\(labKit)/Section/RunSection.swift", "octetsMax = #", per: 1024),
    PageNumber("docs/report.md", "KiB. # connections are drawn", "\(labKit)/Report/RunFiles.swift", "laddersMax = #"),
    PageNumber("docs/report.md", "a ladder has at most # lines", "\(labKit)/Section/RunDrawings.swift", "rowsMax = #"),
    PageNumber(
      "docs/report.md", "kept waiting for # ms, or robbed of #, is told", "\(labKit)/Running/Disturbance.swift",
      """
      stallMin: Int64 = #
        /// Two ticks of the clock by which the kernel tells it.
        static let stolenMin: Int64 = #
      """, per: 1_000_000),
    PageNumber("docs/report.md", "alone, # times at most", "Tools/lab/Settings.swift", "retries = #"),
    PageNumber(
      "docs/report.md", "looks at sockets # millisecond;", "\(labKit)/Running/Stage.swift",
      "samplingInterval: Int64 = #", per: 1_000_000),
    PageNumber(
      "docs/architecture.md", "INET_DIAG, sampled # millisecond;", "\(labKit)/Running/Stage.swift",
      "samplingInterval: Int64 = #", per: 1_000_000),
    PageNumber(
      "docs/pictures.md", "runs of more than # segments", "\(labKit)/Ladder/Ladder+Folding.swift", "foldDefault = #"),
    PageNumber(
      "docs/pictures.md", "shows it at # and at # pixels", "\(pictures)/BrowserView.swift",
      "narrow = #\n  static let wide = #"),
    PageNumber(
      "docs/pictures.md", "Letters have # pixels at least", "\(pictures)/PictureInBrowserTests.swift",
      "textSizeMin = #"),
    PageNumber(
      "docs/pictures.md", "a contrast of # to what is below them", "\(pictures)/PictureInBrowserTests.swift",
      "textContrastMin = #"),
    PageNumber(
      "docs/pictures.md", "below them, lines one of #;", "\(pictures)/PictureInBrowserTests.swift",
      "lineContrastMin = #"),
  ]

  private static let ofFormats = [
    PageNumber(
      "docs/dump.md", "up to a limit: # KiB a frame", "\(codec)/CaptureFile/CaptureLimit.swift", "frameOctets = #",
      per: 1024),
    PageNumber(
      "docs/dump.md", "a frame, # MiB a pcapng block", "\(codec)/CaptureFile/CaptureLimit.swift",
      "let blockOctets = #", per: 1 << 20),
    PageNumber(
      "docs/dump.md", "block, # interfaces", "\(codec)/CaptureFile/CaptureLimit.swift", "interfaces = #"),
    PageNumber(
      "docs/dump.md", "interfaces, # MiB of names and comments", "\(codec)/CaptureFile/CaptureLimit.swift",
      "textOctets = #", per: 1 << 20),
    PageNumber(
      "docs/dump.md", "is shown; # deep at most", "Packages/FrameText/Sources/FrameText/FrameText.swift",
      "depthLimit = #"),
    PageNumber(
      "docs/dump.md", "captures of # bent ones", "Tests/ToolTests/GotcpDumpPeerTests.swift",
      "(0 ..< #).map { _ in maker.bentFrame() }"),
    PageNumber(
      "docs/ids.md", "has rested for # minute;", "\(inspect)/Limits.swift", "restNanoseconds: Int64 = # * second",
      per: 60),
    PageNumber(
      "docs/ids.md", "a rule has # alarms in # seconds", "\(inspect)/Limits.swift",
      "alertsPerRule = Threshold(count: #, seconds: #)"),
    PageNumber(
      "docs/ids.md", "replaces a machine waits # minutes", "\(inspect)/Limits.swift",
      "stationNanoseconds: Int64 = # * second", per: 60),
  ]

  private static let ofStacks = [
    PageNumber(
      "docs/tcp.md",
      "send # KiB ahead. Each round trip it looks how much was read, and lets the peer send twice that, up to # MiB:",
      "Packages/UStack/Sources/UStack/TCP/Connection/ConnectionOptions.swift",
      "receiveBuffer = ReceiveBuffer.tuned(from: #, upTo: #)", per: 1024, 1 << 20),
    PageNumber(
      "docs/simulation.md", "lives # seeds with the other tests", "\(lives)/LifeTests.swift", "return 0 ..< #"),
    PageNumber(
      "docs/simulation.md", "buffers from # KiB to # MiB", "\(lives)/Habits.swift",
      "options.sendBuffer = generator.number(about: # ... #)", per: 1024, 1 << 20),
    PageNumber(
      "docs/simulation.md", "links with an MTU of # to # octets", "\(lives)/Habits.swift",
      "linkMTU = [#, 256, 576, 1500, 1500, #]"),
    PageNumber(
      "docs/simulation.md", "one direction dead for up to # s", "\(lives)/Life.swift",
      "start + .milliseconds(generator.number(about: 100 ... #))", per: 1000),
    PageNumber("docs/simulation.md", "CI lives # lives so", "scripts/simulate", "seeds=${1-0..<#}"),
    PageNumber("CONTRIBUTING.md", "lives # lives of TCP connections", "scripts/simulate", "seeds=${1-0..<#}"),
    PageNumber("README.md", "at every step of # lives", "scripts/simulate", "seeds=${1-0..<#}"),
    PageNumber(
      "docs/stack.md", "moves # MiB each way", "Packages/UStackLink/Tests/UStackLinkTests/MovingTests.swift",
      "many = Cable.isLong ? # :", per: 1 << 20),
    PageNumber(
      "docs/stack.md", "keeps windows closed for # seconds",
      "Packages/UStackLink/Tests/UStackLinkTests/MovingTests.swift",
      "!Cable.isLong || Timestamp.monotonicNow - start > #",
      per: 1_000_000_000),
  ]

  private static let ofTools = [
    PageNumber(
      "docs/wire.md", "out of it, up to # a call", "Packages/SocketKit/Sources/CSocketShims/include/csocketshims.h",
      "csocket_frames_max = #"),
    PageNumber("docs/why.md", "sockets, # ms apart", "Tools/why/Settings.swift", "interval = Duration.milliseconds(#)"),
    PageNumber(
      "docs/why.md", "all but one in # of RLIMIT_NOFILE", "\(causes)/DescriptorUse.swift", "limit - limit / #"),
    PageNumber("docs/why.md", "than one port in # is left", "\(causes)/PortUse.swift", "max(1, ports / #)"),
    PageNumber("docs/why.md", "SYN_RECV | # were sent to twice", "\(causes)/Diagnosis.swift", "manyHalfOpen = #"),
    PageNumber(
      "docs/why.md", "any | # or more, and more than one", "\(causes)/Diagnosis.swift", "let fewLost = #"),
    PageNumber("docs/why.md", "than one in #, were sent again", "\(causes)/Diagnosis.swift", "segmentsALoss = #"),
    PageNumber("docs/why.md", "a block of # or more", "\(causes)/Diagnosis.swift", "gaplessBlock = #"),
    PageNumber(
      "docs/load.md", "``` # connections, one message each", "Tools/tcp-load/Settings.swift", "connections = #"),
    PageNumber("docs/load.md", "(`--grace`, # s)", "Tools/tcp-load/Settings.swift", "grace = Duration.seconds(#)"),
    PageNumber("docs/load.md", "are exact to # digits", "Tools/tcp-load/Tally.swift", "digits = #"),
    PageNumber(
      "docs/threats.md", "`echo-server`, `fd-leak` | 0.0.0.0:# |", "Tools/echo-server/Settings.swift",
      "listen = HostPort(host: \"0.0.0.0\", port: #)"),
    PageNumber(
      "docs/threats.md", "`echo-server`, `fd-leak` | 0.0.0.0:# |", "Tools/fd-leak/Settings.swift",
      "listen = HostPort(host: \"0.0.0.0\", port: #)"),
    PageNumber(
      "docs/threats.md", "`word-server` | 0.0.0.0:# |", "Tools/word-server/Settings.swift",
      "listen = HostPort(host: \"0.0.0.0\", port: #)"),
    PageNumber(
      "docs/threats.md", "`halfclose-server` | 0.0.0.0:# |", "Tools/halfclose-server/Settings.swift",
      "listen = HostPort(host: \"0.0.0.0\", port: #)"),
    PageNumber("docs/threats.md", "(`--buffer`, # KiB)", "Tools/echo-server/Settings.swift", "buffer = #", per: 1024),
  ]

  private static let ofCompositions = [
    PageNumber(
      "docs/containers.md", "| `load` | # connections, # messages a second", "compose/load.yaml",
      "-c ${CONNECTIONS:-#} --rate ${RATE:-#}"),
    PageNumber("docs/containers.md", "The server has # MiB", "compose/load.yaml", "mem_limit: ${SERVER_MEMORY:-#m}"),
    PageNumber(
      "docs/containers.md", "MiB, # processes and # descriptors", "compose/load.yaml",
      "probe.\n    pids_limit: #\n    ulimits:\n      nofile: #"),
    PageNumber(
      "docs/containers.md", "half a CPU and # MiB a server", "compose/stack.yaml",
      "cpus: '0.50'\n          memory: #M"),
    PageNumber(
      "docs/containers.md", "one CPU and # MiB for the load", "compose/stack.yaml",
      "cpus: '1.00'\n          memory: #M"),
    PageNumber("docs/containers.md", "load; # restarts of a server", "compose/stack.yaml", "max_attempts: #"),
    PageNumber("docs/containers.md", "of a server, # second apart", "compose/stack.yaml", "delay: #s"),
    PageNumber(
      "docs/containers.md", "looked at each # ms", "Tools/tcp-states/Settings.swift",
      "interval = Duration.milliseconds(#)"),
    PageNumber("docs/containers.md", "the pause after each # KiB", "compose/half-close.yaml", "-c #k"),
  ]

  private static let ofTrials = [
    PageNumber("docs/fuzzing.md", "takes # seconds or", "scripts/fuzz", "-timeout=#"),
    PageNumber("docs/fuzzing.md", "seconds or # gigabyte", "scripts/fuzz", "-rss_limit_mb=#", per: 1024),
    PageNumber("docs/fuzzing.md", "all targets for # minute together", ".ci/run", "scripts/fuzz --seconds #", per: 60),
    PageNumber("CONTRIBUTING.md", "usual, # the end;", "scripts/checks/lengths.py", "FILE_LINES = #"),
    PageNumber("CONTRIBUTING.md", "before its #th line", "scripts/checks/lengths.py", "FUNCTION_LINES = #"),
    PageNumber(
      "README.md", "a capture in # lines", "Tests/WorkspaceTests/Examples/ExamplesTests.swift",
      "lines(\"read-capture/Sources/read-capture/main.swift\") <= #"),
    PageNumber(
      "README.md", "an echo server in #, TCP in a test", "Tests/WorkspaceTests/Examples/ExamplesTests.swift",
      "lines(\"echo/Sources/echo/main.swift\") <= #"),
    PageNumber(
      "Examples/README.md", "a capture, read in # lines", "Tests/WorkspaceTests/Examples/ExamplesTests.swift",
      "lines(\"read-capture/Sources/read-capture/main.swift\") <= #"),
    PageNumber(
      "Examples/README.md", "as there are descriptors, in # |", "Tests/WorkspaceTests/Examples/ExamplesTests.swift",
      "lines(\"echo/Sources/echo/main.swift\") <= #"),
  ]
}
