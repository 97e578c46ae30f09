import Cells
import Dashboard
import Foundation
import Kubernetes
import Recording
import Settings
import Terminal
import Texts

/// The dashboard as a program: opens screen and session, runs the loop, and puts everything back.
public enum DashboardProgram {
  /// Seconds after which all that only the start needs is over.
  private static let startSeconds = 15

  /// Runs until the user leaves, on the calling thread, which owns the terminal from then on.
  ///
  /// - Parameters:
  ///   - version: Vigla's own, for what it records.
  ///   - notes: messages to show at the start.
  /// - Returns: the exit code.
  /// - Throws: `KubeconfigError`, `KubernetesError` of a login or an endpoints error before the screen is taken, and
  ///   `TerminalError`.
  public static func run(
    session options: SessionOptions, screen: ProgramOptions, version: String, environment: [String: String],
    notes: [String] = []
  ) throws -> Int32 {
    Heap.keepSmall()
    let paths = XDGPaths(environment: environment, configFile: options.configFile)
    let (settings, problems) = SettingsFiles.configuration(paths: paths)
    let session = try Language.$current.withValue(settings.language ?? Language(environment: environment)) {
      try MeshSession.open(options, settings: settings, paths: paths, environment: environment)
    }
    // A login plugin may ask the operator while the terminal is still free.
    if let client = session.client { try runBlocking { try await client.prepareCredentials() } }
    PluginTerminal.shared.take(hint: "Press Ctrl-R to let it have the terminal.")
    defer { PluginTerminal.shared.release() }

    let writer = try options.record.map { path throws(RecordingError) in
      try RecordingWriter(
        path: path,
        head: RecordingHead(
          mesh: session.name, namespaces: session.namespaces, startedAt: Times.system.wall(), version: version))
    }
    // Said after the screen is given back, which the later defer does first.
    var farewell: String?
    defer { if let farewell { FileHandle.standardError.write(Data("vigla: \(farewell)\n".utf8)) } }
    let showsTour = screen.showsTour
    let screen = try OpenScreen(screen, settings: settings, mesh: session.name, paths: paths, environment: environment)
    defer { screen.terminal.close() }
    screen.terminal.setTitle("vigla \(session.name)")

    let wall = Times.system.wall()
    let context = DashboardContext(session)
    let layouts = LayoutStore(paths)
    var notes = notes
    let (kept, trouble) = Language.$current.withValue(screen.looks.language) { () -> (KeptLayout?, String?) in
      do throws(LayoutStore.Problem) {
        return (try layouts.read(context: session.name, namespaces: session.namespaces), nil)
      } catch {
        return (nil, error.description)
      }
    }
    if let trouble { notes.append(trouble) }
    let state = DashboardState(
      context: context,
      options: ViewOptions(
        graphType: session.collecting.graphType, refresh: session.collecting.refresh,
        window: session.collecting.window, showsIdle: session.collecting.includeIdle),
      keymap: screen.looks.keymap, glyphs: screen.terminal.glyphs, charts: screen.looks.charts,
      language: screen.looks.language,
      themes: screen.looks.menu,
      tour: showsTour && !FileManager.default.fileExists(atPath: paths.tourMark) ? Tour() : nil,
      size: screen.terminal.size, now: wall, layout: kept)

    let queue = EventQueue(wake: { TerminalSignals.wake() })
    for problem in problems + screen.problems { queue.post(.message(.warning, problem.description)) }
    for note in notes { queue.post(.message(.info, note)) }
    let keeper = SessionKeeper(
      session: session, options: options, settings: settings, paths: paths, environment: environment)
    let runner = EffectRunner(
      keeper: keeper, queue: queue, tourMark: paths.tourMark, layouts: layouts, recording: writer)
    // The tasks that start here speak the language of the dashboard.
    Language.$current.withValue(screen.looks.language) {
      if let path = options.record { queue.post(.message(.info, tr("Recording to \(path)."))) }
      runner.start(context)
    }
    let loop = DashboardLoop(
      terminal: screen.terminal, looks: screen.looks, state: state, queue: queue, times: .system,
      editor: TextEditor(environment: environment), login: { keeper.session.login },
      perform: runner.run)
    let givingBack = Task {
      try await Task.sleep(for: .seconds(Self.startSeconds))
      Heap.giveBack()
    }
    let code = loop.run()
    givingBack.cancel()
    farewell = loop.farewell
    runner.stop()
    if let layout = loop.layout { try? layouts.write(layout) }
    return code
  }

  /// Shows a recording until the user leaves.
  ///
  /// - Parameters:
  ///   - speed: how many times as fast as it was.
  ///   - configFile: settings in the place of the usual ones.
  /// - Returns: the exit code.
  /// - Throws: `RecordingError` before the screen is taken, and `TerminalError`.
  public static func replay(
    _ path: String, speed: Double, screen: ProgramOptions, configFile: String? = nil, environment: [String: String]
  ) throws -> Int32 {
    let paths = XDGPaths(environment: environment, configFile: configFile)
    let (settings, problems) = SettingsFiles.configuration(paths: paths)
    let recording = try Recording(path: path)
    let replay = try Replay(recording, speed: speed)
    let screen = try OpenScreen(
      screen, settings: settings, mesh: recording.head.mesh, paths: paths, environment: environment)
    defer { screen.terminal.close() }
    screen.terminal.setTitle("vigla replay \(recording.head.mesh)")

    let wall = Times.system.wall()
    let language = screen.looks.language
    let context = DashboardContext(
      name: recording.head.mesh, namespaces: recording.head.namespaces, hasAPI: false,
      readOnlyReason: Language.$current.withValue(language) { tr("This is a recording.") }, user: NSUserName(),
      utcOffsetSeconds: Times.utcOffset(at: wall))
    let state = DashboardState(
      context: context, keymap: screen.looks.keymap, glyphs: screen.terminal.glyphs, charts: screen.looks.charts,
      language: screen.looks.language,
      themes: screen.looks.menu, size: screen.terminal.size, now: wall, replay: replay)
    let queue = EventQueue(wake: { TerminalSignals.wake() })
    for problem in problems + screen.problems { queue.post(.message(.warning, problem.description)) }
    if let damage = recording.damage {
      let text = Language.$current.withValue(language) { tr("The recording is not whole: \(damage).") }
      queue.post(.message(.warning, text))
    }
    let loop = DashboardLoop(
      terminal: screen.terminal, looks: screen.looks, state: state, queue: queue, times: .system,
      editor: TextEditor(environment: environment), perform: { _ in })
    return loop.run()
  }
}
