/// The settings as a page of the documentation.
enum SettingsReference {
  static var markdown: String {
    let rows = Setting.all.map { setting in
      "| `\(setting.name)` | \(values(of: setting)) | \(setting.standard ?? "`\(setting.sample)`") | "
        + "\(setting.help) | \(setting.isLive ? "at once" : "at the next start") |"
    }
    let themes = ThemeLibrary().names.map { "`\($0)`" }.joined(separator: ", ")
    return """
      # Settings

      The file is `$XDG_CONFIG_HOME/vigla/config.yaml`; `vigla info` prints the path, and `vigla info --sample-config`
      a file with every setting in it. [settings.schema.json](settings.schema.json) is its schema. What is wrong in the
      file is told with line and column and stays at its default.

      | setting | values | default | what it does | a change counts |
      |---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      The themes that come with Vigla: \(themes).

      The places and actions of `keys` are in [keys.md](keys.md).

      """
  }

  private static func values(of setting: Setting) -> String {
    switch setting.kind {
    case .text: "a name"
    case .choice(let names): names.map { "`\($0)`" }.joined(separator: ", ")
    case .flag: "`true`, `false`"
    case .seconds(let range): "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
    case .number(let range): "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
    case .protection: "`{confirm: NAMES, read-only: NAMES}`, or a name or a list of names for `confirm`"
    case .contexts: "`{NAME: {theme: NAME, source: NAME, prometheus: …}}`"
    case .prometheus: "`{NAME: VALUE}` with \(PrometheusSettings.names.map { "`\($0)`" }.joined(separator: ", "))"
    case .keys: "`{PLACE: {ACTION: KEYS}}`"
    }
  }
}
