import Cells
import Dashboard
import Terminal

/// The loop of the UI thread: waits, turns what came into events, updates the state, and draws one frame for all of it.
final class DashboardLoop {
  /// Seconds between ticks, which age the data and end the toasts.
  private static let tickInterval = 1.0

  private let terminal: any TerminalDriver
  private let theme: Theme
  private let queue: EventQueue
  private let perform: (DashboardEffect) -> Void
  private let times: Times
  private let editor: TextEditor
  private var state: DashboardState
  private var frames = FrameClock()
  private var nextTick: Double
  private var exitCode: Int32?

  /// - Parameter perform: starts the work of an effect that is not about the terminal.
  init(
    terminal: any TerminalDriver, theme: Theme, state: DashboardState, queue: EventQueue, times: Times,
    editor: TextEditor, perform: @escaping (DashboardEffect) -> Void
  ) {
    self.terminal = terminal
    self.theme = theme
    self.state = state
    self.queue = queue
    self.times = times
    self.editor = editor
    self.perform = perform
    nextTick = times.monotonic()
  }

  /// Where cards stand, for a later session.
  var layout: KeptLayout? { state.layout }

  /// Runs until the user quits, a signal asks for the end, or the terminal is gone; gives the exit code.
  func run() -> Int32 {
    handle(.input(.resize(terminal.size)), isInput: true)
    while exitCode == nil {
      let now = times.monotonic()
      if now >= nextTick {
        nextTick = now + Self.tickInterval
        handle(.tick(times.wall()), isInput: false)
      }
      if frames.isDue(at: now) { draw(at: now) }
      let wait = frames.wait(at: now, atMost: nextTick - now)
      let ready = terminal.poll(milliseconds: wait)
      if ready.contains(.hangUp) { exitCode = exitCode ?? SignalSet.hangUp.exitCode }
      take(TerminalSignals.take())
      for event in terminal.readEvents() { handle(.input(event), isInput: true) }
      for event in queue.drain() { handle(event, isInput: false) }
    }
    return exitCode ?? 0
  }

  private func take(_ signals: SignalSet) {
    if let code = signals.exitCode { exitCode = code }
    if signals.contains(.suspend) { terminal.suspend() }
    if signals.contains(.resume) { terminal.resume() }
    if !signals.isDisjoint(with: [.suspend, .resume]) {
      handle(.input(.resize(terminal.size)), isInput: true)
    }
  }

  private func handle(_ event: DashboardEvent, isInput: Bool) {
    if case .input(.hangUp) = event { exitCode = SignalSet.hangUp.exitCode }
    if isInput || event.isDated { _ = update(&state, .tick(times.wall())) }
    for effect in update(&state, event) { carryOut(effect) }
    frames.invalidate(at: times.monotonic(), byInput: isInput)
  }

  private func carryOut(_ effect: DashboardEffect) {
    switch effect {
    case .quit: exitCode = exitCode ?? 0
    case .suspend:
      terminal.suspend()
      handle(.input(.resize(terminal.size)), isInput: true)
    case .repaint: terminal.repaint()
    case .edit(let text): edit(text)
    case .keepLayout, .refreshNow, .inspectProxy, .setOptions, .dryRun, .apply, .planUndo, .lookEverywhere,
      .readJournal:
      perform(effect)
    }
  }

  /// Lets the operator's editor have the terminal and the text.
  private func edit(_ text: EditedText) {
    var outcome: DashboardEvent?
    terminal.lend {
      do throws(TextEditor.Failure) {
        outcome = .edited(try editor.edit(text))
      } catch {
        outcome = .message(.error, error.description)
      }
    }
    // Ctrl-C in the editor was meant for the editor.
    let signals = TerminalSignals.take().subtracting([.interrupt, .quit, .suspend])
    take(signals)
    handle(.input(.resize(terminal.size)), isInput: true)
    if let outcome { handle(outcome, isInput: true) }
  }

  private func draw(at now: Double) {
    let canvas = render(state, size: terminal.size)
    if terminal.draw(canvas, theme: theme) { frames.drew(at: now) } else { frames.postpone(at: now) }
  }
}

extension DashboardEvent {
  /// Events whose meaning depends on when they came.
  fileprivate var isDated: Bool {
    switch self {
    case .tick: false
    default: true
    }
  }
}
