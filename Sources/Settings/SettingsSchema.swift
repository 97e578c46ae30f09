/// The JSON schema of the configuration file, for editors that check YAML.
enum SettingsSchema {
  /// The text of the schema (draft 2020-12).
  static var text: String {
    let properties = Setting.all.map { "    \(quote($0.name)): \(schema(of: $0))" }
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of Vigla",
        "type": "object",
        "additionalProperties": false,
        "properties": {
      \(properties.joined(separator: ",\n"))
        },
        "$defs": {
          "key": {"type": ["string", "integer"], "description": "A key such as w, Ctrl-R, Shift-Up, PgDn, F5; or none."},
          "keys": {"oneOf": [{"$ref": "#/$defs/key"}, {"type": "array", "items": {"$ref": "#/$defs/key"}}]}
        }
      }

      """
  }

  private static func schema(of setting: Setting) -> String {
    let description = "\"description\": \(quote(setting.help))"
    switch setting.kind {
    case .text: return "{\"type\": \"string\", \(description)}"
    case .choice(let names): return "{\"enum\": [\(names.map(quote).joined(separator: ", "))], \(description)}"
    case .flag: return "{\"type\": \"boolean\", \(description)}"
    case .number(let range):
      return "{\"type\": \"number\", \(limits(range)), \(description)}"
    case .seconds(let range):
      return "{\"oneOf\": [{\"type\": \"number\", \(limits(range))}, {\"type\": \"string\", "
        + "\"pattern\": \"^([0-9.]+(h|min|m|s|ms))+$\"}], \(description)}"
    case .protection:
      let names = "{\"type\": \"string\"}, {\"type\": \"array\", \"items\": {\"type\": \"string\"}}"
      let ways = ["confirm", "read-only"].map { "\(quote($0)): {\"oneOf\": [\(names)]}" }.joined(separator: ", ")
      return "{\"oneOf\": [\(names), {\"type\": \"object\", \"additionalProperties\": false, "
        + "\"properties\": {\(ways)}}], \(description)}"
    case .contexts:
      let sources = TrafficSourceChoice.allCases.map { quote($0.rawValue) }.joined(separator: ", ")
      let own =
        "\"theme\": {\"type\": \"string\"}, \"source\": {\"enum\": [\(sources)]}, \"prometheus\": {\(prometheus)}"
      return "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"object\", "
        + "\"additionalProperties\": false, \"properties\": {\(own)}}, \(description)}"
    case .prometheus: return "{\(prometheus), \(description)}"
    case .keys: return "{\"type\": \"object\", \"additionalProperties\": false, \(description), \(places)}"
    }
  }

  private static var prometheus: String {
    let fields = PrometheusSettings.names.map { name in
      let type =
        switch name {
        case "insecure": "\"type\": \"boolean\""
        case "labels": "\"type\": \"object\", \"additionalProperties\": {\"type\": \"string\"}"
        default: "\"type\": \"string\""
        }
      return "\(quote(name)): {\(type)}"
    }
    return "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\(fields.joined(separator: ", "))}"
  }

  private static var places: String {
    let places = KeyContext.allCases.map { context in
      let actions = Keymap.standard.namedKeys(in: context).map { action, _, help in
        "        \(quote(action.rawValue)): {\"$ref\": \"#/$defs/keys\", \"description\": \(quote(help))}"
      }
      return """
              \(quote(context.rawValue)): {"type": "object", "additionalProperties": false, "properties": {
        \(actions.joined(separator: ",\n"))
              }}
        """
    }
    return "\"properties\": {\n\(places.joined(separator: ",\n"))\n    }"
  }

  private static func limits(_ range: ClosedRange<Double>) -> String {
    "\"minimum\": \(Int(range.lowerBound)), \"maximum\": \(Int(range.upperBound))"
  }

  private static func quote(_ text: String) -> String {
    "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }
}
