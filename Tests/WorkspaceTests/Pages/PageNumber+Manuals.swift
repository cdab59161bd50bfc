extension PageNumber {
  /// Of the manual pages, beside the options' own ranges and defaults, which tests of the tools compare.
  static let ofManuals = ofServers + ofClients + ofWatchers

  private static let prefork = "Packages/Prefork/Sources/Prefork"
  private static let inspect = "Packages/Inspect/Sources/Inspect/Limits.swift"
  private static let link = "Packages/UStack/Sources/UStack/Link"

  private static func manual(_ tool: String) -> String { "Tools/\(tool)/\(tool).1" }

  private static let ofServers = [
    PageNumber(
      manual("echo-server"), "then after # ms,", "\(prefork)/Station.swift", "shortestWait: Int64 = #", per: 1_000_000),
    PageNumber(
      manual("echo-server"), "twice as late, up to # s,", "\(prefork)/Station.swift", "longestWait: Int64 = #",
      per: 1_000_000_000),
    PageNumber(manual("echo-server"), "After # deaths in", "\(prefork)/Crew.swift", "mostDeaths = #"),
    PageNumber(
      manual("echo-server"), "deaths in # minute, of all workers", "\(prefork)/RecentDeaths.swift",
      "window: Int64 = #", per: 60_000_000_000),
    PageNumber(
      manual("echo-server"), "ended # ms after the grace", "\(prefork)/Crew.swift", "patience: Int64 = #",
      per: 1_000_000),
    PageNumber(
      manual("echo-server"), "that the workers need: # for each, and #.", "\(prefork)/Master.swift",
      "{ # * stations + # }"),
    PageNumber(manual("fd-leak"), "(the backlog, # connections or", "Tools/fd-leak/main.swift", "let backlog = #"),
    PageNumber(
      manual("fd-leak"), "is looked at every # ms and", "Packages/EventLoop/Sources/EventLoop/Door.swift",
      "holdNanoseconds: Int64 = #", per: 1_000_000),
  ]

  private static let ofClients = [
    PageNumber(
      manual("echo-client"), "At most # MiB are under way", "Tools/echo-client/Verifier.swift", "limit = #",
      per: 1 << 20),
    PageNumber(
      manual("echo-client"), "One of more than # MiB is not shown", "Tools/echo-client/Replies.swift", "limit = #",
      per: 1 << 20),
    PageNumber(
      manual("word-client"), "One of more than # KiB is not shown", "Tools/word-client/Visit.swift", "replyLimit = #",
      per: 1024),
    PageNumber(
      manual("multiplex"), "as /proc told every # ms", "Tools/multiplex/Peaks.swift",
      "interval = Duration.milliseconds(#)"),
    PageNumber(
      manual("multiplex"), "needs # for each client, and # more.", "Tests/ToolTests/MultiplexTests.swift",
      "\"\\(# * clients + #)\""),
    PageNumber(
      manual("socket-calls"), "a duration of at most # seconds", "Tools/socket-calls/Setting.swift",
      "longest = Duration.seconds(#)"),
    PageNumber(
      manual("tcp-load"), "or within # s, is given up", "Tools/tcp-load/Worker+Opening.swift",
      "mostPatience: Int64 = #", per: 1_000_000_000),
    PageNumber(
      manual("tcp-load"), "did not come about in # s", "Tools/tcp-load/Worker+Opening.swift", "mostPatience: Int64 = #",
      per: 1_000_000_000),
    PageNumber(
      manual("tcp-load"), "stays empty for # ms", "Tools/tcp-load/Worker+Orders.swift", "rest: Int64 = #",
      per: 1_000_000),
    PageNumber(
      manual("tcp-load"), "An operation is # KiB", "Tools/tcp-load/Connection.swift", "block = #", per: 1024),
    PageNumber(manual("tcp-load"), "are latencies, # digits exact", "Tools/tcp-load/Tally.swift", "digits = #"),
    PageNumber(
      manual("gotcp-arp"), "has not answered # questions", "\(link)/NeighborQuestion.swift", "requestLimit = #"),
    PageNumber(
      manual("gotcp-arp"), "questions, # second apart.", "\(link)/NeighborQuestion.swift",
      "spacing = Interval.seconds(#)"),
    PageNumber(
      manual("gotcp-arp"), "stations twice, # seconds apart", "\(link)/AddressClaim.swift",
      "announceInterval = Interval.seconds(#)"),
    PageNumber(
      manual("gotcp-arp"), "for nothing: # questions without", "\(link)/AddressClaim.swift", "probeCount = #"),
  ]

  private static let ofWatchers = [
    PageNumber(
      manual("gotcp-dump"), ".It # connections are remembered",
      "Packages/FrameText/Sources/FrameText/SequenceOrigins.swift", "conversationsMax = #"),
    PageNumber(
      manual("gotcp-ids"), "or # times as many of both crosswise",
      "Packages/Inspect/Sources/Inspect/Detectors/PortScan.swift", "thresholds = #"),
    PageNumber(
      manual("gotcp-ids"), "claimed in the # minutes before", inspect, "stationNanoseconds: Int64 = # * second",
      per: 60),
    PageNumber(
      manual("gotcp-ids"), "has rested for # minute;", inspect, "restNanoseconds: Int64 = # * second", per: 60),
    PageNumber(
      manual("gotcp-ids"), "goes beyond # alarms of one rule in # seconds", inspect,
      "alertsPerRule = Threshold(count: #, seconds: #)"),
    PageNumber(
      manual("lab"), "looks at sockets # millisecond,", "Packages/LabKit/Sources/LabKit/Running/Stage.swift",
      "samplingInterval: Int64 = #", per: 1_000_000),
    PageNumber(
      manual("lab"), "kept from it for # ms", "Packages/LabKit/Sources/LabKit/Running/Disturbance.swift",
      "stallMin: Int64 = #", per: 1_000_000),
    PageNumber(
      manual("lab"), "virtual machine took # ms", "Packages/LabKit/Sources/LabKit/Running/Disturbance.swift",
      "stolenMin: Int64 = #", per: 1_000_000),
    PageNumber(
      manual("why"), "all but one in #: so many", "Packages/Observe/Sources/Observe/Causes/PortUse.swift",
      "max(1, ports / #)"),
    PageNumber(
      manual("why"), "More than one of # .Cm sent_segments", "Packages/Observe/Sources/Observe/Causes/Diagnosis.swift",
      "segmentsALoss = #"),
    PageNumber(
      manual("wire"), "because # frames or", "Packages/Wire/Sources/Wire/ImpairedLink.swift", "framesMax = #"),
    PageNumber(
      manual("wire"), "frames or # MiB were under way", "Packages/Wire/Sources/Wire/ImpairedLink.swift",
      "octetsMax = #", per: 1 << 20),
    PageNumber(
      manual("wire"), "may be given again, # times", "Packages/Wire/Sources/Wire/Impairment/Impairment.swift",
      "scriptMax = #"),
  ]
}
