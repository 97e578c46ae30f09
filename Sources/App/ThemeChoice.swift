import Cells
import Settings

/// The theme to draw with, and what was wrong with the wanted one.
struct ThemeChoice {
  var theme: Theme
  var problems: [SettingsProblem]

  /// - Parameter wanted: by command line or settings; nil lets the terminal decide.
  init(wanted: String?, library: ThemeLibrary, depth: ColorDepth, environment: [String: String]) {
    let fallback = ThemeLibrary.defaultName(environment: environment, depth: depth)
    do throws(SettingsProblem) {
      (theme, problems) = try library.theme(named: wanted ?? fallback)
    } catch {
      theme = ThemeLibrary.bundled(named: fallback) ?? ThemeLibrary.bundled(.dark)
      problems = [error]
    }
  }
}
