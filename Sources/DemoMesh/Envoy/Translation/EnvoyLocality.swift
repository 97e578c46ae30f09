import Documents

/// Where a pod runs. Istio takes it from the label `istio-locality` of the pod, such as `region1.zone-a.rack-1`; nodes,
/// which it would ask otherwise, the demo has not.
struct EnvoyLocality: Hashable, Comparable {
  static let label = "istio-locality"

  var region: String
  var zone: String
  var subzone: String

  init?(labels: [String: String]) {
    guard let text = labels[Self.label], !text.isEmpty else { return nil }
    let parts = text.split(separator: text.contains("/") ? "/" : ".", omittingEmptySubsequences: false).map(String.init)
    region = parts[0]
    zone = parts.count > 1 ? parts[1] : ""
    subzone = parts.count > 2 ? parts[2] : ""
  }

  static func < (a: EnvoyLocality, b: EnvoyLocality) -> Bool {
    (a.region, a.zone, a.subzone) < (b.region, b.zone, b.subzone)
  }

  var json: JSONValue {
    EnvoyJSON.fields([
      "region": .string(region), "zone": zone.isEmpty ? nil : .string(zone),
      "sub_zone": subzone.isEmpty ? nil : .string(subzone),
    ])
  }

  /// Whether a pattern such as `region1/zone-a/*` covers it.
  func matches(_ pattern: String) -> Bool {
    let own = [region, zone, subzone]
    for (index, part) in pattern.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      if part == "*" { return true }
      guard index < own.count, own[index] == part else { return false }
    }
    return true
  }

  /// How many levels apart from another, 0 for the same place: Envoy calls a higher one only when lower ones fail.
  func distance(to other: EnvoyLocality) -> Int {
    if region != other.region { return 3 }
    if zone != other.zone { return 2 }
    return subzone == other.subzone ? 0 : 1
  }
}
