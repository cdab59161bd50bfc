import SocketKit
import Testing

@testable import ToolKit

@Suite("A command line") struct CommandParsingTests {
  @Test func `every spelling of a value means the same`() throws {
    var wanted = Sample()
    wanted.count = 3
    #expect(try Sample.parsed("-n", "3") == wanted)
    #expect(try Sample.parsed("-n3") == wanted)
    #expect(try Sample.parsed("--count", "3") == wanted)
    #expect(try Sample.parsed("--count=3") == wanted)
  }

  @Test func `flags stand in one word, before a value too`() throws {
    var wanted = Sample()
    wanted.isRaw = true
    wanted.count = 3
    #expect(try Sample.parsed("-rvn3") == wanted)
    #expect(try Sample.parsed("-rn", "3") == wanted)
    #expect(try Sample.parsed("--raw", "-r", "-n3") == wanted)
  }

  @Test func `the last of two values holds`() throws {
    #expect(try Sample.parsed("-n3", "--count=4")?.count == 4)
  }

  @Test func `a list keeps every value`() throws {
    #expect(try Sample.parsed("--rule", "a", "--rule=b")?.rules == ["a", "b"])
  }

  @Test func `each kind of option sets its field`() throws {
    let sample = try #require(
      try Sample.parsed(
        "--offset", "-5", "--limit=9", "-g1m30s", "-i", "250ms", "-b64k", "-l[::1]:9", "-f", "tcp port 80",
        "--model=threads", "--no-nodelay"))
    #expect(sample.offset == -5)
    #expect(sample.limit == 9)
    #expect(sample.grace == .seconds(90))
    #expect(sample.idle == .milliseconds(250))
    #expect(sample.buffer == 65536)
    #expect(sample.listen == HostPort(host: "::1", port: 9))
    #expect(sample.filter == "tcp port 80")
    #expect(sample.model == .threads)
    #expect(sample.noDelay == false)
  }

  @Test func `0 turns an optional span off though its range begins above`() throws {
    #expect(try Sample.parsed("-i", "10s", "-i0")?.idle == nil)
    #expect(Sample.complaint("-i", "9ms") != nil)
  }

  @Test func `a value outside its range is refused with option, value and range`() {
    #expect(Sample.complaint("-n", "100") == "--count '100': must be an integer, 1 ... 99")
    #expect(Sample.complaint("--count=0") == "--count '0': must be an integer, 1 ... 99")
    #expect(
      Sample.complaint("-g", "2h")
        == "--grace '2h': must be a duration such as 250ms, 10s or 1m30s, 0 ... 1h")
    #expect(Sample.complaint("-b", "511") == "--buffer '511': must be a size such as 512 or 64k, 512 ... 1m")
    #expect(Sample.complaint("--model", "actor") == "--model 'actor': must be one of loop, threads")
    #expect(
      Sample.complaint("-l", "host:65536")
        == "--listen 'host:65536': must be HOST:PORT, [V6]:PORT or :PORT, the port 0 ... 65535")
  }

  @Test(arguments: ["3x", "+3", " 3", "3 ", "", "0x3", "٣", "-3", "3.0", "99999999999999999999"])
  func `a number with anything around it is none, also where none may be given`(_ text: String) {
    #expect(Sample.complaint("--count", text) != nil)
    #expect(Sample.complaint("--limit", text) == "--limit '\(text)': must be an integer, 1 ... 99")
  }

  @Test func `an unknown option is named, with the one that was meant`() {
    #expect(Sample.complaint("--cuont=3") == "--cuont: unknown option; did you mean --count?")
    #expect(Sample.complaint("--frobnicate") == "--frobnicate: unknown option")
    #expect(Sample.complaint("-rz") == "-z: unknown option")
  }

  @Test func `a long name is not abbreviated`() {
    #expect(Sample.complaint("--cou=3") != nil)
  }

  @Test func `a missing or superfluous value is refused`() {
    #expect(Sample.complaint("-n") == "--count: needs a value: an integer, 1 ... 99")
    #expect(Sample.complaint("--raw=yes") == "--raw: takes no value, but has 'yes'")
  }

  @Test func `operands are refused where the command declares none`() {
    let command = Command<Sample>("bare", summary: "take nothing")
    #expect(throws: Failure(.usage, "'x': takes no operands")) {
      try command.parse(["x"], defaults: Sample(), environment: { _ in nil })
    }
  }
}

@Suite("In the environment") struct EnvironmentTests {
  @Test func `a variable beats the default, an option beats the variable`() throws {
    #expect(try Sample.parsed(environment: ["COUNT": "5"])?.count == 5)
    #expect(try Sample.parsed("-n6", environment: ["COUNT": "5"])?.count == 6)
  }

  @Test func `an empty variable counts as unset`() throws {
    #expect(try Sample.parsed(environment: ["COUNT": ""])?.count == 7)
  }

  @Test func `a bad variable is refused with its name, value and range`() {
    #expect(
      Sample.complaint(environment: ["COUNT": "100"]) == "environment COUNT='100': must be an integer, 1 ... 99")
  }

  @Test func `a bad variable is not read when the option is given`() throws {
    #expect(try Sample.parsed("-n6", environment: ["COUNT": "100"])?.count == 6)
  }

  @Test func `a plain number counts in the variable's unit, and only there`() throws {
    #expect(try Sample.parsed(environment: ["IDLE": "250"])?.idle == .milliseconds(250))
    #expect(try Sample.parsed(environment: ["IDLE": "10s"])?.idle == .seconds(10))
    #expect(Sample.complaint(environment: ["GRACE": "250"]) != nil)
    #expect(Sample.complaint("--idle", "250") != nil)
  }

  @Test func `host and port are set apart, and both beaten by the option`() throws {
    #expect(try Sample.parsed(environment: ["HOST": "::1"])?.listen == HostPort(host: "::1", port: 8080))
    #expect(try Sample.parsed(environment: ["PORT": "9"])?.listen == HostPort(host: "0.0.0.0", port: 9))
    let both = ["HOST": "localhost", "PORT": "9"]
    #expect(try Sample.parsed(environment: both)?.listen == HostPort(host: "localhost", port: 9))
    #expect(try Sample.parsed("-l", "a:1", environment: both)?.listen == HostPort(host: "a", port: 1))
  }

  @Test(arguments: ["a:1", "a b", "[::1", "::1]:0", ":"])
  func `a host variable that is more than a host is refused`(_ host: String) {
    #expect(Sample.complaint(environment: ["HOST": host]) != nil)
  }

  @Test func `a question is answered whatever the environment holds`() throws {
    #expect(try Sample.parsed("--help", environment: ["COUNT": "bad"]) == nil)
  }
}
