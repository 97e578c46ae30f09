import Documents
import Texts

/// One entry of a VirtualService's `tcp` or `tls` list.
public struct StreamRoute: Sendable, Hashable {
  public struct Match: Sendable, Hashable {
    /// Of `tls` only.
    public var sniHosts: [String]
    public var port: Int?
    public var destinationSubnets: [String]
    public var sourceLabels: [String: String]
    public var sourceNamespace: String?
    public var gateways: [String]

    init(_ value: JSONValue) {
      sniHosts = value["sniHosts"]?.strings ?? []
      port = value["port"]?.int
      destinationSubnets = value["destinationSubnets"]?.strings ?? []
      sourceLabels = value["sourceLabels"]?.stringMap ?? [:]
      sourceNamespace = value["sourceNamespace"]?.string
      gateways = value["gateways"]?.strings ?? []
    }

    /// Every condition in words.
    public var conditions: [String] {
      var words: [String] = []
      if !sniHosts.isEmpty { words.append(tr("SNI \(sniHosts.joined(separator: ", "))")) }
      if let port { words.append(tr("port \(port)")) }
      if !destinationSubnets.isEmpty { words.append(tr("to \(destinationSubnets.joined(separator: ", "))")) }
      if let sourceNamespace { words.append(tr("from namespace \(sourceNamespace)")) }
      words += sourceLabels.sorted { $0.key < $1.key }.map { tr("from \($0.key)=\($0.value)") }
      if !gateways.isEmpty { words.append(tr("via \(gateways.joined(separator: ", "))")) }
      return words
    }
  }

  public var matches: [Match]
  public var destinations: [RouteDestination]

  init(_ value: JSONValue) {
    matches = value["match"]?.array?.map(Match.init) ?? []
    destinations = value["route"]?.array?.map(RouteDestination.init) ?? []
  }

  public var isCatchAll: Bool { matches.isEmpty || matches.contains { $0.conditions.isEmpty } }

  /// The matches in words; nil for a catch-all.
  public var matchSummary: String? {
    isCatchAll ? nil : matches.map { $0.conditions.joined(separator: tr(" and ")) }.joined(separator: tr(", or "))
  }
}
