import Documents

/// In which form a client wants objects.
enum ObjectFormat: Sendable {
  case json
  case yaml
  /// Rows and cells; `include` is the value of `includeObject`.
  case table(include: String)
  /// The metadata alone.
  case metadata

  private static let accepted = ["application/json", "application/yaml"]

  /// The best form by the Accept header; 406 if none is served.
  init(_ request: APIRequest) throws(APIError) {
    for range in MediaType.accepted(request.headers.first(name: "accept")) {
      switch range.name {
      case "application/json", "application/*", "*/*":
        guard let form = range.parameters["as"] else {
          self = .json
          return
        }
        guard range.parameters["g"] == "meta.k8s.io", ["v1", "v1beta1"].contains(range.parameters["v"] ?? "") else {
          continue
        }
        switch form {
        case "Table": self = .table(include: request.parameter("includeObject") ?? "Metadata")
        case "PartialObjectMetadata", "PartialObjectMetadataList": self = .metadata
        default: continue
        }
        return
      case "application/yaml":
        self = .yaml
        return
      default: continue
      }
    }
    throw .notAcceptable(Self.accepted)
  }

  /// A reply of one document.
  func reply(_ document: JSONValue, status: Int = 200) -> APIReply {
    if case .yaml = self {
      return APIReply(
        status: status, contentType: "application/yaml", bytes: Array(YAMLText.emit(document).utf8))
    }
    return APIReply(
      status: status, contentType: "application/json", bytes: document.serializedBytes() + [UInt8(ascii: "\n")])
  }
}
