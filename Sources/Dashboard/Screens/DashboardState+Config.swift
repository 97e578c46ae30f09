import Cells
import Documents
import MeshModel
import Texts
import TrafficConfig

/// One of Istio's objects as the list shows it.
private struct ObjectRow {
  var reference: ObjectReference
  var document: JSONValue
  /// What it is about: hosts, or the pods that it selects.
  var about: String
  /// What it says, in a few words.
  var content: String
}

extension DashboardState {
  /// All objects that the screens know.
  func objectReferences(_ configuration: MeshConfiguration) -> [ObjectReference] {
    configuration.virtualServices.map(\.reference) + configuration.destinationRules.map(\.reference)
      + configuration.gateways.map(\.reference)
      + configuration.otherObjects.map { ObjectReference(document: $0) }
  }

  func configModel() -> TableModel {
    guard let view = shown else { return TableModel(noun: "object", emptyReason: waitingReason) }
    let rows = objectRows(view.configuration)
    var model = TableModel(
      ids: rows.map(\.reference.description), noun: "object", sort: .init(column: "state", isDescending: true))
    model.copied = { rows[$0].reference.description }
    model.labels = { place in
      let row = rows[place]
      let labels = row.document["metadata"]?["labels"]?.stringMap ?? [:]
      return labels.merging([
        "namespace": row.reference.namespace, "name": row.reference.name, "kind": row.reference.kind,
      ]) { $1 }
    }
    model.note = { place in
      let row = rows[place]
      if let first = findings[row.reference].first {
        let more = findings[row.reference].count - 1
        let place = first.path.isEmpty ? "" : first.path + ": "
        return TextLine(
          "\(first.level == .error ? "✗" : "!") \(first.code) \(place)\(first.message)"
            + (more > 0 ? tr(" (and \(more) more)") : ""), first.level == .error ? .error : .warning)
      }
      if Validator.kinds.contains(row.reference.kind) { return TextLine(tr("✓ validation finds nothing"), .muted) }
      return TextLine(tr("· shown as it is: Vigla does not validate a \(row.reference.kind)"), .muted)
    }
    model.columns = [
      TableColumn("state", "", name: tr("validation"), width: 1...1, rank: 0) { place in
        Self.state(findings[rows[place].reference], kind: rows[place].reference.kind)
      },
      TableColumn("kind", tr("KIND"), width: 15...18, rank: 1, isSearched: true) { TableCell(rows[$0].reference.kind) },
      TableColumn("name", tr("NAME"), width: 14...40, rank: 0, isSearched: true) { TableCell(rows[$0].reference.name) },
      TableColumn(
        "namespace", tr("NAMESPACE"), width: 10...24, rank: 3, isShown: context.namespaces?.count != 1, isSearched: true
      ) {
        TableCell(rows[$0].reference.namespace, .muted)
      },
      TableColumn("findings", tr("FOUND"), name: tr("findings"), width: 6...6, rank: 2) { place in
        TableParts.findings(
          FindingCount(findings[rows[place].reference]), exists: Validator.kinds.contains(rows[place].reference.kind))
      },
      TableColumn("about", tr("FOR"), width: 12...40, rank: 4, isSearched: true) { TableCell(rows[$0].about) },
      TableColumn("content", tr("SAYS"), width: 12...60, rank: 5, isSearched: true) { TableCell(rows[$0].content) },
      TableColumn("owner", tr("MANAGED BY"), width: 18...18, rank: 7) { place in
        let owner = Ownership.detect(rows[place].document)
        return TableCell(owner?.name ?? NumberFormat.missing, owner?.reverts == true ? .warning : .muted)
      },
      TableColumn("age", tr("AGE"), width: 6...6, isNumber: true, rank: 6) { place in
        let created = rows[place].document["metadata"]?["creationTimestamp"]?.string.flatMap(Timestamp.seconds)
        let age = created.map { max(0, (frozen?.snapshot.timestamp ?? clock) - $0) }
        return TableCell(Figures.age(age), .muted, key: .figure(age))
      },
    ]
    model.emptyReason = [
      TextLine(tr("Istio has no object in \(context.scope): traffic goes to all ready pods alike.")),
      TextLine(
        tr("A wizard of a service (\(Keys(keymap: keymap, context: .table).key(.actions))) writes the first."), .muted),
      refusalHint,
    ]
    return model
  }

