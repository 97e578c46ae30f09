import TrafficConfig

extension TableReport {
  /// The routing objects, what they are about, who manages them and what validation says.
  public static func config(_ configuration: MeshConfiguration) -> TableReport {
    let across = Dictionary(grouping: Validator.crossObject(configuration), by: \.object)
    var rows: [(reference: ObjectReference, row: [TableValue])] = []
    func add(_ object: some IstioObject, hosts: [String], about: String) {
      let messages = (Validator.webhook(object.document) + (across[object.reference] ?? [])).sorted()
      let reference = object.reference
      rows.append(
        (
          reference,
          [
            .text(reference.kind), .text(reference.namespace), .text(reference.name), .list(hosts), .text(about),
            .optional(Ownership.detect(object.document)?.name), .text(messages.first?.level.rawValue ?? "ok"),
            .list(messages.map { "[\($0.code)] \($0.path.isEmpty ? "" : $0.path + ": ")\($0.message)" }),
          ]
        ))
    }
    for object in configuration.virtualServices { add(object, hosts: object.hosts, about: about(object)) }
    for object in configuration.destinationRules { add(object, hosts: [object.host], about: about(object)) }
    for object in configuration.gateways {
      add(object, hosts: Set(object.servers.flatMap(\.hosts)).sorted(), about: about(object))
    }
    return TableReport(
      columns: [
        .init("kind"), .init("namespace"), .init("name"), .init("hosts"), .init("about"),
        .init("managedBy", title: "MANAGED BY"), .init("status"), .init("messages"),
      ],
      rows: rows.sorted { $0.reference < $1.reference }.map(\.row),
      whenEmpty: "No VirtualServices, DestinationRules or Gateways.")
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
}
