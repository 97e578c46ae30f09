import Documents
import MeshModel
import Texts

/// Turns wanted shares into edited documents.
struct SplitEditor {
  /// A row with the weight it shall have.
  struct Share {
    var row: SplitRow
    var weight: Int
  }

  let configuration: MeshConfiguration
  let service: ServiceInfo
  let split: RouteSplit
  let apiVersion: String
  /// What the operator should know about how it was done.
  private(set) var notes: [String] = []
  private let host: String

  init(configuration: MeshConfiguration, service: ServiceInfo, split: RouteSplit, apiVersion: String) {
    self.configuration = configuration
    self.service = service
    self.split = split
    self.apiVersion = apiVersion
    host = service.id.host(domain: configuration.domain)
  }

  /// All rows of the split with their new weights: those not named get 0.
  func resolve(_ weights: [ShiftRequest.Weight]) throws(ChangeRefusal) -> [Share] {
    var shares = split.rows.map { Share(row: $0, weight: 0) }
    var given = Set<String>()
    for weight in weights {
      let index =
        shares.firstIndex { $0.row.version == weight.version }
        ?? shares.firstIndex { $0.row.subset == weight.version }
        ?? Self.only(shares.indices.filter { shares[$0].row.labels["version"] == weight.version })
      guard let index else {
        let known = shares.map(\.row.version)
        let list =
          known.isEmpty
          ? tr("It has no versions that labels or subsets tell.") : tr("Known: \(known.joined(separator: ", ")).")
        throw ChangeRefusal(.unknownVersion, tr("\(service.id) has no version \(weight.version). \(list)"))
      }
      guard given.insert(shares[index].row.version).inserted else {
        throw ChangeRefusal(.badWeights, tr("\(shares[index].row.version) is given a weight twice."))
      }
      if weight.weight > 0, !shares[index].row.isDefined, shares[index].row.host != host {
        throw ChangeRefusal(
          .unknownVersion, tr("\(shares[index].row.version) is a subset that no DestinationRule defines."))
      }
      shares[index].weight = weight.weight
    }
    return shares
  }

  private static func only(_ indices: [Int]) -> Int? { indices.count == 1 ? indices[0] : nil }

  /// The writes in their order; empty if the split is as wanted.
  mutating func changes(_ shares: [Share]) throws(ChangeRefusal) -> [ObjectChange] {
    let isNew = split.location == nil
    // A new rule lists every version, so that whoever reads it sees them all.
    let involved = shares.filter { $0.row.isInRoute || isNew || $0.weight > 0 }
    for share in involved where share.row.host == host && share.row.isInRoute && !share.row.isDefined {
      guard share.weight == 0 || !share.row.labels.isEmpty else {
        throw ChangeRefusal(
          .unknownVersion,
          tr("The route names the subset \(share.row.version), which no DestinationRule defines and no label explains.")
        )
      }
    }
    var subsets = SubsetEditor(configuration: configuration, service: service, apiVersion: apiVersion)
    var names: [String: String] = [:]
    for share in involved where share.row.host == host && !share.row.labels.isEmpty {
      let name = share.row.subset ?? subsets.name(forVersion: share.row.version)
      names[share.row.version] = name
      if !share.row.isDefined || share.row.subset == nil { subsets.add(name, labels: share.row.labels) }
    }
    let failing = involved.filter { $0.row.host == host && $0.row.isInRoute && !$0.row.isDefined && $0.row.percent > 0 }
    if !failing.isEmpty {
      let names = failing.compactMap(\.row.subset)
      notes.append(
        tr(
          "Requests to the \(names.count == 1 ? "subset" : "subsets") \(names.joined(separator: ", ")) fail now (503 NC): no "
            + "DestinationRule defines \(names.count == 1 ? "it" : "them"). What the new weights send there is defined first."
        )
      )
    }
    let change =
      try split.location.map { location throws(ChangeRefusal) in
        try edit(location, involved, names)
      } ?? create(involved, names)
    let ruleChange = subsets.change()
    notes += subsets.notes
    return [ruleChange, change].compactMap(\.self)
  }