  /// What is wrong first, then what is not looked at.
  private static func state(_ findings: [ValidationMessage], kind: String) -> TableCell {
    let count = FindingCount(findings)
    let key = SortKey.number(Double(count.errors * 1000 + count.warnings))
    if count.errors > 0 { return TableCell("✗", .failure, key: key) }
    if count.warnings > 0 { return TableCell("!", .degraded, key: key) }
    return Validator.kinds.contains(kind)
      ? TableCell("✓", .healthy, key: key) : TableCell("·", .muted, key: .number(-1))
  }

  private func objectRows(_ configuration: MeshConfiguration) -> [ObjectRow] {
    var rows: [ObjectRow] = []
    for object in configuration.virtualServices {
      let count = ["http", "tls", "tcp"].reduce(0) { $0 + (object.spec[$1]?.array?.count ?? 0) }
      let gateways = object.gatewayNames.filter { $0 != VirtualService.mesh }
      rows.append(
        ObjectRow(
          reference: object.reference, document: object.document, about: object.hosts.joined(separator: " "),
          content: Figures.counted(count, "route")
            + (gateways.isEmpty ? "" : tr(" on \(gateways.joined(separator: " "))"))))
    }
    for object in configuration.destinationRules {
      let subsets = object.subsets.map(\.name).joined(separator: " ")
      let words = [subsets.isEmpty ? nil : tr("subsets \(subsets)"), object.trafficPolicy == nil ? nil : tr("policy")]
      rows.append(
        ObjectRow(
          reference: object.reference, document: object.document, about: object.host,
          content: words.compactMap(\.self).joined(separator: ", ")))
    }
    for object in configuration.gateways {
      let ports = object.servers.map { "\($0.port)" }
      rows.append(
        ObjectRow(
          reference: object.reference, document: object.document,
          about: Set(object.servers.flatMap(\.hosts)).sorted().joined(separator: " "),
          content: tr("ports \(ports.joined(separator: " "))")))
    }
    return rows + configuration.otherObjects.map(Self.otherRow)
  }

  private static func otherRow(_ document: JSONValue) -> ObjectRow {
    let reference = ObjectReference(document: document)
    let spec = document["spec"]
    let selector =
      (spec?["selector"]?["matchLabels"] ?? spec?["workloadSelector"]?["labels"])?.stringMap ?? [:]
    let selected = selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    var row = ObjectRow(reference: reference, document: document, about: selected, content: "")
    switch reference.kind {
    case "ServiceEntry":
      row.about = (spec?["hosts"]?.strings ?? []).joined(separator: " ")
      let ports = (spec?["ports"]?.array ?? []).compactMap { $0["number"]?.int }.map { "\($0)" }.joined(separator: " ")
      let location = spec?["location"]?.string == "MESH_INTERNAL" ? tr("in the mesh") : tr("outside the mesh")
      row.content = location + (ports.isEmpty ? "" : tr(", ports \(ports)"))
    case "Sidecar":
      let hosts = (spec?["egress"]?.array ?? []).flatMap { $0["hosts"]?.strings ?? [] }
      row.content = hosts.isEmpty ? "" : tr("sees \(hosts.joined(separator: " "))")
    case "PeerAuthentication":
      row.content = tr("mTLS \(spec?["mtls"]?["mode"]?.string ?? "UNSET")")
    case "RequestAuthentication":
      let issuers = (spec?["jwtRules"]?.array ?? []).compactMap { $0["issuer"]?.string }
      row.content = issuers.isEmpty ? "" : tr("tokens of \(issuers.joined(separator: " "))")
    default: break
    }
    if row.about.isEmpty { row.about = tr("the namespace") }
    return row
  }

  /// Where else to look, and where to read what may not be seen.
  var refusalHint: TextLine {
    let keys = Keys(keymap: keymap, context: .table)
    let isRefused = live?.snapshot.notices.contains { $0.code == "forbidden" } ?? false
    return TextLine(
      isRefused
        ? tr("\(keys.key(.messages)) shows what was refused; \(keys.key(.palette))ns NAME goes to another namespace.")
        : tr("\(keys.key(.palette))ns NAME goes to another namespace."),
      .muted)
  }
}
