import Cells
import Documents
import TrafficConfig

/// What validation says about manifests.
public enum ValidationReport {
  /// One line per message in the form of `istioctl analyze`, and a sum.
  ///
  /// - Parameter files: where the objects were read, to be named.
  public static func text(_ messages: [ValidationMessage], files: [ObjectReference: String] = [:]) -> String {
    if messages.isEmpty { return "No problems found.\n" }
    let lines = messages.map { message in
      let level = message.level.rawValue
      let file = files[message.object].map { " \($0)" } ?? ""
      let place = "\(message.object)\(file)\(message.path.isEmpty ? "" : " \(message.path)")"
      return "\(level.prefix(1).uppercased() + level.dropFirst()) [\(message.code)] (\(place)) \(message.message)"
    }
    let counts = ValidationMessage.Level.allCases.compactMap { level in
      let count = messages.count { $0.level == level }
      return count == 0 ? nil : "\(count) \(level.rawValue)\(count == 1 || level == .info ? "" : "s")"
    }
    return (lines + [counts.joined(separator: ", ") + "."]).map { TextWidth.sanitized($0) + "\n" }.joined()
  }

  /// A list of `{code, level, object, file?, path, message}`.
  public static func json(_ messages: [ValidationMessage], files: [ObjectReference: String] = [:]) -> JSONValue {
    .array(
      messages.map { message in
        var object: JSONObject = [
          "code": .string(message.code), "level": .string(message.level.rawValue),
          "object": .string(message.object.description), "path": .string(message.path),
          "message": .string(message.message),
        ]
        object["file"] = files[message.object].map(JSONValue.string)
        return .object(object)
      })
  }
}
