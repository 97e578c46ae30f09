import Cells
import Texts

/// What a user has set. A nil leaves the choice to the program; flags of a command win over all of it.
public struct Configuration: Hashable, Sendable {
  /// The name of a theme.
  public var theme: String?
  /// Draw in ASCII only.
  public var isASCII = false
  /// What charts are drawn with; nil lets the terminal decide.
  public var charts: ChartGlyphs?
  public var hasMouse = true
  /// Seconds between polls, 1...60.
  public var refresh: Double?
  /// The length in seconds that rates are computed over, 10...300.
  public var window: Double?
  /// Milliseconds that a lone escape byte waits for the rest of a key's sequence, 0...1000.
  public var escapeDelay: Int?
  /// Names of contexts where each write wants the context's name typed; `*` stands for any characters.
  public var confirmedContexts: [String] = []
  /// Names of contexts where nothing may be written; `*` stands for any characters.
  public var readOnlyContexts: [String] = []
  /// Nil means the proxies.
  public var source: TrafficSourceChoice?
  public var prometheus: PrometheusSettings?
  /// In the order of the file.
  public var contexts: [ContextSettings] = []
  /// Nil lets the environment decide.
  public var language: Language?
  public var keymap = Keymap.standard

  public init() {}

  /// How a context of the kubeconfig is protected; nil where it is not. The stricter of two counts.
  public func protection(of context: String) -> ContextProtection? {
    func isAmong(_ patterns: [String]) -> Bool { patterns.contains { ContextSettings(pattern: $0).fits(context) } }
    if isAmong(readOnlyContexts) { return .readOnly }
    return isAmong(confirmedContexts) ? .confirm : nil
  }

  /// The settings of a context; nil where it has none of its own.
  public func settings(of context: String) -> ContextSettings? { contexts.first { $0.fits(context) } }

  /// Where traffic is read from in a context; nil where nothing says.
  public func source(in context: String) -> TrafficSourceChoice? { settings(of: context)?.source ?? source }

  /// The Prometheus of a context; nil where there is none of its own, so that one is looked for.
  public func prometheus(in context: String) -> PrometheusSettings? {
    settings(of: context)?.prometheus ?? prometheus
  }

  /// The theme for a context; nil lets the terminal decide.
  public func theme(in context: String) -> String? { settings(of: context)?.theme ?? theme }
}
