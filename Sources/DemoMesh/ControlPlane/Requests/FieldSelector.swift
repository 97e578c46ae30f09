import Documents

/// A field selector: equality and inequality of a few fields.
struct FieldSelector: Sendable, Hashable {
  struct Requirement: Sendable, Hashable {
    var field: String
    var value: String
    var isEqual: Bool
  }

  var requirements: [Requirement]
  var isEmpty: Bool { requirements.isEmpty }

  init(parsing text: String, for type: ResourceType) throws(APIError) {
    requirements = []
    for part in text.split(separator: ",").map({ String($0).trimmed }) where !part.isEmpty {
      guard
        let found = [("!=", false), ("==", true), ("=", true)].lazy.compactMap({ word, isEqual in
          part.halves(at: word).map { Requirement(field: $0.0.trimmed, value: $0.1.trimmed, isEqual: isEqual) }
        }).first
      else { throw .badRequest("invalid selector: '\(part)'; can't understand '\(part)'") }
      guard Self.fields(of: type).contains(found.field) else {
        throw .badRequest("field label not supported: \(found.field)")
      }
      requirements.append(found)
    }
  }

  func matches(_ object: JSONValue) -> Bool {
    requirements.allSatisfy { requirement in
      var value: JSONValue? = object
      for key in requirement.field.split(separator: ".") { value = value?[String(key)] }
      var text = value?.string ?? value?.int.map(String.init) ?? ""
      if requirement.field == "source", let component = object.value("source", "component")?.string {
        text = component
      }
      return (text == requirement.value) == requirement.isEqual
    }
  }

  /// The name that the selector wants, if it wants one.
  var name: String? { requirements.first { $0.field == "metadata.name" && $0.isEqual }?.value }

  private static func fields(of type: ResourceType) -> Set<String> {
    var fields: Set<String> = ["metadata.name"]
    if type.isNamespaced { fields.insert("metadata.namespace") }
    switch type.kind {
    case "Pod":
      fields.formUnion([
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
        "status.phase", "status.podIP", "status.nominatedNodeName",
      ])
    case "Event":
      fields.formUnion([
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
        "reportingComponent", "source", "type",
      ])
    case "Namespace": fields.insert("status.phase")
    case "Secret": fields.insert("type")
    case "Service": fields.formUnion(["spec.clusterIP", "spec.type"])
    case "ReplicaSet": fields.insert("status.replicas")
    case "Node": fields.insert("spec.unschedulable")
    default: break
    }
    return fields
  }
}
