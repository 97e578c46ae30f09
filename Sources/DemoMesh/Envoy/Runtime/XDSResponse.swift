import Documents

/// What a proxy is given for one of its subscriptions.
struct XDSResponse: Sendable, Hashable {
  var type: XDSType
  var version: Int
  var resources: [JSONValue]

  /// A DiscoveryResponse in protobuf's JSON form.
  var json: JSONValue {
    ["version_info": .string(String(version)), "type_url": .string(type.url), "resources": .array(resources)]
  }
}
