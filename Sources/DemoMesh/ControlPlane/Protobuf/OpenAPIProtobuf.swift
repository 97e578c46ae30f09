import Documents

/// Writes an OpenAPI 2 document in the protobuf form that kubectl up to 1.26 asks for (google/gnostic,
/// openapiv2/OpenAPIv2.proto; the numbers below are that file's).
enum OpenAPIProtobuf {
  static func document(_ document: JSONValue) -> [UInt8] {
    var message = ProtobufWriter()
    message.string(1, document["swagger"]?.string ?? "2.0")
    message.message(2) { info in
      info.string(1, document.value("info", "title")?.string ?? "")
      info.string(2, document.value("info", "version")?.string ?? "")
    }
    message.message(8) { paths in
      for (path, item) in document["paths"]?.object ?? JSONObject() {
        paths.message(2) { named in
          named.string(1, path)
          named.message(2) { pathItem(item, &$0) }
        }
      }
    }
    message.message(9) { definitions in
      for (name, schema) in document["definitions"]?.object ?? JSONObject() {
        definitions.message(1) { named in
          named.string(1, name)
          named.message(2) { Self.schema(schema, &$0) }
        }
      }
    }
    return message.bytes
  }

  private static let methods: [(String, Int)] = [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8)]

  private static func pathItem(_ item: JSONValue, _ message: inout ProtobufWriter) {
    for (method, number) in methods {
      guard let operation = item[method] else { continue }
      message.message(number) { body in
        body.string(5, operation["operationId"]?.string ?? "")
        for parameter in operation["parameters"]?.array ?? [] {
          // ParametersItem.parameter, Parameter.non_body_parameter, .query_parameter_sub_schema.
          body.message(8) { $0.message(1) { $0.message(2) { $0.message(3) { query(parameter, &$0) } } } }
        }
        body.message(9) { responses in
          responses.message(1) { named in
            named.string(1, "200")
            named.message(2) { value in value.message(1) { $0.string(1, "OK") } }
          }
        }
        extensions(of: operation, 13, &body)
      }
    }
  }

  private static func query(_ parameter: JSONValue, _ message: inout ProtobufWriter) {
    message.string(2, "query")
    message.string(4, parameter["name"]?.string ?? "")
    message.string(6, "string")
  }

  private static func schema(_ schema: JSONValue, _ message: inout ProtobufWriter) {
    if let reference = schema["$ref"]?.string { message.string(1, reference) }
    if let format = schema["format"]?.string { message.string(2, format) }
    for name in schema["required"]?.strings ?? [] { message.string(19, name) }
    for value in schema["enum"]?.strings ?? [] {
      message.message(20) { $0.string(2, "\(JSONValue.string(value).serialized())\n") }
    }
    if let values = schema["additionalProperties"] {
      message.message(21) { $0.message(1) { Self.schema(values, &$0) } }
    }
    if let type = schema["type"]?.string { message.message(22) { $0.string(1, type) } }
    if let items = schema["items"] { message.message(23) { $0.message(1) { Self.schema(items, &$0) } } }
    if let properties = schema["properties"]?.object {
      message.message(25) { list in
        for (name, property) in properties {
          list.message(1) { named in
            named.string(1, name)
            named.message(2) { Self.schema(property, &$0) }
          }
        }
      }
    }
    extensions(of: schema, 31, &message)
  }

  /// Vendor extensions travel as YAML, which JSON is.
  private static func extensions(of value: JSONValue, _ number: Int, _ message: inout ProtobufWriter) {
    for (name, content) in value.object ?? JSONObject() where name.hasPrefix("x-") {
      message.message(number) { named in
        named.string(1, name)
        named.message(2) { $0.string(2, content.serialized() + "\n") }
      }
    }
  }
}
