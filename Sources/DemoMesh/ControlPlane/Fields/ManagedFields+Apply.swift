import Documents

extension ManagedFields {
  /// Server-side apply: merges what the applier states into the live object, drops what it stated before and nobody
  /// else holds, and records it as the owner.
  ///
  /// - Parameters:
  ///   - live: nil where the object is to be made.
  ///   - stated: the applied document without managedFields.
  ///   - force: takes fields over from others.
  /// - Throws: the API's conflict, one cause a field.
  static func apply(
    _ stated: JSONValue, to live: JSONValue?, type: ResourceType, manager: FieldManager, force: Bool, time: String,
    library: SchemaLibrary = .shared
  ) throws(APIError) -> JSONValue {
    let base = live ?? [:]
    var managed = ManagedFields(of: base)
    let mine = FieldSet(stating: stripped(stated), as: type.schema, library: library)
    let index = managed.entries.firstIndex { $0.manager.isSame(as: manager) }
    let before = index.map { managed.entries[$0] }
    if let index { managed.entries.remove(at: index) }

    var merged = StructuredMerge.merged(base, stated, as: type.schema, library)
    if let before {
      var dropped = before.fields.withNamedParents(as: type.schema, library: library)
        .subtracting(mine.withNamedParents(as: type.schema, library: library))
      for entry in managed.entries {
        dropped = dropped.subtracting(entry.fields.withNamedParents(as: type.schema, library: library))
      }
      merged = StructuredMerge.removing(dropped, from: merged, as: type.schema, library)
    }
    let comparison = FieldComparison(from: stripped(base), to: stripped(merged), as: type, library: library)
    let changed = comparison.modified.union(comparison.added)
    let conflicts = managed.entries.map { ($0, $0.fields.intersection(changed)) }.filter { !$0.1.isEmpty }
    if !force, !conflicts.isEmpty {
      throw conflict(conflicts.flatMap { entry, fields in fields.paths.map { (entry, FieldSet.text(of: $0)) } })
    }
    managed.entries = managed.entries.compactMap { entry in
      var entry = entry
      entry.fields = entry.fields.subtracting(changed).subtracting(comparison.removed)
      return entry.fields.isEmpty ? nil : entry
    }
    let isUnchanged = before?.fields == mine && before?.manager.apiVersion == manager.apiVersion
    managed.entries.append(
      Entry(manager: manager, time: isUnchanged ? before?.time ?? time : time, fields: mine))
    managed.write(to: &merged)
    return merged
  }

  private static func conflict(_ conflicts: [(Entry, String)]) -> APIError {
    let causes = conflicts.map { entry, field -> JSONValue in
      [
        "reason": "FieldManagerConflict", "message": .string("conflict with \(text(of: entry))"),
        "field": .string(field),
      ]
    }
    let message: String
    if conflicts.count == 1, let (entry, field) = conflicts.first {
      message = "Apply failed with 1 conflict: conflict with \(text(of: entry)): \(field)"
    } else {
      var groups: [String: [String]] = [:]
      for (entry, field) in conflicts { groups[text(of: entry), default: []].append(field) }
      let lists = groups.sorted { $0.key < $1.key }.map { manager, fields in
        "conflicts with \(manager):" + fields.map { "\n- \($0)" }.joined()
      }
      message = "Apply failed with \(conflicts.count) conflicts: " + lists.joined(separator: "\n")
    }
    return APIError(409, "Conflict", message, details: ["causes": .array(causes)])
  }

  /// An owner as conflicts name it.
  private static func text(of entry: Entry) -> String {
    var text = "\"\(entry.manager.name)\""
    if !entry.manager.subresource.isEmpty { text += " with subresource \"\(entry.manager.subresource)\"" }
    guard entry.manager.operation == .update else { return text }
    text += " using \(entry.manager.apiVersion)"
    return entry.time.isEmpty ? text : text + " at \(entry.time)"
  }
}
