import Documents

/// The frame of an object that Vigla creates.
enum NewObject {
  static func document(
    kind: String, apiVersion: String, namespace: String, name: String, spec: JSONObject
  ) -> JSONValue {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind),
      "metadata": [
        "name": .string(name), "namespace": .string(namespace),
        "labels": .object([TrafficShift.managedByLabel: .string(TrafficShift.managedByValue)]),
      ],
      "spec": .object(spec),
    ]
  }
}
