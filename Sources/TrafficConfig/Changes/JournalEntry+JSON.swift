import Documents

extension JournalEntry {
  /// The entry as one JSON object; absent values have no key.
  public var json: JSONValue {
    var object: JSONObject = [
      "id": .string(id), "time": JSONValue(time), "user": .string(user), "context": .string(context),
      "title": .string(title), "sentence": .string(sentence), "state": .string(state.rawValue),
      "changes": .array(changes.map(\.json)),
    ]
    object["server"] = server.map(JSONValue.string)
    object["note"] = note.map(JSONValue.string)
    object["undoOf"] = undoOf.map(JSONValue.string)
    object["rollBackReason"] = rollBackReason.map(JSONValue.string)
    return .object(object)
  }

  /// Reads what `json` wrote; nil if a needed key is missing.
  public init?(json: JSONValue) {
    guard let id = json["id"]?.string, let time = json["time"]?.double,
      let state = json["state"]?.string.flatMap(State.init), let list = json["changes"]?.array
    else { return nil }
    let changes = list.compactMap(Change.init)
    guard changes.count == list.count else { return nil }
    self.init(
      id: id, time: time, user: json["user"]?.string ?? "", context: json["context"]?.string ?? "",
      server: json["server"]?.string, title: json["title"]?.string ?? "", sentence: json["sentence"]?.string ?? "",
      changes: changes, state: state,
      note: json["note"]?.string, undoOf: json["undoOf"]?.string,
      rollBackReason: json["rollBackReason"]?.string)
  }
}

extension JournalEntry.Change {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "kind": .string(reference.kind), "namespace": .string(reference.namespace), "name": .string(reference.name),
      "apiVersion": .string(apiVersion),
    ]
    object["before"] = before
    object["after"] = after
    object["resourceVersion"] = resourceVersion.map(JSONValue.string)
    object["uid"] = uid.map(JSONValue.string)
    return .object(object)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let kind = json["kind"]?.string, let name = json["name"]?.string,
      let apiVersion = json["apiVersion"]?.string
    else { return nil }
    self.init(
      reference: ObjectReference(kind: kind, namespace: json["namespace"]?.string ?? "", name: name),
      apiVersion: apiVersion, before: json["before"], after: json["after"],
      resourceVersion: json["resourceVersion"]?.string, uid: json["uid"]?.string)
  }
}
