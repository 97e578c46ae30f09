import Documents

extension CrossChecker {
  /// A port of a ServiceEntry.
  struct EntryPort: Sendable {
    var object: OtherObject
    /// Upper case; empty where none is written.
    var `protocol`: String
    /// The namespaces that see it; empty means all.
    var scope: Set<String>
  }

  /// By host, then by number.
  static func entryPorts(_ entries: [OtherObject]) -> [String: [Int: [EntryPort]]] {
    var ports: [String: [Int: [EntryPort]]] = [:]
    for entry in entries {
      let names = entry.exportTo.map { $0 == "." ? entry.namespace : $0 }
      let scope: Set<String> = names.contains("*") ? [] : Set(names)
      for port in entry.spec["ports"]?.array ?? [] {
        guard let number = port["number"]?.int else { continue }
        let found = EntryPort(object: entry, protocol: port["protocol"]?.string?.uppercased() ?? "", scope: scope)
        for host in Set(entry.spec["hosts"]?.strings ?? []) {
          ports[host, default: [:]][number, default: []].append(found)
        }
      }
    }
    return ports
  }

  /// Several ServiceEntries for one port of one host, where some namespace sees more than one of them.
  mutating func check(serviceEntry entry: OtherObject) {
    let index = allEntryPorts
    for (place, port) in (entry.spec["ports"]?.array ?? []).enumerated() {
      guard let number = port["number"]?.int else { continue }
      for host in entry.spec["hosts"]?.strings ?? [] {
        let claims = index[host]?[number] ?? []
        guard let own = claims.first(where: { $0.object.reference == entry.reference }) else { continue }
        let meeting = claims.filter { other in
          other.object.reference == entry.reference || own.scope.isEmpty || other.scope.isEmpty
            || !own.scope.isDisjoint(with: other.scope)
        }
        let names = Set(meeting.map(\.object.fullName)).sorted()
        guard names.count > 1 else { continue }
        let protocols = Set(meeting.map(\.protocol)).sorted()
        if protocols.count > 1 {
          add(
            "IST0177", .warning, entry.reference, "spec.ports[\(place)]",
            "Multiple ServiceEntries (\(names.joined(separator: ", "))) define the same host \"\(host)\" and port "
              + "\(number) with conflicting protocols (\(protocols.joined(separator: ", "))).")
        } else {
          add(
            "VIG0014", .warning, entry.reference, "spec.ports[\(place)]",
            "The ServiceEntries \(names.joined(separator: ", ")) have the same host \(host) and port \(number): Istio may "
              + "use the addresses and settings of one of them only.")
        }
      }
    }
  }

  /// Namespaces that an object is shown to have to be there.
  ///
  /// - Parameter names: its `exportTo`.
  mutating func checkExports(_ object: ObjectReference, _ names: [String]) {
    guard !configuration.namespaceInfos.isEmpty, !isAmbient(object.namespace) else { return }
    for (index, name) in names.enumerated()
    where ![".", "*", "~"].contains(name) && name != object.namespace && configuration.namespaceInfo[name] == nil {
      guard configuration.workloadsByNamespace[name] == nil,
        !configuration.services.contains(where: { $0.id.namespace == name })
      else { continue }
      add(
        "VIG0010", .error, object, "spec.exportTo[\(index)]",
        "There is no namespace \(name) that could see this object.")
    }
  }
}
