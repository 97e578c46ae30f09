import Cells
import Dashboard
import Foundation
import Settings
import Terminal

/// The dashboard as a program: opens screen and session, runs the loop, and puts everything back.
public enum DashboardProgram {
  /// Runs until the user leaves, on the calling thread, which owns the terminal from then on.
  ///
  /// - Parameter notes: messages to show at the start.
  /// - Returns: the exit code.
  /// - Throws: `KubeconfigError` or an endpoints error before the screen is taken, and `TerminalError`.
  public static func run(
    session options: SessionOptions, screen: ProgramOptions, environment: [String: String], notes: [String] = []
  ) throws -> Int32 {
    Heap.keepSmall()
    let paths = XDGPaths(environment: environment)
    let (settings, problems) = SettingsFiles.configuration(paths: paths)
    let session = try MeshSession.open(options, settings: settings, paths: paths, environment: environment)

    var terminalOptions = TerminalOptions(
      hasMouse: screen.hasMouse && settings.hasMouse, isASCII: screen.isASCII || settings.isASCII,
      logPath: try? LogFile.prepare(paths))
    if let delay = settings.escapeDelay { terminalOptions.escapeDelay = delay }
    let terminal = try CursesTerminal.open(terminalOptions.honouring(environment: environment))
    defer { terminal.close() }
    terminal.setTitle("vigla \(session.name)")

    let library = ThemeLibrary(directory: paths.themes)
    let chosen = ThemeChoice(
      wanted: screen.theme ?? settings.theme, library: library, depth: terminal.colorDepth, environment: environment)

    let wall = Times.system.wall()
    let context = DashboardContext(
      name: session.name, namespaces: session.namespaces, hasAPI: session.client != nil,
      readOnlyReason: session.readOnlyReason, user: NSUserName(), utcOffsetSeconds: Times.utcOffset(at: wall))
    let layouts = LayoutStore(paths)
    var notes = notes
    var kept: KeptLayout?
    do throws(LayoutStore.Problem) {
      kept = try layouts.read(context: session.name, namespaces: session.namespaces)
    } catch {
      notes.append(error.description)
    }
    let state = DashboardState(
      context: context,
      options: ViewOptions(
        graphType: session.collecting.graphType, refresh: session.collecting.refresh,
        window: session.collecting.window, showsIdle: session.collecting.includeIdle),
      keymap: settings.keymap, glyphs: terminal.glyphs, size: terminal.size, now: wall, layout: kept)

    let queue = EventQueue(wake: { TerminalSignals.wake() })
    for problem in problems + chosen.problems { queue.post(.message(.warning, problem.description)) }
    for note in notes { queue.post(.message(.info, note)) }
    let runner = EffectRunner(session: session, queue: queue, layouts: layouts)
    let collecting = Task { await runner.collect() }
    let learning = Task { await runner.learnContext(context) }
    let loop = DashboardLoop(
      terminal: terminal, theme: chosen.theme, state: state, queue: queue, times: .system,
      editor: TextEditor(environment: environment), perform: runner.run)
    let code = loop.run()
    collecting.cancel()
    learning.cancel()
    if let layout = loop.layout { try? layouts.write(layout) }
    return code
  }
}
