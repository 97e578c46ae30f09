import FoundationEssentials

/// Reads a settings file.
enum SettingsText {
  private static let largest = 1 << 20

  /// The text of a file; nil when there is none.
  static func read(_ path: String) throws(SettingsProblem) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SettingsProblem(file: path, message: "cannot be read: check that it is a file and its permissions")
    }
    guard data.count <= largest else { throw SettingsProblem(file: path, message: "is larger than 1 MiB") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SettingsProblem(file: path, message: "is not UTF-8 text")
    }
    return text
  }
}
