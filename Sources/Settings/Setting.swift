import Cells
import Texts

/// A setting of the configuration file: the one description behind the sample, the schema and the reference.
struct Setting: Sendable {
  /// What its value may be.
  enum Kind: Sendable {
    case text
    case choice([String])
    case flag
    /// A time in this range of seconds.
    case seconds(ClosedRange<Double>)
    case number(ClosedRange<Double>)
    /// Names of contexts by how they are protected.
    case protection
    /// Settings by the name of a context.
    case contexts
    /// The way to a Prometheus.
    case prometheus
    /// Keys by place and action.
    case keys
  }

  let name: String
  let kind: Kind
  /// The value that the sample shows, as YAML; the default, where there is one.
  let sample: String
  /// The default in words; nil where the sample is it.
  let standard: String?
  /// Whole sentences.
  let help: String
  /// Whether a running dashboard takes a new value at once.
  let isLive: Bool

  static let all: [Setting] = [
    Setting(
      name: "theme", kind: .text, sample: "dark", standard: "dark or light, as the terminal says; mono without colours",
      help: "The colours: the name of a theme that comes with Vigla, or of a file NAME.yaml in the folder themes.",
      isLive: true),
    Setting(
      name: "contexts", kind: .contexts, sample: "{\"prod-*\": {theme: high-contrast-dark}}", standard: "none",
      help: "What is different in some contexts of the kubeconfig: theme, source, prometheus; * stands for any "
        + "characters, the first that fits counts. A theme of its own makes it plain where you are.", isLive: true),
    Setting(
      name: "source", kind: .choice(TrafficSourceChoice.allCases.map(\.rawValue)), sample: "proxies", standard: nil,
      help: "Where traffic is read from: the proxies, or a Prometheus, Thanos, Mimir or VictoriaMetrics.",
      isLive: false),
    Setting(
      name: "prometheus", kind: .prometheus, sample: "{url: \"https://prometheus.example.com\", token-file: FILE}",
      standard: "a service of the cluster, found by its name",
      help:
        "The Prometheus, with the path before /api/v1, and how it lets one in: a token or a user's password in a file "
        + "or an environment variable, certificates in PEM files. tenant is sent as X-Scope-OrgID; labels narrow the "
        + "series. Nothing secret belongs here.", isLive: false),
    Setting(
      name: "protected", kind: .protection, sample: "{confirm: [\"prod-*\"], read-only: [\"audit\"]}", standard: "none",
      help: "Contexts where each write wants the context's name typed, and contexts where nothing may be written; "
        + "* stands for any characters. The header marks them.",
      isLive: false),
    Setting(
      name: "language", kind: .choice(Language.allCases.map(\.rawValue)), sample: "en",
      standard: "as LC_ALL, LC_MESSAGES or LANG say",
      help: "The language of the dashboard: English, or Simplified Chinese.", isLive: true),
    Setting(
      name: "refresh", kind: .seconds(1...60), sample: "5s", standard: nil, help: "The time between two polls.",
      isLive: false),
    Setting(
      name: "window", kind: .seconds(10...300), sample: "30s", standard: nil,
      help: "The time that rates are taken over.", isLive: false),
    Setting(
      name: "mouse", kind: .flag, sample: "true", standard: nil,
      help: "Whether the dashboard takes clicks, drags and the wheel. Where it does, Shift selects text.",
      isLive: true),
    Setting(
      name: "ascii", kind: .flag, sample: "false", standard: "false where the locale is UTF-8",
      help: "Draw with ASCII characters only.", isLive: false),
    Setting(
      name: "charts", kind: .choice(ChartGlyphs.allCases.map(\.rawValue)), sample: "braille",
      standard: "braille; ascii where the terminal shows ASCII only",
      help: "What charts are drawn with. Blocks suit fonts without braille, such as that of the Linux console.",
      isLive: true),
    Setting(
      name: "escdelay", kind: .number(0...1000), sample: "25", standard: nil,
      help: "Milliseconds that Esc waits for the rest of a key's sequence; more for slow lines.", isLive: false),
    Setting(
      name: "keys", kind: .keys, sample: "{}", standard: "docs/keys.md",
      help:
        "Other keys: by place and action a key or a list of keys, such as w, Ctrl-R, Shift-Up, PgDn, F5; none takes "
        + "all keys away. What is left out stays as it is.", isLive: true),
  ]

  static var names: [String] { all.map(\.name) }
}
