import Documents

/// The owners of an object's fields, kept as the API server keeps them (KEP-555).
struct ManagedFields: Sendable {
  struct Entry: Sendable {
    var manager: FieldManager
    var time: String
    var fields: FieldSet
  }

  var entries: [Entry]

  /// Reads `metadata.managedFields`; entries that are not understood are dropped.
  init(of document: JSONValue) {
    entries = (document.metadata["managedFields"]?.array ?? []).compactMap { entry in
      guard let name = entry["manager"]?.string, let operation = entry["operation"]?.string,
        let operation = FieldManager.Operation(rawValue: operation), entry["fieldsV1"] != nil
      else { return nil }
      return Entry(
        manager: FieldManager(
          name: name, operation: operation, apiVersion: entry["apiVersion"]?.string ?? "",
          subresource: entry["subresource"]?.string ?? ""),
        time: entry["time"]?.string ?? "", fields: FieldSet(json: entry["fieldsV1"]))
    }
  }

  /// The list for the metadata: appliers first, then by time and name.
  var json: JSONValue {
    let sorted = entries.sorted { a, b in
      (a.manager.operation == .apply ? 0 : 1, a.time, a.manager.name, a.manager.subresource)
        < (b.manager.operation == .apply ? 0 : 1, b.time, b.manager.name, b.manager.subresource)
    }
    return .array(
      sorted.map { entry in
        var object: JSONObject = [
          "manager": .string(entry.manager.name), "operation": .string(entry.manager.operation.rawValue),
          "apiVersion": .string(entry.manager.apiVersion), "time": .string(entry.time), "fieldsType": "FieldsV1",
          "fieldsV1": entry.fields.json,
        ]
        if !entry.manager.subresource.isEmpty { object["subresource"] = .string(entry.manager.subresource) }
        return .object(object)
      })
  }

  /// Writes the owners into an object.
  func write(to document: inout JSONValue) {
    document.setMetadata("managedFields", entries.isEmpty ? nil : json)
  }

  /// Records what a create, a replace or a patch changed.
  ///
  /// - Parameters:
  ///   - old: the live object, nil for a create.
  ///   - new: the object to be stored, its own `managedFields` still as the client sent them.
  static func recordUpdate(
    from old: JSONValue?, to new: inout JSONValue, type: ResourceType, manager: FieldManager, time: String
  ) {
    // A client may write the list itself, as kubectl does when it moves to server-side apply; an empty one resets it.
    var managed = ManagedFields(of: new)
    if new.metadata["managedFields"] == nil, let old { managed = ManagedFields(of: old) }
    let comparison = FieldComparison(
      from: stripped(old ?? [:]), to: stripped(new), as: type)
    managed.take(comparison, manager, time: time)
    managed.write(to: &new)
  }

  /// Gives the changed fields to one manager and takes them from the others.
  private mutating func take(_ comparison: FieldComparison, _ manager: FieldManager, time: String) {
    let changed = comparison.modified.union(comparison.added)
    var own = FieldSet()
    var ownTime = time
    var others: [Entry] = []
    for entry in entries {
      if entry.manager.isSame(as: manager) {
        own = entry.fields
        ownTime = entry.time
      } else {
        var entry = entry
        entry.fields = entry.fields.subtracting(changed).subtracting(comparison.removed)
        others.append(entry)
      }
    }
    let updated = own.subtracting(comparison.removed).union(changed)
    if updated != own { ownTime = time }
    entries = others.filter { !$0.fields.isEmpty }
    if !updated.isEmpty { entries.append(Entry(manager: manager, time: ownTime, fields: updated)) }
  }

  /// The object without what nobody can own.
  static func stripped(_ document: JSONValue) -> JSONValue {
    guard case .object(var object) = document else { return document }
    object["apiVersion"] = nil
    object["kind"] = nil
    if case .object(var metadata)? = object["metadata"] {
      for key in unowned { metadata[key] = nil }
      object["metadata"] = metadata.isEmpty ? nil : .object(metadata)
    }
    return .object(object)
  }

  private static let unowned = [
    "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion",
    "deletionTimestamp", "deletionGracePeriodSeconds",
  ]
}
