/// One of Envoy's own stats that a default Istio sidecar shows.
struct EnvoyStat: Sendable {
  enum Kind: String, Sendable { case counter, gauge }

  /// Envoy's internal name, which filters see.
  let name: String
  /// The name without the tags' values, by which a page is sorted.
  let taglessName: String
  /// The Prometheus family.
  let family: String
  /// Labels with braces.
  let labels: String
  let kind: Kind
  let value: @Sendable (ProxyVitals) -> UInt64

  init(
    _ kind: Kind, _ name: String, tagless: String? = nil, labels: String = "{}",
    _ value: @escaping @Sendable (ProxyVitals) -> UInt64
  ) {
    self.kind = kind
    self.name = name
    taglessName = tagless ?? name
    family = "envoy_" + String(taglessName.map { $0 == "." || $0 == "-" ? "_" : $0 })
    self.labels = labels
    self.value = value
  }

  /// Whether `usedonly` shows it: a counter that was never incremented is not used.
  func isUsed(_ vitals: ProxyVitals) -> Bool { kind == .gauge || value(vitals) > 0 }
}
