import FoundationEssentials

/// The user's configuration on disk.
public enum SettingsFiles {
  /// Reads the configuration file; without one, everything is at its default.
  ///
  /// - Parameter path: a file that must be there; nil reads the one in the configuration directory, if it is there.
  public static func configuration(
    paths: XDGPaths, path: String? = nil
  ) -> (configuration: Configuration, problems: [SettingsProblem]) {
    let file = path ?? paths.configFile
    do throws(SettingsProblem) {
      if let text = try SettingsText.read(file) { return Configuration.read(text, file: file) }
      if path != nil { throw SettingsProblem(file: file, message: "there is no such file") }
      return (Configuration(), misnamed(in: paths.config))
    } catch {
      return (Configuration(), [error])
    }
  }

  /// A file beside the right place that somebody may take for the configuration.
  private static func misnamed(in directory: String) -> [SettingsProblem] {
    ["config.yml", "config", "vigla.yaml", "config.json"].map { XDGPaths.joined(directory, $0) }
      .filter { FileManager.default.fileExists(atPath: $0) }
      .map { SettingsProblem(file: $0, message: "is not read: name it config.yaml") }
  }
}
