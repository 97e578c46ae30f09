/// A VirtualService with what look-ups ask for read once.
struct VirtualServiceEntry: Sendable {
  let object: VirtualService
  /// Full names and wildcards.
  let hosts: [String]
  /// `mesh`, or `namespace/name`.
  let gateways: [String]
  private let exportTo: [String]
  private let namespace: String

  init(_ object: VirtualService, domain: String) {
    self.object = object
    namespace = object.namespace
    hosts = object.hosts.map { HostName.fqdn($0, namespace: object.namespace, domain: domain) }
    gateways = object.gatewayNames
    exportTo = object.exportTo
  }

  /// In which group of what a namespace sees the object comes: 0 its own private ones, 1 those exported to it by name,
  /// 2 the public ones; nil if it does not see it.
  func visibility(from other: String) -> Int? {
    if exportTo.isEmpty || exportTo.contains("*") { return 2 }
    guard exportTo.contains(where: { $0 == other || ($0 == "." && other == namespace) }) else { return nil }
    return other == namespace ? 0 : 1
  }
}
