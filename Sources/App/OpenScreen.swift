import Cells
import Settings
import Terminal

/// The terminal, taken for a dashboard, and the theme it can show.
struct OpenScreen {
  let terminal: CursesTerminal
  let theme: Theme
  /// What is wrong with the themes, to be told.
  let problems: [SettingsProblem]

  /// - Throws: `TerminalError`.
  init(
    _ options: ProgramOptions, settings: Configuration, paths: XDGPaths, environment: [String: String]
  ) throws {
    var terminalOptions = TerminalOptions(
      hasMouse: options.hasMouse && settings.hasMouse, isASCII: options.isASCII || settings.isASCII,
      logPath: try? LogFile.prepare(paths))
    if let delay = settings.escapeDelay { terminalOptions.escapeDelay = delay }
    terminal = try CursesTerminal.open(terminalOptions.honouring(environment: environment))
    let chosen = ThemeChoice(
      wanted: options.theme ?? settings.theme, library: ThemeLibrary(directory: paths.themes),
      depth: terminal.colorDepth, environment: environment)
    theme = chosen.theme
    problems = chosen.problems
  }
}
