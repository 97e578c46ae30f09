import Documents
import TrafficConfig

/// Which mutual TLS each namespace asks for, by the PeerAuthentications without a selector: the namespace's own, else
/// that of the root namespace, else Istio's default.
struct MutualTLSModes {
  enum Mode: String, Hashable, Sendable {
    case strict = "STRICT"
    case permissive = "PERMISSIVE"
    case disabled = "DISABLE"
  }

  private var modes: [String: Mode] = [:]
  private let rootNamespace: String

  init(_ configuration: MeshConfiguration) {
    rootNamespace = configuration.rootNamespace
    for document in configuration.otherObjects where document["kind"]?.string == "PeerAuthentication" {
      let selector = document["spec"]?["selector"]?["matchLabels"]?.stringMap ?? [:]
      guard selector.isEmpty, let mode = document["spec"]?["mtls"]?["mode"]?.string.flatMap(Mode.init(rawValue:)) else {
        continue
      }
      modes[ObjectReference(document: document).namespace] = mode
    }
  }

  /// The mode, and whether an object says so rather than the default.
  func mode(of namespace: String) -> (mode: Mode, isWritten: Bool) {
    if let mode = modes[namespace] ?? modes[rootNamespace] { return (mode, true) }
    return (.permissive, false)
  }
}
