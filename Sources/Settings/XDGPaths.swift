import FoundationEssentials

/// Where files of the user live, by the XDG Base Directory Specification 0.8.
public struct XDGPaths: Hashable, Sendable {
  /// Configuration and themes, such as `~/.config/vigla`.
  public let config: String
  /// What the user installs for Vigla, such as `~/.local/share/vigla`.
  public let data: String
  /// Logs and the journal of changes, such as `~/.local/state/vigla`.
  public let state: String
  /// What can be made again, such as `~/.cache/vigla`.
  public let cache: String

  /// The settings.
  public let configFile: String

  /// - Parameters:
  ///   - home: used when the environment has no `HOME`; nil asks the system.
  ///   - configFile: settings in the place of the usual ones.
  public init(environment: [String: String], home: String? = nil, configFile: String? = nil) {
    let base = Self.absolute(environment["HOME"]) ?? home ?? FileManager.default.homeDirectoryForCurrentUser.path
    func directory(_ variable: String, _ fallback: String) -> String {
      // The specification has relative paths ignored.
      Self.joined(Self.absolute(environment[variable]) ?? Self.joined(base, fallback), "vigla")
    }
    config = directory("XDG_CONFIG_HOME", ".config")
    data = directory("XDG_DATA_HOME", ".local/share")
    state = directory("XDG_STATE_HOME", ".local/state")
    cache = directory("XDG_CACHE_HOME", ".cache")
    self.configFile = configFile ?? Self.joined(config, "config.yaml")
  }

  public var themes: String { Self.joined(config, "themes") }
  public var logFile: String { Self.joined(state, "vigla.log") }
  /// The tour of the demo was seen, if this is there.
  public var tourMark: String { Self.joined(state, "tour-seen") }

  /// The directory and a name below it.
  public static func joined(_ directory: String, _ name: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }

  private static func absolute(_ path: String?) -> String? {
    guard let path, path.hasPrefix("/") else { return nil }
    return path
  }
}
