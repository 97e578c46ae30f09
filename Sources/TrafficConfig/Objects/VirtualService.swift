import Documents

/// A VirtualService. The lists are read from the document at each access: O(size).
public struct VirtualService: IstioObject {
  public static let kind = "VirtualService"
  public static let plural = "virtualservices"
  /// The word for the sidecars in `gateways`.
  public static let mesh = "mesh"

  public var document: JSONValue

  public init(document: JSONValue) { self.document = document }

  /// As written; empty for a delegate.
  public var hosts: [String] { spec["hosts"]?.strings ?? [] }
  /// As written; `mesh` where the object names none.
  public var gateways: [String] {
    let names = spec["gateways"]?.strings ?? []
    return names.isEmpty ? [Self.mesh] : names
  }
  public var http: [HTTPRoute] { spec["http"]?.array?.map(HTTPRoute.init) ?? [] }
  public var tcp: [StreamRoute] { spec["tcp"]?.array?.map(StreamRoute.init) ?? [] }
  public var tls: [StreamRoute] { spec["tls"]?.array?.map(StreamRoute.init) ?? [] }

  /// The gateways as `mesh` or `namespace/name`.
  public var gatewayNames: [String] { gateways.map { Self.gatewayName($0, in: namespace) } }

  /// A reference to a gateway as `mesh` or `namespace/name`; a bare name means the object's own namespace.
  public static func gatewayName(_ reference: String, in namespace: String) -> String {
    if reference == mesh || reference.contains("/") { return reference }
    // The old form `name.namespace.svc.cluster.local`.
    let parts = reference.split(separator: ".")
    return parts.count > 1 ? "\(parts[1])/\(parts[0])" : "\(namespace)/\(reference)"
  }
}
