import Documents

extension APIServer {
  private static let protobufV2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
  /// What clients ask for; an `@` is not allowed in a media type, so it is not what they get.
  private static let requestedProtobufV2 = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

  /// The OpenAPI documents: version 2 whole, as JSON or protobuf, version 3 by group and version.
  func openAPI(_ request: APIRequest, _ parts: [String]) -> APIReply? {
    switch parts.first {
    case "v2" where parts.count == 1:
      let ranges = MediaType.accepted(request.headers.first(name: "accept"))
      let isProtobuf = ranges.contains { $0.name == Self.protobufV2 || $0.name == Self.requestedProtobufV2 }
      if isProtobuf {
        return APIReply(contentType: Self.protobufV2, bytes: OpenAPIProtobuf.document(openAPIV2))
      }
      return APIReply(contentType: "application/json", bytes: openAPIV2.serializedBytes())
    case "v3" where parts.count == 1:
      var paths = JSONObject()
      for (path, group, version) in groupVersions {
        let document = openAPIV3(group, version).serialized()
        paths.append(
          path,
          [
            "serverRelativeURL": .string(
              "/openapi/v3/\(path)?hash=\(NameSource.hash(of: document, length: 12).uppercased())")
          ])
      }
      return APIReply(
        contentType: "application/json", bytes: JSONValue.object(["paths": .object(paths)]).serializedBytes())
    case "v3":
      let wanted = parts.dropFirst().joined(separator: "/")
      guard let (_, group, version) = groupVersions.first(where: { $0.0 == wanted }) else { return nil }
      return APIReply(contentType: "application/json", bytes: openAPIV3(group, version).serializedBytes())
    default: return nil
    }
  }

  private var groupVersions: [(String, String, String)] {
    [("api/v1", "", "v1")]
      + catalogue.groups.flatMap { group in group.versions.map { ("apis/\(group.name)/\($0)", group.name, $0) } }
  }

  private static func served(_ type: ResourceType, _ version: String) -> JSONValue {
    ["group": .string(type.group), "version": .string(version), "kind": .string(type.kind)]
  }

  private static var info: JSONValue { ["title": "Kubernetes", "version": .string(version)] }

  private var openAPIV2: JSONValue {
    let stored = catalogue.types.filter { !$0.isVirtual }
    let kinds = stored.map { type in (name: type.kind, served: type.versions.map { Self.served(type, $0) }) }
    var paths = JSONObject()
    for type in stored {
      for version in type.versions {
        for (path, verbs) in Self.paths(type, version) {
          paths.append(path, operations(type, version, verbs, parameter: Self.parameterV2))
        }
      }
    }
    return [
      "swagger": "2.0", "info": Self.info, "paths": .object(paths),
      "definitions": .object(library.openAPISchemas(kinds, .v2)),
    ]
  }

  private func openAPIV3(_ group: String, _ version: String) -> JSONValue {
    let types = catalogue.types(group: group, version: version)
    let kinds = types.filter { !$0.isVirtual }.map { (name: $0.kind, served: [Self.served($0, version)]) }
    var paths = JSONObject()
    for type in types {
      for (path, verbs) in Self.paths(type, version) {
        paths.append(path, operations(type, version, verbs, parameter: Self.parameterV3))
      }
    }
    return [
      "openapi": "3.0.0", "info": Self.info, "paths": .object(paths),
      "components": ["schemas": .object(library.openAPISchemas(kinds, .v3))],
    ]
  }

  /// The paths of a kind with the methods that they take.
  private static func paths(_ type: ResourceType, _ version: String) -> [(String, [String])] {
    let root = type.group.isEmpty ? "/api/\(version)" : "/apis/\(type.group)/\(version)"
    let collection = root + (type.isNamespaced ? "/namespaces/{namespace}" : "") + "/\(type.plural)"
    if type.isVirtual { return [(collection, ["post"])] }
    let isWritten = type.verbs.contains("create")
    return [
      (collection, isWritten ? ["get", "post", "delete"] : ["get"]),
      (collection + "/{name}", isWritten ? ["get", "put", "patch", "delete"] : ["get"]),
    ]
  }

  private func operations(
    _ type: ResourceType, _ version: String, _ verbs: [String], parameter: (String) -> JSONValue
  ) -> JSONValue {
    let actions = ["get": "get", "post": "post", "put": "put", "patch": "patch", "delete": "delete"]
    var item = JSONObject()
    for verb in verbs {
      let isWrite = verb != "get"
      var operation: JSONObject = [
        "operationId": .string("\(verb)\(type.kind)\(version)"),
        "responses": ["200": ["description": "OK"]],
        "x-kubernetes-action": .string(actions[verb] ?? verb),
        "x-kubernetes-group-version-kind": Self.served(type, version),
      ]
      if isWrite {
        let names = ["dryRun"] + (verb == "delete" ? [] : ["fieldManager", "fieldValidation"])
        operation["parameters"] = .array(names.map(parameter))
      }
      item.append(verb, .object(operation))
    }
    return .object(item)
  }

  private static func parameterV2(_ name: String) -> JSONValue {
    ["name": .string(name), "in": "query", "type": "string", "uniqueItems": true]
  }

  private static func parameterV3(_ name: String) -> JSONValue {
    ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
  }
}
