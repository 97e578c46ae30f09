import Cells
import FoundationEssentials

/// The themes that there are: those that come with the program, and the user's own files, which win by name.
public struct ThemeLibrary: Sendable {
  private let directory: String?

  /// - Parameter directory: where the user's themes are; nil for the bundled ones alone.
  public init(directory: String? = nil) { self.directory = directory }

  /// Names of themes in alphabetical order.
  public var names: [String] {
    let own = (try? directory.map { try FileManager.default.contentsOfDirectory(atPath: $0) } ?? []) ?? []
    let named = own.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(named + BundledThemes.files.keys).sorted()
  }

  /// Files among the user's themes that are not read because of their names.
  public var misnamed: [SettingsProblem] {
    guard let directory, let own = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return [] }
    return own.filter { $0.hasSuffix(".yml") }.sorted().map {
      SettingsProblem(
        file: XDGPaths.joined(directory, $0), message: "is not read: name it \($0.dropLast(4)).yaml")
    }
  }

  /// The theme of a name, with what is wrong in its file; the theme is usable all the same.
  public func theme(named name: String) throws(SettingsProblem) -> (theme: Theme, problems: [SettingsProblem]) {
    if let directory, !name.contains("/") {
      let file = XDGPaths.joined(directory, name + ".yaml")
      if let text = try SettingsText.read(file) {
        return Theme.read(text, name: name, file: file, base: Self.bundled)
      }
    }
    if let text = BundledThemes.files[name] { return Theme.read(text, name: name, file: "themes/\(name).yaml") }
    throw SettingsProblem(file: directory ?? "themes", message: "there is no theme '\(name)'" + hint(for: name))
  }

  /// A theme that is always there, for an appearance.
  public static func bundled(_ appearance: Theme.Appearance) -> Theme {
    bundled(named: appearance.rawValue) ?? Theme(name: appearance.rawValue, appearance: appearance)
  }

  /// A theme that comes with the program.
  public static func bundled(named name: String) -> Theme? {
    BundledThemes.files[name].map { Theme.read($0, name: name, file: "themes/\(name).yaml").theme }
  }

  /// The theme for a terminal when none is asked for: mono without colours, and light where `COLORFGBG`, which some
  /// terminals set, tells of a light background.
  public static func defaultName(environment: [String: String], depth: ColorDepth) -> String {
    if depth == .mono { return "mono" }
    guard let background = environment["COLORFGBG"]?.split(separator: ";").last.flatMap({ Int($0) }) else {
      return "dark"
    }
    return background == 7 || (9...15).contains(background) ? "light" : "dark"
  }

  private func hint(for name: String) -> String {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      return ": give its name, without directory and ending"
    }
    if let directory, FileManager.default.fileExists(atPath: XDGPaths.joined(directory, name + ".yml")) {
      return ": name the file \(name).yaml, not \(name).yml"
    }
    let near = NearMiss.suggestion(for: name, among: names)
    return near.isEmpty ? "; there are " + names.joined(separator: ", ") : near
  }
}
