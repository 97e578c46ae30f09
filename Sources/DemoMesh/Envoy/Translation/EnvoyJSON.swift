import Documents
import TrafficConfig

/// Pieces of xDS resources in protobuf's JSON form.
enum EnvoyJSON {
  /// An object of the members that are not nil. Null means the same, in protobuf and here.
  static func fields(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue { .object(present(members)) }

  private static func present(_ members: KeyValuePairs<String, JSONValue?>) -> JSONObject {
    JSONObject(
      members.compactMap { key, value in
        guard let value, !value.isNull else { return nil }
        return (key, value)
      })
  }

  /// A message inside an `Any`.
  ///
  /// - Parameter type: without the leading `envoy.`.
  static func message(_ type: String, _ members: KeyValuePairs<String, JSONValue?> = [:]) -> JSONValue {
    var object = JSONObject([("@type", .string("type.googleapis.com/envoy.\(type)"))])
    for (key, value) in present(members) { object.append(key, value) }
    return .object(object)
  }

  /// An extension under its well-known name.
  static func named(_ name: String, _ config: JSONValue) -> JSONValue {
    ["name": .string(name), "typed_config": config]
  }

  static func address(_ ip: String, _ port: Int) -> JSONValue {
    ["socket_address": ["address": .string(ip), "port_value": JSONValue(port)]]
  }

  /// Protobuf's form of a duration: seconds with up to nine decimals.
  static func duration(_ seconds: Double) -> JSONValue {
    let nanoseconds = Int64((seconds * 1e9).rounded())
    let whole = nanoseconds / 1_000_000_000
    let rest = nanoseconds % 1_000_000_000
    if rest == 0 { return .string("\(whole)s") }
    var digits = String(rest)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return .string("\(whole).\(digits)s")
  }

  /// A duration as an object spells it; nil if there is none or it is none.
  static func duration(_ text: JSONValue?) -> JSONValue? {
    text?.string.flatMap(DurationText.seconds).map { duration($0) }
  }

  /// A share of the requests.
  ///
  /// - Parameter percent: 0...100; Istio counts in millionths.
  static func fraction(percent: Double) -> JSONValue {
    ["numerator": JSONValue(Int((percent * 10_000).rounded())), "denominator": "MILLION"]
  }

  /// A StringMatcher; nil for a match that only asks for presence.
  static func matcher(_ match: StringMatch) -> JSONValue? {
    switch match {
    case .exact(let text): ["exact": .string(text)]
    case .prefix(let text): ["prefix": .string(text)]
    case .regex(let text): ["safe_regex": ["regex": .string(text)]]
    case .present: nil
    }
  }

  /// Where routes, or other resources, are asked for: at the control plane.
  static let controlPlane: JSONValue = [
    "resource_api_version": "V3",
    "api_config_source": [
      "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["xds"], "refresh_delay": "0.05s",
      "request_timeout": "30s",
    ],
  ]
}
