import Documents

/// Rules of the API beyond the shape of objects.
enum Validation {
  /// Names and labels.
  static func metadata(_ document: JSONValue, type: ResourceType) -> [SchemaFinding] {
    var found: [SchemaFinding] = []
    let name = document.objectName
    if name.isEmpty {
      found.append(
        SchemaFinding(
          reason: .required, field: "metadata.name", message: "Required value: name or generateName is required"))
    } else if type.kind == "Service" || type.kind == "Namespace" {
      if !isLabel(name) {
        found.append(
          invalid(
            "metadata.name", name,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
              + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
              + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"))
      }
    } else if type.group == Authorizer.group {
      // Roles may have colons in their names; what would break a path may not be there.
      if name == "." || name == ".." || name.contains("/") || name.contains("%") {
        found.append(invalid("metadata.name", name, "may not be '.' or '..', nor contain '/' or '%'"))
      }
    } else if !isSubdomain(name) {
      found.append(
        invalid(
          "metadata.name", name,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"))
    }
    for (key, value) in document.labels.sorted(by: { $0.key < $1.key }) {
      found += label(key, value, field: "metadata.labels")
    }
    return found
  }

  /// The rules of the built-in kinds that matter to the demo's controllers.
  static func content(_ document: JSONValue, old: JSONValue?, type: ResourceType) -> [SchemaFinding] {
    switch type.kind {
    case "Deployment", "ReplicaSet": workload(document, old)
    case "Pod": pod(document, old)
    case "Service": service(document, old)
    default: []
    }
  }

  private static func workload(_ document: JSONValue, _ old: JSONValue?) -> [SchemaFinding] {
    var found: [SchemaFinding] = []
    if let replicas = document.value("spec", "replicas")?.int, replicas < 0 {
      found.append(invalidNumber("spec.replicas", replicas, "must be greater than or equal to 0"))
    }
    let selector = document.value("spec", "selector")
    let labels = document.value("spec", "template", "metadata", "labels")
    if let selector, LabelSelector(object: selector).isEmpty {
      found.append(
        invalid("spec.selector", selector, "empty selector is invalid for deployment"))
    } else if let selector, !LabelSelector(object: selector).matches(labels?.stringMap ?? [:]) {
      found.append(
        invalid("spec.template.metadata.labels", labels ?? [:], "`selector` does not match template `labels`"))
    }
    if let old, let selector, old.value("spec", "selector") != selector {
      found.append(invalid("spec.selector", selector, "field is immutable"))
    }
    return found + containers(document.value("spec", "template", "spec"), "spec.template.spec")
  }

  private static func pod(_ document: JSONValue, _ old: JSONValue?) -> [SchemaFinding] {
    if let old {
      guard withoutImages(document["spec"]) != withoutImages(old["spec"]) else { return [] }
      return [
        SchemaFinding(
          reason: .forbidden, field: "spec",
          message: "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to "
            + "existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was "
            + "previously negative)")
      ]
    }
    return containers(document["spec"], "spec")
  }

  private static func service(_ document: JSONValue, _ old: JSONValue?) -> [SchemaFinding] {
    var found: [SchemaFinding] = []
    let spec = document["spec"] ?? .null
    let ports = spec["ports"]?.array ?? []
    if ports.isEmpty, spec["type"]?.string != "ExternalName", spec["clusterIP"]?.string != "None" {
      found.append(SchemaFinding(reason: .required, field: "spec.ports", message: "Required value"))
    }
    for (index, port) in ports.enumerated() {
      if let number = port["port"]?.int, !(1...65535).contains(number) {
        found.append(
          invalidNumber("spec.ports[\(index)].port", number, "must be between 1 and 65535, inclusive"))
      }
      if ports.count > 1, (port["name"]?.string ?? "").isEmpty {
        found.append(
          SchemaFinding(reason: .required, field: "spec.ports[\(index)].name", message: "Required value"))
      }
    }
    if let old, let address = old.value("spec", "clusterIP")?.string, spec["clusterIP"]?.string != address,
      spec["type"]?.string != "ExternalName"
    {
      found.append(
        invalid(
          "spec.clusterIPs[0]", .array([.string(spec["clusterIP"]?.string ?? "")]), "may not change once set"))
    }
    return found
  }

  private static func containers(_ spec: JSONValue?, _ path: String) -> [SchemaFinding] {
    let containers = spec?["containers"]?.array ?? []
    guard !containers.isEmpty else {
      return [SchemaFinding(reason: .required, field: "\(path).containers", message: "Required value")]
    }
    return containers.enumerated().flatMap { index, container -> [SchemaFinding] in
      (container["image"]?.string ?? "").isEmpty
        ? [
          SchemaFinding(
            reason: .required, field: "\(path).containers[\(index)].image", message: "Required value")
        ] : []
    }
  }

  private static func withoutImages(_ spec: JSONValue?) -> JSONValue {
    var spec = spec ?? .null
    for list in ["containers", "initContainers"] {
      guard var containers = spec[list]?.array else { continue }
      for index in containers.indices { containers[index]["image"] = nil }
      spec[list] = .array(containers)
    }
    for key in ["tolerations", "activeDeadlineSeconds", "terminationGracePeriodSeconds"] { spec[key] = nil }
    return spec
  }

  private static func label(_ key: String, _ value: String, field: String) -> [SchemaFinding] {
    var found: [SchemaFinding] = []
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 2 || !isLabelText(parts.last ?? "", allowsEmpty: false)
      || parts.count == 2 && !isSubdomain(parts[0])
    {
      found.append(
        invalid(
          field, key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"))
    }
    if !isLabelText(value, allowsEmpty: true) {
      found.append(
        invalid(
          field, value,
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used "
            + "for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"))
    }
    return found
  }

  private static func invalid(_ field: String, _ value: JSONValue, _ why: String) -> SchemaFinding {
    SchemaFinding(reason: .invalid, field: field, message: "Invalid value: \(value.serialized()): \(why)")
  }

  private static func invalid(_ field: String, _ value: String, _ why: String) -> SchemaFinding {
    invalid(field, .string(value), why)
  }

  private static func invalidNumber(_ field: String, _ value: Int, _ why: String) -> SchemaFinding {
    invalid(field, JSONValue(value), why)
  }

  /// A DNS label in lower case (RFC 1123).
  static func isLabel(_ text: String) -> Bool {
    text.utf8.count <= 63 && isDNS(text.utf8, allowsDot: false)
  }

  /// DNS labels in lower case, joined by dots.
  static func isSubdomain(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isDNS($0.utf8, allowsDot: false) }
  }

  private static func isDNS(_ bytes: some BidirectionalCollection<UInt8>, allowsDot: Bool) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
    guard let first = bytes.first, let last = bytes.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isLabelText(_ text: String, allowsEmpty: Bool) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
    guard let first = text.utf8.first, let last = text.utf8.last else { return allowsEmpty }
    return text.utf8.count <= 63 && isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }
}
