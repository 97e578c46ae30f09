import Documents
import TrafficConfig

/// What the data plane makes of objects, as the condition `Reconciled` of their status, where istiod writes it too.
enum StatusConditions {
  static let type = "Reconciled"

  /// What is wrong with one object.
  struct Finding: Sendable, Hashable {
    /// A word in upper camel case, such as `NotSupported`.
    var reason: String
    /// For people.
    var message: String
  }

  /// The document with the condition, or without it for nothing wrong.
  ///
  /// - Parameter now: as a timestamp; that of a condition that says what it said before stays.
  static func apply(_ finding: Finding?, to document: JSONValue, now: JSONValue) -> JSONValue {
    var conditions = document.value("status", "conditions")?.array ?? []
    let place = conditions.firstIndex { $0["type"]?.string == type }
    var document = document
    guard let finding else {
      guard let place else { return document }
      conditions.remove(at: place)
      document[["status", "conditions"]] = conditions.isEmpty ? nil : .array(conditions)
      if document["status"]?.object?.isEmpty == true { document["status"] = nil }
      return document
    }
    let generation = document.metadata["generation"] ?? 1
    let old = place.map { conditions[$0] }
    let isSame = old?["status"] == "False"
    let condition: JSONValue = [
      "type": .string(type), "status": "False", "reason": .string(finding.reason),
      "message": .string(finding.message), "observedGeneration": generation,
      "lastTransitionTime": isSame ? old?["lastTransitionTime"] ?? now : now,
    ]
    if let place { conditions[place] = condition } else { conditions.append(condition) }
    document[["status", "conditions"]] = .array(conditions)
    return document
  }
}

extension ControlPlane {
  /// Writes what is wrong with objects into their status, and takes it out of all others'.
  func setFindings(_ findings: [ObjectReference: StatusConditions.Finding]) {
    let now = JSONValue.string(api.timestamp)
    store.transaction { transaction in
      for kind in [VirtualService.kind, DestinationRule.kind, Gateway.kind] {
        guard let type = ResourceCatalogue.shared.types.first(where: { $0.kind == kind && $0.isCustom }) else {
          continue
        }
        for object in transaction.all(type.id).sorted(by: { $0.key < $1.key }) {
          let reference = ObjectReference(kind: kind, namespace: object.key.namespace, name: object.key.name)
          let document = StatusConditions.apply(findings[reference], to: object.document, now: now)
          if document != object.document { transaction.put(type.id, object.key, document) }
        }
      }
    }
  }
}
