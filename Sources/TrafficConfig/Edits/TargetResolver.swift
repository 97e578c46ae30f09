import Documents
import MeshModel
import Texts

/// Finds what an operator means by a destination, and defines subsets that are missing.
struct TargetResolver {
  let configuration: MeshConfiguration
  let service: ServiceInfo
  private let versions: [ServiceVersion]
  private var subsets: SubsetEditor
  private var added: Set<String> = []
  /// What the operator should know about the destinations.
  private(set) var notes: [String] = []

  init(context: EditContext, service: ServiceInfo) {
    configuration = context.configuration
    self.service = service
    versions = configuration.versions(of: service)
    subsets = SubsetEditor(
      configuration: context.configuration, service: service, apiVersion: context.apiVersion)
  }

  /// The `destination` for a version of the service, or for another service as `NAME[.NAMESPACE][/SUBSET][:PORT]`.
  ///
  /// - Parameter model: a destination of the same service, so that the host is spelled as it is there.
  mutating func destination(_ name: String, like model: JSONValue?) throws(ChangeRefusal) -> JSONValue {
    let byLabel = versions.filter { $0.labels["version"] == name }
    let found =
      versions.first { $0.name == name } ?? versions.first { $0.subset == name }
      ?? (byLabel.count == 1 ? byLabel[0] : nil)
    if let version = found {
      if version.readyPods == 0 {
        notes.append(tr("\(version.name) has no ready pod: its requests would fail with 503."))
      }
      var destination = model ?? ["host": .string(service.id.host(domain: configuration.domain))]
      destination["subset"] = .string(define(version))
      return destination
    }
    if let other = try otherService(name) { return other }
    let known = versions.map(\.name)
    let list =
      known.isEmpty
      ? tr("It has no versions that labels or subsets tell.") : tr("Known: \(known.joined(separator: ", ")).")
    let hint =
      configuration.namespaces == nil ? "" : tr(" A service of a namespace that is not shown is NAME.NAMESPACE.")
    throw ChangeRefusal(
      .unknownVersion, tr("\(service.id) has no version \(name), and there is no such service. \(list)\(hint)"))
  }

  /// The name of the version's subset, which is defined by then.
  mutating func define(_ version: ServiceVersion) -> String {
    if let subset = version.subset { return subset }
    let name = subsets.name(forVersion: version.name)
    if added.insert(version.name).inserted { subsets.add(name, labels: version.labels) }
    return name
  }

  /// A version by name or subset.
  func version(named name: String) -> ServiceVersion? {
    versions.first { $0.name == name } ?? versions.first { $0.subset == name }
  }

  /// The `destination` for another service; nil if there is none of that name. A full name will do, and is the only way
  /// to hosts outside of the cluster.
  mutating func otherService(_ text: String) throws(ChangeRefusal) -> JSONValue? {
    var rest = Substring(text)
    var port: Int?
    if let colon = rest.lastIndex(of: ":") {
      guard let number = Int(rest[rest.index(after: colon)...]) else { return nil }
      port = number
      rest = rest[..<colon]
    }
    var subset: String?
    if let slash = rest.firstIndex(of: "/") {
      subset = String(rest[rest.index(after: slash)...])
      rest = rest[..<slash]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first else { return nil }
    let host =
      parts.count > 2
      ? String(rest)
      : ServiceID(
        cluster: service.id.cluster, namespace: parts.count == 2 ? parts[1] : service.id.namespace, name: name
      ).host(domain: configuration.domain)
    guard let other = configuration.service(forHost: host) else { return try unseen(host, subset: subset, port: port) }
    let id = other.id
    if let subset, configuration.destinationRule(forHost: host)?.subset(named: subset) == nil {
      throw ChangeRefusal(.unknownVersion, tr("No DestinationRule defines a subset \(subset) of \(id)."))
    }
    if port == nil, other.ports.count > 1 {
      let ports = other.ports.map { "\($0.number)" }.joined(separator: ", ")
      throw ChangeRefusal(
        .badValue, tr("\(id) has several ports: say one of \(ports), as in \(text):\(other.ports[0].number)."))
    }
    return Self.destination(host, subset: subset, port: port)
  }

  private static func destination(_ host: String, subset: String?, port: Int?) -> JSONValue {
    var destination: JSONObject = ["host": .string(host)]
    destination["subset"] = subset.map(JSONValue.string)
    if let port { destination["port"] = ["number": JSONValue(port)] }
    return .object(destination)
  }

  /// The `destination` for a host that the configuration has not, but that may be there; nil if it cannot be.
  private mutating func unseen(_ host: String, subset: String?, port: Int?) throws(ChangeRefusal) -> JSONValue? {
    let inside = HostName.service(host, domain: configuration.domain)
    if let inside {
      guard let seen = configuration.namespaces, !seen.contains(inside.namespace) else { return nil }
      notes.append(tr("The namespace \(inside.namespace) is not shown: whether \(inside) is there is not known."))
    } else if !configuration.isKnown(host: host) {
      notes.append(tr("No ServiceEntry that is shown has \(host): without one the mesh does not know it."))
    }
    if let problem = NameRules.fqdn(host) {
      throw ChangeRefusal(.badValue, tr("\(host) is no name of a host: \(problem)."))
    }
    if let port, let problem = NameRules.port(port) { throw ChangeRefusal(.badValue, problem) }
    return Self.destination(host, subset: subset, port: port)
  }

  /// The write that defines the subsets; nil if all are there.
  mutating func change() -> ObjectChange? {
    let change = subsets.change()
    notes += subsets.notes
    return change
  }
}

extension RouteDraft {
  /// A destination of the service in the object, for its spelling of the host; without its subset.
  var destinationModel: JSONValue? {
    for route in document[["spec", "http"]]?.array ?? [] {
      for entry in route["route"]?.array ?? [] {
        guard var destination = entry["destination"], fullHost(destination) == host else { continue }
        destination["subset"] = nil
        return destination
      }
    }
    return nil
  }

  /// The full name of a destination's host.
  func fullHost(_ destination: JSONValue) -> String {
    HostName.fqdn(
      destination["host"]?.string ?? "", namespace: ObjectReference(document: document).namespace,
      domain: context.configuration.domain)
  }

  /// Whether two destinations are the same subset and port of one host.
  func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
    fullHost(a) == fullHost(b) && a["subset"]?.string == b["subset"]?.string
      && a["port"]?["number"]?.int == b["port"]?["number"]?.int
  }
}
