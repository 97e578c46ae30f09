import Documents

extension APIServer {
  private static let serverAddresses: JSONValue = [["clientCIDR": "0.0.0.0/0", "serverAddress": "127.0.0.1"]]

  /// Answers the paths that are no resources; nil for all others.
  func discovery(_ request: APIRequest) throws(APIError) -> APIReply? {
    guard request.method == "GET" || request.method == "HEAD" else { return nil }
    let parts = request.rawPath.split(separator: "/").map(String.init)
    switch parts.first {
    case nil: return json(["paths": .array(rootPaths.map { .string($0) })])
    case "version" where parts.count == 1: return json(Self.versionInfo)
    case "healthz", "livez", "readyz": return .text("ok")
    case "openapi":
      return openAPI(request, Array(parts.dropFirst()))
    case "api":
      if parts.count == 1 {
        if let reply = aggregated(request, groups: [("", ["v1"])]) { return reply }
        return json([
          "kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": Self.serverAddresses,
        ])
      }
      return parts.count == 2 && parts[1] == "v1" ? json(resourceList(group: "", version: "v1")) : nil
    case "apis":
      if parts.count == 1 {
        if let reply = aggregated(request, groups: catalogue.groups) { return reply }
        return json([
          "kind": "APIGroupList", "apiVersion": "v1",
          "groups": .array(catalogue.groups.map { group($0.name, $0.versions) }),
        ])
      }
      guard let found = catalogue.groups.first(where: { $0.name == parts[1] }) else { return nil }
      if parts.count == 2 {
        var document = group(found.name, found.versions).object ?? JSONObject()
        document.insert("kind", "APIGroup", at: 0)
        document.insert("apiVersion", "v1", at: 1)
        return json(.object(document))
      }
      guard parts.count == 3, found.versions.contains(parts[2]) else { return nil }
      return json(resourceList(group: parts[1], version: parts[2]))
    default: return nil
    }
  }

  private func json(_ document: JSONValue) -> APIReply {
    APIReply(contentType: "application/json", bytes: document.serializedBytes() + [UInt8(ascii: "\n")])
  }

  private static let versionInfo: JSONValue = [
    "major": "1", "minor": "32", "gitVersion": .string(version), "gitCommit": "", "gitTreeState": "clean",
    "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swiftc", "platform": "linux/amd64",
  ]

  private var rootPaths: [String] {
    var paths = ["/api", "/api/v1", "/apis"]
    for group in catalogue.groups {
      paths.append("/apis/\(group.name)")
      paths += group.versions.map { "/apis/\(group.name)/\($0)" }
    }
    return paths + ["/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]
  }

  private func group(_ name: String, _ versions: [String]) -> JSONValue {
    let list = versions.map { version -> JSONValue in
      ["groupVersion": .string("\(name)/\(version)"), "version": .string(version)]
    }
    return ["name": .string(name), "versions": .array(list), "preferredVersion": list.first ?? .null]
  }

  private func resourceList(group: String, version: String) -> JSONValue {
    var resources: [JSONValue] = []
    for type in catalogue.types(group: group, version: version) {
      var resource: JSONObject = [
        "name": .string(type.plural), "singularName": .string(type.singular), "namespaced": .bool(type.isNamespaced),
        "kind": .string(type.kind), "verbs": .array(type.verbs.map { .string($0) }),
      ]
      if !type.shortNames.isEmpty { resource["shortNames"] = .array(type.shortNames.map { .string($0) }) }
      if !type.categories.isEmpty { resource["categories"] = .array(type.categories.map { .string($0) }) }
      if !type.isVirtual { resource["storageVersionHash"] = .string(NameSource.hash(of: type.id, length: 11) + "=") }
      resources.append(.object(resource))
      for part in type.subresources {
        var resource: JSONObject = [
          "name": .string("\(type.plural)/\(part.name)"), "singularName": "", "namespaced": .bool(type.isNamespaced),
          "kind": .string(part.kind), "verbs": .array(part.verbs.map { .string($0) }),
        ]
        if let (group, version) = part.groupVersion {
          resource["group"] = .string(group)
          resource["version"] = .string(version)
        }
        resources.append(.object(resource))
      }
    }
    return [
      "kind": "APIResourceList", "apiVersion": "v1",
      "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"), "resources": .array(resources),
    ]
  }

  // MARK: aggregated discovery (KEP-3352)

  /// All groups and resources in one answer, if the client accepts that before the classic form.
  private func aggregated(_ request: APIRequest, groups: [(name: String, versions: [String])]) -> APIReply? {
    for range in MediaType.accepted(request.headers.first(name: "accept")) {
      guard range.name == "application/json" || range.name == "*/*" else { continue }
      guard range.parameters["as"] == "APIGroupDiscoveryList" else { return nil }
      guard let version = range.parameters["v"], ["v2", "v2beta1"].contains(version) else { continue }
      let items = groups.map { group -> JSONValue in
        var metadata: JSONObject = ["creationTimestamp": nil]
        if !group.name.isEmpty { metadata.insert("name", .string(group.name), at: 0) }
        return [
          "metadata": .object(metadata),
          "versions": .array(
            group.versions.map { version in
              [
                "version": .string(version),
                "resources": .array(
                  catalogue.types(group: group.name, version: version).map {
                    discovered($0, version)
                  }),
                "freshness": "Current",
              ]
            }),
        ]
      }
      let document: JSONValue = [
        "kind": "APIGroupDiscoveryList", "apiVersion": .string("apidiscovery.k8s.io/\(version)"), "metadata": [:],
        "items": .array(items),
      ]
      return APIReply(
        contentType: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList",
        bytes: document.serializedBytes())
    }
    return nil
  }

  private func discovered(_ type: ResourceType, _ version: String) -> JSONValue {
    var resource: JSONObject = [
      "resource": .string(type.plural),
      "responseKind": ["group": .string(type.group), "version": .string(version), "kind": .string(type.kind)],
      "scope": type.isNamespaced ? "Namespaced" : "Cluster", "singularResource": .string(type.singular),
      "verbs": .array(type.verbs.map { .string($0) }),
    ]
    if !type.shortNames.isEmpty { resource["shortNames"] = .array(type.shortNames.map { .string($0) }) }
    if !type.categories.isEmpty { resource["categories"] = .array(type.categories.map { .string($0) }) }
    if !type.subresources.isEmpty {
      resource["subresources"] = .array(
        type.subresources.map { part in
          let (group, version) = part.groupVersion ?? (type.group, version)
          return [
            "subresource": .string(part.name),
            "responseKind": ["group": .string(group), "version": .string(version), "kind": .string(part.kind)],
            "verbs": .array(part.verbs.map { .string($0) }),
          ]
        })
    }
    return .object(resource)
  }
}