  private func create(_ shares: [Share], _ names: [String: String]) -> ObjectChange? {
    let destinations = shares.map { share in
      var destination: JSONObject = ["host": .string(host)]
      destination["subset"] = names[share.row.version].map(JSONValue.string)
      return JSONValue.object(["destination": .object(destination), "weight": JSONValue(share.weight)])
    }
    let section = service.carriesOnlyTCP ? "tcp" : "http"
    let name = FreeName.find(service.id.name, suffix: "split") { name in
      configuration.virtualService(namespace: service.id.namespace, name: name) != nil
    }
    let document = NewObject.document(
      kind: VirtualService.kind, apiVersion: apiVersion, namespace: service.id.namespace, name: name,
      spec: ["hosts": [.string(host)], .init(section): [["route": .array(destinations)]]])
    return ObjectChange(
      reference: ObjectReference(document: document), apiVersion: apiVersion, before: nil, after: document)
  }

  private func edit(
    _ location: RouteLocation, _ shares: [Share], _ names: [String: String]
  ) throws(ChangeRefusal) -> ObjectChange? {
    let reference = location.virtualService
    guard let object = configuration.virtualService(namespace: reference.namespace, name: reference.name),
      let entries = object.document[routePath(location)]?.array, !entries.isEmpty
    else { throw ChangeRefusal(.noRoute, tr("\(location) is not there any more.")) }
    var document = object.document
    if shares.contains(where: \.row.isInRoute) {
      try reweigh(&document, location, entries.count, shares, names)
    } else {
      part(&document, location, entries[0], shares, names)
    }
    guard document != object.document else { return nil }
    return ObjectChange(
      reference: reference, apiVersion: object.apiVersion ?? apiVersion, before: object.document, after: document)
  }

  private func routePath(_ location: RouteLocation) -> JSONPath {
    ["spec", .key(location.section.rawValue), .index(location.index), "route"]
  }

  /// Sets the weights of destinations in place; those that are new are appended.
  private func reweigh(
    _ document: inout JSONValue, _ location: RouteLocation, _ count: Int, _ shares: [Share], _ names: [String: String]
  ) throws(ChangeRefusal) {
    let path = routePath(location)
    // The rows of a split begin with the destinations of its route, in their order.
    let present = shares.filter(\.row.isInRoute)
    guard present.count == count else { throw ChangeRefusal(.noRoute, tr("\(location) has changed meanwhile.")) }
    for (index, share) in present.enumerated() where share.row.weight != share.weight {
      document[path.appending(index).appending("weight")] = JSONValue(share.weight)
    }
    // A new destination is spelled as the others of this service are.
    let model = present.firstIndex { $0.row.host == host }.flatMap { document[path.appending($0)] }
    for share in shares where !share.row.isInRoute {
      let entry = Self.destination(like: model?["destination"], host: host, subset: names[share.row.version])
      let end = document[path]?.array?.count ?? 0
      document[path.appending(end)] = ["destination": entry, "weight": JSONValue(share.weight)]
    }
  }

  /// Parts a destination without subset into versions; whatever else it has goes to each of them.
  private func part(
    _ document: inout JSONValue, _ location: RouteLocation, _ entry: JSONValue, _ shares: [Share],
    _ names: [String: String]
  ) {
    let entries = shares.map { share in
      var made = entry
      made["destination"] = Self.destination(
        like: entry["destination"], host: host, subset: names[share.row.version])
      made["weight"] = JSONValue(share.weight)
      return made
    }
    document[routePath(location)] = .array(entries)
  }

  private static func destination(like model: JSONValue?, host: String, subset: String?) -> JSONValue {
    var destination = model ?? ["host": .string(host)]
    destination["subset"] = subset.map(JSONValue.string)
    return destination
  }
}
