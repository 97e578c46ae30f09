import Documents

/// One watch: turns changes of the store into lines of the stream.
struct WatchSession: Sendable {
  let context: RequestContext
  let labels: LabelSelector
  let fields: FieldSelector
  let format: ObjectFormat
  let wantsBookmarks: Bool
  let now: Double
  private var hasSentColumns = false

  init(
    context: RequestContext, labels: LabelSelector, fields: FieldSelector, format: ObjectFormat,
    wantsBookmarks: Bool, now: Double
  ) {
    self.context = context
    self.labels = labels
    self.fields = fields
    self.format = format
    self.wantsBookmarks = wantsBookmarks
    self.now = now
  }

  /// Whether the watch covers an object.
  func covers(_ object: StoredObject) -> Bool {
    (context.path.namespace.isEmpty || !context.type.isNamespaced || object.key.namespace == context.path.namespace)
      && labels.matches(object.labels) && fields.matches(object.document)
  }

  /// The line of an object that was there before the watch.
  mutating func initial(_ object: StoredObject, now: Double) -> [UInt8] {
    line("ADDED", object.document, now: now)
  }

  /// The line of a change; nil if the watch does not cover it.
  mutating func line(_ change: StoreChange, now: Double) -> [UInt8]? {
    let before = change.old.map(covers) ?? false
    let after = change.new.map(covers) ?? false
    switch (before, after) {
    case (false, true): return change.new.map { line("ADDED", $0.document, now: now) }
    case (true, true): return change.new.map { line("MODIFIED", $0.document, now: now) }
    case (true, false):
      // The last state that the client knew, with the revision at which it went.
      guard var document = change.old?.document else { return nil }
      document.setMetadata("resourceVersion", .string(String(change.revision)))
      return line("DELETED", document, now: now)
    case (false, false): return nil
    }
  }

  /// A line that only tells a revision.
  func bookmark(_ revision: Int, endsInitialEvents: Bool = false) -> [UInt8] {
    var metadata: JSONObject = ["resourceVersion": .string(String(revision))]
    if endsInitialEvents { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
    var object: JSONValue = [
      "kind": .string(context.type.kind), "apiVersion": .string(context.apiVersion), "metadata": .object(metadata),
    ]
    switch format {
    case .metadata:
      object["kind"] = "PartialObjectMetadata"
      object["apiVersion"] = "meta.k8s.io/v1"
    case .table:
      object = TableWriter(type: context.type, now: 0, include: "None").table(of: [], resourceVersion: String(revision))
    case .json, .yaml: break
    }
    return Self.line("BOOKMARK", object)
  }

  /// A line that ends the watch with an error.
  static func failure(_ error: APIError) -> [UInt8] { line("ERROR", error.status) }

  private mutating func line(_ event: String, _ document: JSONValue, now: Double) -> [UInt8] {
    var shown = document
    shown["apiVersion"] = .string(context.apiVersion)
    switch format {
    case .json, .yaml: break
    case .metadata: shown = APIServer.partial(shown)
    case .table(let include):
      var table = TableWriter(type: context.type, now: now, include: include)
        .table(of: [shown], resourceVersion: document.resourceVersion)
      // Columns are told once.
      if hasSentColumns { table["columnDefinitions"] = .null }
      hasSentColumns = true
      shown = table
    }
    return Self.line(event, shown)
  }

  private static func line(_ event: String, _ object: JSONValue) -> [UInt8] {
    let line: JSONValue = ["type": .string(event), "object": object]
    return line.serializedBytes() + [UInt8(ascii: "\n")]
  }
}
