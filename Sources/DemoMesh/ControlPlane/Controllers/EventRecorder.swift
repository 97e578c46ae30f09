import Documents

/// Writes Events about objects, counting repetitions as the real recorders do.
struct EventRecorder: Sendable {
  static let resource = "events"
  /// The oldest give way when there are more.
  private static let limit = 1500
  /// Seconds that an Event is kept.
  private static let lifetime = 3600.0

  let names: NameSource
  let now: Double

  /// - Parameters:
  ///   - object: what it is about.
  ///   - component: who reports, such as `kubelet`.
  ///   - fieldPath: the part of the object, such as `spec.containers{reviews}`.
  func record(
    _ reason: String, _ message: String, about object: JSONValue, by component: String, fieldPath: String? = nil,
    host: String? = nil, isWarning: Bool = false, _ transaction: inout ObjectStore.Transaction
  ) {
    var involved: JSONObject = [
      "kind": .string(object.kind), "namespace": .string(object.objectNamespace), "name": .string(object.objectName),
      "uid": .string(object.uid), "apiVersion": .string(object.apiVersion),
      "resourceVersion": .string(object.resourceVersion),
    ]
    if let fieldPath { involved["fieldPath"] = .string(fieldPath) }
    let namespace = object.objectNamespace.isEmpty ? "default" : object.objectNamespace
    let time = JSONValue.string(Timestamp.seconds(now))
    let digest = NameSource.hash(of: "\(object.uid) \(reason) \(message) \(fieldPath ?? "")", length: 16)
    let key = ObjectKey(namespace: namespace, name: "\(object.objectName).\(digest)")
    if let known = transaction.object(Self.resource, key) {
      var document = known.document
      document["count"] = JSONValue((document["count"]?.int ?? 1) + 1)
      document["lastTimestamp"] = time
      transaction.put(Self.resource, key, document)
      return
    }
    var source: JSONObject = ["component": .string(component)]
    if let host { source["host"] = .string(host) }
    transaction.put(
      Self.resource, key,
      [
        "apiVersion": "v1", "kind": "Event",
        "metadata": [
          "name": .string(key.name), "namespace": .string(namespace), "uid": .string(names.uuid()),
          "creationTimestamp": time,
        ],
        "involvedObject": .object(involved), "reason": .string(reason), "message": .string(message),
        "source": .object(source), "firstTimestamp": time, "lastTimestamp": time, "count": 1,
        "type": isWarning ? "Warning" : "Normal", "eventTime": nil, "reportingComponent": .string(component),
        "reportingInstance": .string(host ?? ""),
      ])
  }

  /// Removes what is older than an hour, and the oldest of too many.
  func expire(_ transaction: inout ObjectStore.Transaction) {
    let events = transaction.all(Self.resource)
    guard let oldest = events.map(\.revision).min() else { return }
    let horizon = Timestamp.seconds(now - Self.lifetime)
    var surplus = events.count - Self.limit
    guard surplus > 0 || events.contains(where: { $0.revision == oldest && Self.time($0) < horizon }) else { return }
    for event in events.sorted(by: { $0.revision < $1.revision }) {
      guard surplus > 0 || Self.time(event) < horizon else { continue }
      transaction.remove(Self.resource, event.key)
      surplus -= 1
    }
  }

  private static func time(_ event: StoredObject) -> String { event.document["lastTimestamp"]?.string ?? "" }
}
