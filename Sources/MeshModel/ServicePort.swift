/// A port of a Service.
public struct ServicePort: Hashable, Sendable, Codable {
  public var name: String
  public var number: Int
  /// The port of the pods; a named target port is resolved by whoever builds this.
  public var targetPort: Int
  /// `appProtocol`, or nil: then the name's prefix tells.
  public var appProtocol: String?

  public init(name: String, number: Int, targetPort: Int, appProtocol: String? = nil) {
    self.name = name
    self.number = number
    self.targetPort = targetPort
    self.appProtocol = appProtocol
  }
}
