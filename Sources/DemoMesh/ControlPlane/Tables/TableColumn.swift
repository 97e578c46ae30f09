import Documents

/// A column of the tables that `kubectl get` prints.
struct TableColumn: Sendable {
  var name: String
  var type = "string"
  var format = ""
  /// Shown only with `-o wide`.
  var isWide = false
  /// What stands in it.
  var cell: @Sendable (_ object: JSONValue, _ now: Double) -> JSONValue

  init(
    _ name: String, type: String = "string", format: String = "", wide: Bool = false,
    _ cell: @escaping @Sendable (_ object: JSONValue, _ now: Double) -> JSONValue
  ) {
    self.name = name
    self.type = type
    self.format = format
    isWide = wide
    self.cell = cell
  }

  static let name = TableColumn("Name", format: "name") { object, _ in .string(object.objectName) }
  static let age = TableColumn("Age") { object, now in
    .string(TableColumn.age(object.metadata["creationTimestamp"], now))
  }

  /// How long ago a timestamp was, in kubectl's words.
  static func age(_ timestamp: JSONValue?, _ now: Double) -> String {
    guard let time = timestamp?.string.flatMap(Timestamp.parse) else { return "<unknown>" }
    return GoDuration.age(now - time)
  }

  /// A column that shows a field of a custom resource, as its `additionalPrinterColumns` say.
  static func field(_ name: String, _ path: String...) -> TableColumn {
    TableColumn(name) { object, _ in
      var value: JSONValue? = object
      for key in path { value = value?[key] }
      guard let value else { return .null }
      return value.string == nil ? .string(value.serialized()) : value
    }
  }
}
