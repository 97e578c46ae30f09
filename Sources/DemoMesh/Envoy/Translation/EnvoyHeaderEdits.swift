import Documents
import TrafficConfig

/// What a route or a destination does to headers, in a proxy's form.
struct EnvoyHeaderEdits {
  private var requestToAdd: [JSONValue] = []
  private var requestToRemove: [String] = []
  private var responseToAdd: [JSONValue] = []
  private var responseToRemove: [String] = []
  /// The host that requests are given by way of a header.
  private(set) var authority: String?

  init(_ operations: HeaderOperations) { add(operations) }

  mutating func add(_ operations: HeaderOperations) {
    var request = operations.request
    for name in ["host", ":authority"] {
      for key in request.set.keys where key.lowercased() == name { authority = request.set.removeValue(forKey: key) }
      for key in request.add.keys where key.lowercased() == name { authority = request.add.removeValue(forKey: key) }
    }
    requestToAdd += Self.additions(request)
    requestToRemove += request.remove
    responseToAdd += Self.additions(operations.response)
    responseToRemove += operations.response.remove
  }

  func write(to object: inout JSONObject) {
    if !requestToAdd.isEmpty { object.append("request_headers_to_add", .array(requestToAdd)) }
    if !requestToRemove.isEmpty {
      object.append("request_headers_to_remove", .array(requestToRemove.map(JSONValue.string)))
    }
    if !responseToAdd.isEmpty { object.append("response_headers_to_add", .array(responseToAdd)) }
    if !responseToRemove.isEmpty {
      object.append("response_headers_to_remove", .array(responseToRemove.map(JSONValue.string)))
    }
  }

  private static func additions(_ edits: HeaderOperations.Edits) -> [JSONValue] {
    edits.set.sorted { $0.key < $1.key }.map { set($0.key, $0.value) }
      + edits.add.sorted { $0.key < $1.key }.map { addition($0.key, $0.value, "APPEND_IF_EXISTS_OR_ADD") }
  }

  /// One header that replaces those of its name.
  static func set(_ name: String, _ value: String) -> JSONValue {
    addition(name, value, "OVERWRITE_IF_EXISTS_OR_ADD")
  }

  private static func addition(_ name: String, _ value: String, _ action: String) -> JSONValue {
    ["header": ["key": .string(name), "value": .string(value)], "append_action": .string(action)]
  }
}
