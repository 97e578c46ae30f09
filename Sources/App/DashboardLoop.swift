import Cells
import Dashboard
import Terminal
import Texts

/// The loop of the UI thread: waits, turns what came into events, updates the state, and draws one frame for all of it.
final class DashboardLoop {
  /// Seconds between ticks, which age the data and end the toasts.
  private static let tickInterval = 1.0

  private let terminal: any TerminalDriver
  private let queue: EventQueue
  private let perform: (DashboardEffect) -> Void
  private let times: Times
  private let editor: TextEditor
  private let login: () -> (() throws -> Void)?
  private var state: DashboardState
  private var frames = FrameClock()
  private var looks: Looks
  private var nextTick: Double
  private var exitCode: Int32?

  /// - Parameters:
  ///   - login: what gets new credentials for the mesh that is looked at, with the terminal to ask on; nil where
  ///     nothing asks.
  ///   - perform: starts the work of an effect that is not about the terminal.
  init(
    terminal: any TerminalDriver, looks: Looks, state: DashboardState, queue: EventQueue, times: Times,
    editor: TextEditor, login: @escaping () -> (() throws -> Void)? = { nil },
    perform: @escaping (DashboardEffect) -> Void
  ) {
    self.terminal = terminal
    self.looks = looks
    self.state = state
    self.queue = queue
    self.times = times
    self.editor = editor
    self.login = login
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
        take(looks.refresh())
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

  /// What is to be said once the terminal is given back; nil for nothing.
  var farewell: String? { state.farewell }

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
    if case .context(let context) = event {
      terminal.setTitle("vigla \(context.name)")
      take(looks.move(to: context.name))
    }
    let effects = update(&state, event)
    // What comes of an effect is told in the language that the dashboard speaks.
    Language.$current.withValue(looks.language) {
      for effect in effects { carryOut(effect) }
    }
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
    case .logIn: askForLogin()
    case .showTheme(let name): take(looks.show(name))
    case .keepTheme(let name): take(looks.keep(name))
    case .copy(let text, let what): copy(text, what: what)
    default: perform(effect)
    }
  }

  /// News about the looks, which the terminal learns as well.
  private func take(_ events: [DashboardEvent]) {
    guard !events.isEmpty else { return }
    terminal.setMouse(looks.hasMouse)
    for event in events { handle(event, isInput: false) }
  }

  /// Whether the terminal takes it cannot be known, so what may be in the way is said.
  private func copy(_ text: String, what: String) {
    if terminal.copy(text) {
      let told = tr("Sent to the terminal's clipboard: \(what). Some terminals refuse; tmux needs set-clipboard on.")
      handle(.message(.info, told), isInput: true)
    } else {
      handle(.message(.warning, tr("Too long for the terminal's clipboard: \(what). Mark fewer rows.")), isInput: true)
    }
  }

  /// Lets the operator's editor have the terminal and the text.
  private func edit(_ text: EditedText) {
    lendTerminal { [editor] in
      do throws(TextEditor.Failure) {
        return .edited(try editor.edit(text))
      } catch {
        return .message(.error, error.description)
      }
    }
  }

  /// Lets a login have the terminal.
  private func askForLogin() {
    guard let logIn = login() else { return }
    lendTerminal {
      do {
        try logIn()
        return nil
      } catch {
        return .message(.error, String(describing: error))
      }
    }
  }

  /// Lets something else have the terminal, and takes in what came of it.
  private func lendTerminal(to work: () -> DashboardEvent?) {
    var outcome: DashboardEvent?
    terminal.lend { outcome = work() }
    // Ctrl-C there was not meant for the dashboard.
    let signals = TerminalSignals.take().subtracting([.interrupt, .quit, .suspend])
    take(signals)
    handle(.input(.resize(terminal.size)), isInput: true)
    if let outcome { handle(outcome, isInput: true) }
  }

  private func draw(at now: Double) {
    let canvas = render(state, size: terminal.size)
    if terminal.draw(canvas, theme: looks.theme) { frames.drew(at: now) } else { frames.postpone(at: now) }
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
