import Documents
import MeshModel

/// What the specification of a pod's istio-proxy container tells of the mesh that it belongs to.
public struct ProxyContainer: Sendable, Hashable {
  public var kind: ProxyKind
  /// Of the image, such as `1.26.1`; nil where its tag is no version.
  public var version: String?
  /// The revision of Istio that injected it.
  public var revision: String?
  /// The namespace of its istiod.
  public var controlPlaneNamespace: String?
  public var trustDomain: String?
  /// The cluster's DNS domain.
  public var domain: String?

  /// Reads the container called istio-proxy; nil if there is none.
  ///
  /// - Parameter sidecars: the init containers that are restarted always.
  init?(
    containers: [JSONValue], sidecars: [JSONValue], labels: [String: String], annotations: [String: String],
    namespace: String
  ) {
    func isProxy(_ container: JSONValue) -> Bool { container["name"]?.string == "istio-proxy" }
    let native = sidecars.first(where: isProxy)
    guard let container = native ?? containers.first(where: isProxy) else { return nil }
    let arguments = (container["args"]?.array ?? []).compactMap(\.string)
    kind =
      switch arguments.dropFirst().first {
      case "ztunnel": .ztunnel
      case "waypoint": .waypoint
      case "router": .gateway
      default: native != nil ? .nativeSidecar : .sidecar
      }
    version = ImageVersion.of(container["image"]?.string ?? "")
    revision = Self.revision(labels, annotations)
    let variables = Dictionary(
      (container["env"]?.array ?? []).compactMap { variable -> (String, String)? in
        guard let name = variable["name"]?.string, let value = variable["value"]?.string else { return nil }
        return (name, value)
      }, uniquingKeysWith: { first, _ in first })
    trustDomain = variables["TRUST_DOMAIN"]
    controlPlaneNamespace = Self.namespace(ofAddress: variables["CA_ADDR"] ?? variables["XDS_ADDRESS"])
    domain = Self.domain(arguments, namespace: namespace)
  }

  /// A label on gateways and where a revision is asked for; the injector notes it in annotations.
  private static func revision(_ labels: [String: String], _ annotations: [String: String]) -> String? {
    if let told = annotations["istio.io/rev"] ?? labels["istio.io/rev"] { return told }
    guard let status = annotations["sidecar.istio.io/status"], let parsed = try? JSONValue(parsing: Array(status.utf8))
    else { return nil }
    return parsed["revision"]?.string
  }

  /// From an address such as `istiod-canary.istio-system.svc:15012`.
  private static func namespace(ofAddress address: String?) -> String? {
    let parts = (address ?? "").split(separator: ":").first.map { $0.split(separator: ".") } ?? []
    return parts.count >= 3 && parts[2] == "svc" ? String(parts[1]) : nil
  }

  /// The value of `--domain`, such as `$(POD_NAMESPACE).svc.cluster.local`, without namespace and `svc`.
  private static func domain(_ arguments: [String], namespace: String) -> String? {
    guard let at = arguments.firstIndex(of: "--domain"), at + 1 < arguments.count else { return nil }
    let value = arguments[at + 1]
    for prefix in ["$(POD_NAMESPACE).svc.", "\(namespace).svc."] where value.hasPrefix(prefix) {
      let rest = value.dropFirst(prefix.count)
      return rest.isEmpty ? nil : String(rest)
    }
    return nil
  }
}
