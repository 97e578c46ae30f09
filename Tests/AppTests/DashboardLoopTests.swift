import Cells
import Dashboard
import Synchronization
import Terminal
import Testing

@testable import App

/// The loop with a terminal in memory, whose clock goes on by a fixed step at each wait.
@Suite struct DashboardLoopTests {
  /// A terminal that lets one scripted thing happen at each wait, and quits when the script is over.
  private final class Script: TerminalDriver {
    let screen = VirtualTerminal(width: 80, height: 24)
    var steps: [(VirtualTerminal) -> Void]
    let clock = HandClock()
    private(set) var waits: [Int?] = []

    init(_ steps: [(VirtualTerminal) -> Void]) { self.steps = steps }

    var size: Size { screen.size }
    var colorDepth: ColorDepth { screen.colorDepth }
    var glyphs: GlyphSet { screen.glyphs }
    func draw(_ canvas: Canvas, theme: Theme) -> Bool { screen.draw(canvas, theme: theme) }
    func repaint() { screen.repaint() }
    func readEvents() -> [InputEvent] { screen.readEvents() }
    func setMouse(_ isOn: Bool) { screen.setMouse(isOn) }
    func setTitle(_ title: String) { screen.setTitle(title) }
    func copy(_ text: String) -> Bool { screen.copy(text) }
    func suspend() { screen.suspend() }
    func lend(_ work: () -> Void) { screen.lend(work) }
    func resume() { screen.resume() }
    func close() { screen.close() }

    func poll(milliseconds: Int?) -> Readiness {
      waits.append(milliseconds)
      clock.advance(by: 0.5)
      if steps.isEmpty {
        screen.press(.character("q"))
      } else {
        steps.removeFirst()(screen)
      }
      return .input
    }
  }

  /// A clock that goes on only when told to.
  private final class HandClock: Sendable {
    private let seconds = Mutex(1000.0)
    var now: Double { seconds.withLock { $0 } }
    func advance(by step: Double) { seconds.withLock { $0 += step } }
  }

  private final class Effects {
    var all: [DashboardEffect] = []
  }

  private func run(
    _ script: Script, queue: EventQueue = EventQueue(wake: {}), logIn: (() throws -> Void)? = nil
  ) -> (code: Int32, effects: Effects) {
    let effects = Effects()
    let loop = DashboardLoop(
      terminal: script, looks: Looks(theme: Theme(name: "plain")),
      state: DashboardState(context: DashboardContext(name: "test")),
      queue: queue,
      times: Times(
        wall: { [clock = script.clock] in 1_000_000 + clock.now }, monotonic: { [clock = script.clock] in clock.now }),
      editor: TextEditor(environment: [:]), login: { logIn }, perform: { effects.all.append($0) })
    return (loop.run(), effects)
  }

  @Test func `It draws before anything came in, and q ends it with 0`() {
    let script = Script([])
    let (code, _) = run(script)
    #expect(code == 0)
    #expect(script.screen.frameCount >= 1)
    #expect(script.screen.screen.text.joined().contains("test"))
  }

  @Test func `A terminal that hangs up ends it as SIGHUP would`() {
    let script = Script([{ $0.send(.hangUp) }])
    #expect(run(script).code == 129)
  }

  @Test func `Ctrl-Z suspends, and what the dashboard wants done outside is passed on`() {
    let script = Script([{ $0.press(.control("z")) }, { $0.press(.control("r")) }])
    let (_, effects) = run(script)
    #expect(script.screen.suspendCount == 1)
    #expect(effects.all.contains { if case .refreshNow = $0 { true } else { false } })
  }

  private struct Refused: Error, CustomStringConvertible { var description: String { "the plugin wants more" } }

  @Test func `Ctrl-R lends the terminal to a login where the credentials are refused, and tells why it failed`() {
    let queue = EventQueue(wake: {})
    let script = Script([
      { $0.press(.control("r")) }, { _ in queue.post(.connection(.failing(.unauthorized, message: "expired"))) },
      { $0.press(.control("r")) }, { _ in },
    ])
    var logins = 0
    let (_, effects) = run(script, queue: queue) {
      logins += 1
      throw Refused()
    }
    #expect(logins == 1)
    #expect(effects.all.count { if case .refreshNow = $0 { true } else { false } } == 2)
    #expect(script.screen.screen.text.joined().contains("the plugin wants more"))
  }

  @Test func `The title tells the context that is looked at`() {
    let queue = EventQueue(wake: {})
    let script = Script([{ _ in queue.post(.context(DashboardContext(name: "prod-eu"))) }, { _ in }])
    _ = run(script, queue: queue)
    #expect(script.screen.title == "vigla prod-eu")
  }

  @Test func `A new size is drawn in that size`() {
    let script = Script([{ $0.resize(width: 120, height: 40) }, { _ in }])
    _ = run(script)
    #expect(script.screen.screen.size == Size(width: 120, height: 40))
  }

  @Test func `Posted events reach the screen`() {
    let queue = EventQueue(wake: {})
    let script = Script([{ _ in queue.post(.message(.warning, "the cat sat on the router")) }, { _ in }])
    _ = run(script, queue: queue)
    #expect(script.screen.screen.text.joined().contains("the cat sat on the router"))
  }

  @Test func `It never waits longer than until the next tick`() {
    let script = Script([{ _ in }, { _ in }, { _ in }])
    _ = run(script)
    #expect(script.waits.allSatisfy { ($0 ?? .max) <= 1000 })
  }
}
