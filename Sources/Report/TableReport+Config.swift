import Documents
import TrafficConfig

extension TableReport {
  /// The routing objects, what they are about, who manages them and what validation says.
  public static func config(_ configuration: MeshConfiguration) -> TableReport {
    let across = Dictionary(grouping: Validator.crossObject(configuration), by: \.object)
    var rows: [(reference: ObjectReference, row: [TableValue])] = []
    func add(_ document: JSONValue, hosts: [String], about: String) {
      let reference = ObjectReference(document: document)
      let messages = (Validator.webhook(document) + (across[reference] ?? [])).sorted()
      rows.append(
        (
          reference,
          [
            .text(reference.kind), .text(reference.namespace), .text(reference.name), .list(hosts), .text(about),
            .optional(Ownership.detect(document)?.name), .text(messages.first?.level.rawValue ?? "ok"),
            .list(messages.map { "[\($0.code)] \($0.path.isEmpty ? "" : $0.path + ": ")\($0.message)" }),
          ]
        ))
    }
    for object in configuration.virtualServices { add(object.document, hosts: object.hosts, about: about(object)) }
    for object in configuration.destinationRules { add(object.document, hosts: [object.host], about: about(object)) }
    for object in configuration.gateways {
      add(object.document, hosts: Set(object.servers.flatMap(\.hosts)).sorted(), about: about(object))
    }
    for document in configuration.otherObjects {
      add(document, hosts: document["spec"]?["hosts"]?.strings ?? [], about: about(document))
    }
    return TableReport(
      columns: [
        .init("kind"), .init("namespace"), .init("name"), .init("hosts"), .init("about"),
        .init("managedBy", title: "MANAGED BY"), .init("status"), .init("messages"),
      ],
      rows: rows.sorted { $0.reference < $1.reference }.map(\.row),
      whenEmpty: "No VirtualServices, DestinationRules, Gateways or policies.")
  }

  private static func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

  private static func about(_ object: VirtualService) -> String {
    let counts = [(object.http.count, "http route"), (object.tls.count, "tls route"), (object.tcp.count, "tcp route")]
    let routes = counts.filter { $0.0 > 0 }.map { plural($0.0, $0.1) }
    return ((routes.isEmpty ? ["no route"] : routes) + ["on " + object.gatewayNames.joined(separator: " ")])
      .joined(separator: ", ")
  }

  private static func about(_ object: DestinationRule) -> String {
    let names = object.subsets.map(\.name)
    let policy = object.trafficPolicy == nil ? [] : ["policy"]
    let parts = (names.isEmpty ? [] : ["subsets " + names.joined(separator: " ")]) + policy
    return parts.isEmpty ? "empty" : parts.joined(separator: ", ")
  }

  private static func about(_ object: Gateway) -> String {
    plural(object.servers.count, "server")
  }

  /// What an object is about that is read but not changed.
  private static func about(_ document: JSONValue) -> String {
    let spec = document["spec"]
    switch document["kind"]?.string {
    case "ServiceEntry": return plural(spec?["ports"]?.array?.count ?? 0, "port")
    case "PeerAuthentication": return "mTLS \(spec?["mtls"]?["mode"]?.string ?? "UNSET")"
    case "RequestAuthentication":
      let issuers = (spec?["jwtRules"]?.array ?? []).compactMap { $0["issuer"]?.string }
      return issuers.isEmpty ? "no tokens" : "tokens of \(issuers.joined(separator: " "))"
    case "Sidecar":
      let hosts = (spec?["egress"]?.array ?? []).flatMap { $0["hosts"]?.strings ?? [] }
      return hosts.isEmpty ? "" : "sees \(hosts.joined(separator: " "))"
    default: return ""
    }
  }
}
