import Documents

/// What is kept of a mesh's configuration: the ConfigMap `istio`, or `istio-` and the revision's name.
public struct MeshConfigRecord: Sendable, Hashable {
  public var namespace: String
  /// `default` for the ConfigMap `istio`.
  public var revision: String
  /// The namespace whose objects count for the whole mesh; nil where it is istiod's own.
  public var rootNamespace: String?
  public var trustDomain: String?

  /// Reads a ConfigMap; nil if it holds no mesh configuration.
  public init?(_ configMap: JSONValue) {
    guard let key = ObjectKey(configMap), key.name == "istio" || key.name.hasPrefix("istio-"),
      let text = configMap["data"]?["mesh"]?.string, let mesh = try? YAMLText.parse(text)
    else { return nil }
    namespace = key.namespace
    revision = key.name == "istio" ? "default" : String(key.name.dropFirst("istio-".count))
    rootNamespace = mesh["rootNamespace"]?.string
    trustDomain = mesh["trustDomain"]?.string
  }
}
