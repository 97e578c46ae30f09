import Documents

/// The body of a write as a document.
enum RequestBody {
  static let objectTypes = ["application/json", "application/yaml"]

  /// Parses an object by the request's content type (JSON where it states none).
  static func object(_ request: APIRequest) throws(APIError) -> JSONValue {
    let type = MediaType(request.headers.first(name: "content-type") ?? "application/json")?.name ?? ""
    switch type {
    case "application/json", "application/x-www-form-urlencoded": return try json(request.body)
    case "application/yaml": return try yaml(request.body)
    case ProtobufBody.contentType:
      guard let document = ProtobufBody.document(request.body) else { throw .unsupportedPatch(objectTypes) }
      return document
    default: throw .unsupportedPatch(objectTypes)
    }
  }

  static func json(_ body: [UInt8]) throws(APIError) -> JSONValue {
    do {
      return try JSONValue(parsing: body)
    } catch {
      throw .badRequest(
        "couldn't get version/kind; json parse error: \(error.message) (line \(error.line), column \(error.column))")
    }
  }

  static func yaml(_ body: [UInt8]) throws(APIError) -> JSONValue {
    do {
      return try YAMLText.parse(String(decoding: body, as: UTF8.self))
    } catch {
      throw .badRequest("error decoding YAML: \(error.description)")
    }
  }
}
