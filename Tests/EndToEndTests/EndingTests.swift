import Foundation
import Testing

/// However the dashboard ends, and whatever is on the screen then: the terminal is as it was, and nothing was written.
@Suite(.serialized, .needsPyte)
struct EndingTests {
  enum Place: CaseIterable {
    case graph, wizard, dialog

    /// What the screen shows there, at any size that has room for it.
    var sign: String {
      switch self {
      case .graph: "productpage"
      case .wizard: "Fault injection"
      case .dialog: "server dry run ✓"
      }
    }

    func open(_ session: PtySession) throws {
      try session.wait(for: "productpage")
      guard self != .graph else { return }
      try session.send("/details\r")
      try session.wait(for: "details +service")
      try session.send("f")
      try session.wait(for: Place.wizard.sign)
      guard self == .dialog else { return }
      try session.send("\u{10}")
      try session.wait(for: sign)
    }
  }

  private static func dashboard(_ demo: HeadlessDemo, at place: Place) throws -> PtySession {
    let session = try PtySession(
      [Tools.vigla, "dash", "--refresh", "1", "--window", "10s"], environment: demo.environment)
    try place.open(session)
    return session
  }

  @Test(.needsKubectl, arguments: Place.allCases) func `A signal restores the terminal`(place: Place) throws {
    let demo = try HeadlessDemo()
    for (number, code) in [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)] {
      let session = try Self.dashboard(demo, at: place)
      try session.signal(number)
      let ending = try session.ending()
      #expect(ending.code == code)
      #expect(ending.restored)
    }
    #expect(try LiveObjects(demo: demo).names().isEmpty)
  }

  @Test(arguments: Place.allCases) func `A terminal that closes ends the program`(place: Place) throws {
    let demo = try HeadlessDemo()
    let session = try Self.dashboard(demo, at: place)
    try session.hangUp()
    #expect(try session.ending().code == 129)
  }

  @Test(arguments: Place.allCases) func `A crash leaves the terminal well, and what it was in the log`(
    place: Place
  )
    throws
  {
    let demo = try HeadlessDemo()
    for (number, name) in [(SIGSEGV, "11"), (SIGILL, "4"), (SIGTRAP, "5")] {
      let session = try Self.dashboard(demo, at: place)
      try session.signal(number)
      #expect(try session.ending().restored)
      let log = try String(contentsOf: demo.state.appendingPathComponent("vigla/vigla.log"), encoding: .utf8)
      #expect(log.contains("vigla crashed on signal \(name)"))
    }
  }

  @Test(arguments: Place.allCases) func `Ctrl-Z gives the terminal back to the shell and fg draws anew`(
    place: Place
  )
    throws
  {
    let demo = try HeadlessDemo()
    let session = try PtySession(
      ["bash", "--norc", "-i"], environment: demo.environment.merging(["PS1": "shell> "]) { $1 })
    try session.wait(for: "shell>")
    try session.send("\(Tools.vigla) dash --refresh 1 --window 10s\r")
    try place.open(session)
    try session.send("\u{1a}")
    try session.wait(for: "Stopped")
    try session.send("stty -a | grep -c -e ' icanon' -e ' echo '; fg\r")
    try session.wait(forAbsenceOf: "Stopped")
    try session.wait(for: place.sign)
    try session.send("\u{03}")
    try session.wait(for: "shell>")
    try session.send("echo left with $?; exit\r")
    try session.wait(for: "left with 130")
    #expect(try session.ending().restored)
  }

  @Test(arguments: Place.allCases) func `A storm of resizes ends in a right picture`(place: Place) throws {
    let demo = try HeadlessDemo()
    let session = try Self.dashboard(demo, at: place)
    for step in 0..<40 { try session.resize(columns: 30 + step * 37 % 150, rows: 5 + step * 13 % 50) }
    try session.resize(columns: 100, rows: 30)
    try session.wait(for: place.sign)
    try session.signal(SIGTERM)
    #expect(try session.ending().restored)
  }
}
