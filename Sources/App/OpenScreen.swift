import Cells
import Settings
import Terminal

/// The terminal, taken for a dashboard, and how it looks there.
struct OpenScreen {
  let terminal: CursesTerminal
  let looks: Looks
  /// What is wrong with them, to be told.
  let problems: [SettingsProblem]

  /// - Parameter mesh: the context, which may have looks of its own.
  /// - Throws: `TerminalError`.
  init(
    _ options: ProgramOptions, settings: Configuration, mesh: String, paths: XDGPaths, environment: [String: String]
  ) throws {
    var terminalOptions = TerminalOptions(
      hasMouse: options.hasMouse && settings.hasMouse, isASCII: options.isASCII || settings.isASCII,
      logPath: try? LogFile.prepare(paths))
    if let delay = settings.escapeDelay { terminalOptions.escapeDelay = delay }
    terminal = try CursesTerminal.open(terminalOptions.honouring(environment: environment))
    var problems: [SettingsProblem] = []
    looks = Looks(
      settings,
      from: Looks.Source(
        paths: paths, library: ThemeLibrary(directory: paths.themes), environment: environment,
        depth: terminal.colorDepth, glyphs: terminal.glyphs, screen: options, context: mesh),
      problems: &problems)
    self.problems = problems
  }
}
