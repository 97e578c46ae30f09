import Documents

/// A Gateway of Istio's API. The lists are read from the document at each access: O(size).
public struct Gateway: IstioObject {
  public static let kind = "Gateway"
  public static let plural = "gateways"

  public var document: JSONValue

  public init(document: JSONValue) { self.document = document }

  /// Pod labels of the gateway's proxies; empty selects all.
  public var selector: [String: String] { spec["selector"]?.stringMap ?? [:] }
  public var servers: [GatewayServer] { spec["servers"]?.array?.map(GatewayServer.init) ?? [] }
  /// `namespace/name`, as VirtualServices refer to it.
  public var fullName: String { "\(namespace)/\(name)" }
}
