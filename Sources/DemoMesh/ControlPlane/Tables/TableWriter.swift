import Documents

/// Makes the Table form of objects.
struct TableWriter: Sendable {
  let type: ResourceType
  /// Seconds since 1970, for ages.
  let now: Double
  /// What each row carries of its object: `Metadata`, `Object` or `None`.
  let include: String

  func table(of documents: [JSONValue], resourceVersion: String) -> JSONValue {
    let columns = TableColumns.columns(of: type)
    return [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": .string(resourceVersion)],
      "columnDefinitions": .array(columns.map(definition)), "rows": .array(documents.map { row($0, columns) }),
    ]
  }

  private func definition(_ column: TableColumn) -> JSONValue {
    [
      "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
      "description": "", "priority": column.isWide ? 1 : 0,
    ]
  }

  private func row(_ document: JSONValue, _ columns: [TableColumn]) -> JSONValue {
    var row: JSONObject = ["cells": .array(columns.map { $0.cell(document, now) })]
    switch include {
    case "None": break
    case "Object": row["object"] = document
    default: row["object"] = APIServer.partial(document)
    }
    return .object(row)
  }
}
