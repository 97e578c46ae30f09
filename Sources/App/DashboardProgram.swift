import Cells
import Dashboard
import Foundation
import Kubernetes
import Settings
import Terminal

/// The dashboard as a program: opens screen and session, runs the loop, and puts everything back.
public enum DashboardProgram {
  /// Runs until the user leaves, on the calling thread, which owns the terminal from then on.
  ///
  /// - Parameter notes: messages to show at the start.
  /// - Returns: the exit code.
  /// - Throws: `KubeconfigError`, `KubernetesError` of a login or an endpoints error before the screen is taken, and
  ///   `TerminalError`.
  public static func run(
    session options: SessionOptions, screen: ProgramOptions, environment: [String: String], notes: [String] = []
  ) throws -> Int32 {
    let paths = XDGPaths(environment: environment)
    let (settings, problems) = SettingsFiles.configuration(paths: paths)
    let session = try MeshSession.open(options, settings: settings, paths: paths, environment: environment)
    // A login plugin may ask the operator while the terminal is still free.
    if let client = session.client { try runBlocking { try await client.prepareCredentials() } }
    PluginTerminal.shared.take(hint: "Press Ctrl-R to let it have the terminal.")
    defer { PluginTerminal.shared.release() }

    var terminalOptions = TerminalOptions(
      hasMouse: screen.hasMouse && settings.hasMouse, isASCII: screen.isASCII || settings.isASCII,
      logPath: try? LogFile.prepare(paths))
    if let delay = settings.escapeDelay { terminalOptions.escapeDelay = delay }
    let terminal = try CursesTerminal.open(terminalOptions.honouring(environment: environment))
    defer { terminal.close() }
    terminal.setTitle("vigla \(session.name)")

    var allProblems = problems
    let looks = Looks(
      settings,
      from: Looks.Source(
        paths: paths, library: ThemeLibrary(directory: paths.themes), environment: environment,
        depth: terminal.colorDepth, glyphs: terminal.glyphs, screen: screen, context: session.name),
      problems: &allProblems)

    let wall = Times.system.wall()
    let context = DashboardContext(session)
    let state = DashboardState(
      context: context,
      options: ViewOptions(
        graphType: session.collecting.graphType, refresh: session.collecting.refresh,
        window: session.collecting.window, showsIdle: session.collecting.includeIdle),
      keymap: looks.keymap, glyphs: terminal.glyphs, language: looks.language, themes: looks.menu,
      tour: screen.showsTour && !FileManager.default.fileExists(atPath: paths.tourMark) ? Tour() : nil,
      size: terminal.size, now: wall)

    let queue = EventQueue(wake: { TerminalSignals.wake() })
    for problem in allProblems { queue.post(.message(.warning, problem.description)) }
    for note in notes { queue.post(.message(.info, note)) }
    let keeper = SessionKeeper(
      session: session, options: options, settings: settings, paths: paths, environment: environment)
    let runner = EffectRunner(keeper: keeper, queue: queue, tourMark: paths.tourMark)
    runner.start(context)
    let loop = DashboardLoop(
      terminal: terminal, looks: looks, state: state, queue: queue, times: .system,
      editor: TextEditor(environment: environment), logIn: session.login, perform: runner.run)
    let code = loop.run()
    runner.stop()
    return code
  }
}
