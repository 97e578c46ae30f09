import Cells
import Dashboard
import Settings
import Texts

/// How the screen looks and what its keys are: from the settings, which are read again when their file changes.
struct Looks {
  /// Where looks come from.
  struct Source {
    var paths: XDGPaths
    var library: ThemeLibrary
    var environment: [String: String]
    var depth: ColorDepth
    var glyphs: GlyphSet
    /// What the command line wants.
    var screen: ProgramOptions
    /// The name of the kubeconfig's context.
    var context: String
  }

  private(set) var theme: Theme
  private(set) var hasMouse: Bool
  private(set) var keymap: Keymap
  private(set) var language: Language
  private(set) var charts: ChartGlyphs
  /// Nil where looks never change.
  private var source: Source?
  /// The theme that command line and settings want; nil lets the terminal decide.
  private var wanted: String?
  private var stamps: [FileStamp] = []

  /// Looks that stay as they are.
  init(theme: Theme) {
    self.theme = theme
    hasMouse = true
    keymap = .standard
    language = .english
    charts = .braille
    source = nil
  }

  /// - Returns: through `problems`, what is wrong with the theme.
  init(_ settings: Configuration, from source: Source, problems: inout [SettingsProblem]) {
    self.source = source
    wanted = source.screen.theme ?? settings.theme(in: source.context)
    let choice = ThemeChoice(
      wanted: wanted, library: source.library, depth: source.depth, environment: source.environment)
    theme = choice.theme
    problems += choice.problems
    keymap = settings.keymap
    hasMouse = source.screen.hasMouse && settings.hasMouse
    language = Self.language(settings, source)
    charts = ChartGlyphs(settings.charts, on: source.glyphs)
    stamps = currentStamps
  }

  /// What there is to choose from.
  var menu: ThemeMenu { ThemeMenu(names: source?.library.names ?? [], current: theme.name) }

  /// Reads settings and theme again if one of their files changed since the last call; what is wrong with them is told,
  /// and everything stays as it was.
  mutating func refresh() -> [DashboardEvent] {
    guard let source else { return [] }
    let now = currentStamps
    guard now != stamps else { return [] }
    stamps = now
    let (settings, problems) = SettingsFiles.configuration(paths: source.paths)
    let newWanted = source.screen.theme ?? settings.theme(in: source.context)
    // A theme that is only tried stays until the settings want another.
    let name = newWanted == wanted ? theme.name : newWanted
    let choice = ThemeChoice(
      wanted: name, library: source.library, depth: source.depth, environment: source.environment)
    let all = problems + choice.problems
    guard all.isEmpty else {
      return all.map { .message(.warning, tr("\($0.description). The settings stay as they were.")) }
    }
    wanted = newWanted
    theme = choice.theme
    keymap = settings.keymap
    hasMouse = source.screen.hasMouse && settings.hasMouse
    language = Self.language(settings, source)
    charts = ChartGlyphs(settings.charts, on: source.glyphs)
    stamps = currentStamps
    return [
      .settings(keymap, language, charts), .theme(theme.name),
      .message(.info, Language.$current.withValue(language) { tr("The settings were read again.") }),
    ]
  }

  /// Takes the looks of another context, where the settings name some.
  mutating func move(to context: String) -> [DashboardEvent] {
    guard var moved = source, moved.context != context else { return [] }
    moved.context = context
    source = moved
    let (settings, _) = SettingsFiles.configuration(paths: moved.paths)
    let new = moved.screen.theme ?? settings.theme(in: context)
    guard new != wanted else { return [] }
    wanted = new
    let choice = ThemeChoice(
      wanted: new, library: moved.library, depth: moved.depth, environment: moved.environment)
    theme = choice.theme
    stamps = currentStamps
    return [.theme(theme.name)] + choice.problems.map { .message(.warning, $0.description) }
  }

  /// Draws with another theme until the program ends.
  mutating func show(_ name: String) -> [DashboardEvent] {
    guard let source else { return [] }
    do throws(SettingsProblem) {
      let found = try source.library.theme(named: name)
      theme = found.theme
      stamps = currentStamps
      return [.theme(name)] + found.problems.map { .message(.warning, $0.description) }
    } catch {
      return [.message(.error, error.description)]
    }
  }

  /// Writes a theme into the settings.
  mutating func keep(_ name: String) -> [DashboardEvent] {
    guard let source else { return [] }
    do throws(SettingsProblem) {
      try SettingsEdit.keep(theme: name, context: source.context, file: source.paths.configFile)
      if source.screen.theme == nil { wanted = name }
      stamps = currentStamps
      let text = Language.$current.withValue(language) { tr("Theme \(name) is kept in \(source.paths.configFile).") }
      return [.message(.info, text)]
    } catch {
      return [.message(.error, error.description)]
    }
  }

  /// Without UTF-8 the terminal shows no Chinese.
  private static func language(_ settings: Configuration, _ source: Source) -> Language {
    source.glyphs == .ascii ? .english : settings.language ?? Language(environment: source.environment)
  }

  private var currentStamps: [FileStamp] {
    guard let source else { return [] }
    let own = XDGPaths.joined(source.paths.themes, theme.name + ".yaml")
    return [FileStamp(of: source.paths.configFile), FileStamp(of: own)]
  }
}
