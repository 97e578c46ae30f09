import Cells
import Texts
import Yams

extension Configuration {
  /// Reads the text of a configuration file. What is wrong is reported and left at its default.
  public static func read(_ text: String, file: String) -> (configuration: Configuration, problems: [SettingsProblem]) {
    var configuration = Configuration()
    var fields = YAMLFields(file: file)
    if let root = fields.root(of: text) {
      for (name, key, value) in fields.mapping(root, of: "the configuration") {
        configuration.read(name, key, value, fields: &fields)
      }
    }
    return (configuration, fields.problems)
  }

  private mutating func read(_ name: String, _ key: Node, _ value: Node, fields: inout YAMLFields) {
    switch name {
    case "theme": theme = fields.text(value, of: name)
    case "language": language = fields.language(value, of: name)
    case "contexts": contexts = fields.contexts(value, of: name)
    case "ascii": isASCII = fields.flag(value, of: name) ?? isASCII
    case "charts": charts = fields.charts(value, of: name)
    case "mouse": hasMouse = fields.flag(value, of: name) ?? hasMouse
    case "refresh": refresh = fields.seconds(value, of: name, in: 1...60)
    case "window": window = fields.seconds(value, of: name, in: 10...300)
    case "escdelay": escapeDelay = fields.number(value, of: name, in: 0...1000).map { Int($0) }
    case "source": source = fields.source(value, of: name)
    case "prometheus": prometheus = fields.prometheus(value, of: name)
    case "protected": readProtection(value, fields: &fields)
    case "keys": keymap = Keymap.read(value, fields: &fields)
    default:
      fields.report("there is no setting '\(name)'\(NearMiss.suggestion(for: name, among: Setting.names))", at: key)
    }
  }

  /// Contexts by how they are protected; a plain list means `confirm`.
  private mutating func readProtection(_ value: Node, fields: inout YAMLFields) {
    guard case .mapping = value else {
      confirmedContexts = fields.texts(value, of: "protected").map(\.text)
      return
    }
    for (name, key, names) in fields.mapping(value, of: "protected") {
      switch ContextProtection(rawValue: name) {
      case .confirm: confirmedContexts = fields.texts(names, of: name).map(\.text)
      case .readOnly: readOnlyContexts = fields.texts(names, of: name).map(\.text)
      case nil: fields.report("protected knows confirm and read-only, not '\(name)'", at: key)
      }
    }
  }
}

extension YAMLFields {
  fileprivate mutating func charts(_ node: Node, of what: String) -> ChartGlyphs? {
    guard let text = text(node, of: what) else { return nil }
    if let glyphs = ChartGlyphs(rawValue: text) { return glyphs }
    report("\(what) must be \(ChartGlyphs.allCases.map(\.rawValue).joined(separator: " or ")), not '\(text)'", at: node)
    return nil
  }

  fileprivate mutating func language(_ node: Node, of what: String) -> Language? {
    guard let text = text(node, of: what) else { return nil }
    if let language = Language(rawValue: text) ?? Language(name: text) { return language }
    let names = Language.allCases.map(\.rawValue)
    report("\(what) must be \(names.joined(separator: " or ")), not '\(text)'", at: node)
    return nil
  }

  fileprivate mutating func contexts(_ node: Node, of what: String) -> [ContextSettings] {
    mapping(node, of: what).map { pattern, _, value in
      var settings = ContextSettings(pattern: pattern)
      for (name, key, value) in mapping(value, of: "\(what).\(pattern)") {
        switch name {
        case "theme": settings.theme = text(value, of: name)
        case "source": settings.source = source(value, of: name)
        case "prometheus": settings.prometheus = prometheus(value, of: name)
        default:
          let hint = NearMiss.suggestion(for: name, among: ContextSettings.names)
          report("a context has no setting '\(name)'\(hint)", at: key)
        }
      }
      return settings
    }
  }

  fileprivate mutating func source(_ node: Node, of what: String) -> TrafficSourceChoice? {
    guard let text = text(node, of: what) else { return nil }
    if let choice = TrafficSourceChoice(rawValue: text) { return choice }
    let names = TrafficSourceChoice.allCases.map(\.rawValue)
    report("\(what) must be \(names.joined(separator: " or ")), not '\(text)'", at: node)
    return nil
  }

  fileprivate mutating func prometheus(_ node: Node, of what: String) -> PrometheusSettings {
    var settings = PrometheusSettings()
    for (name, key, value) in mapping(node, of: what) {
      if let path = PrometheusSettings.texts[name] {
        settings[keyPath: path] = text(value, of: name)
      } else if name == "insecure" {
        settings.skipsVerification = flag(value, of: name) ?? false
      } else if name == "labels" {
        for (label, _, value) in mapping(value, of: name) { settings.labels[label] = text(value, of: label) }
      } else if ["token", "password"].contains(name) {
        report("a \(name) does not belong into the settings: say \(name)-file or \(name)-env", at: key)
      } else {
        let hint = NearMiss.suggestion(for: name, among: PrometheusSettings.names)
        report("\(what) has no setting '\(name)'\(hint)", at: key)
      }
    }
    return settings
  }
}
