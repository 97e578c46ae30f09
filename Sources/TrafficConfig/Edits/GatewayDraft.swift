import Documents
import MeshModel
import Texts

/// A Gateway while it is made to serve a host.
struct GatewayDraft {
  /// How the host is reached, such as `https://shop.example.com`.
  let address: String
  private(set) var change: ObjectChange?
  private(set) var notes: [String] = []

  init(
    name: String, request: ExposeRequest, service: ServiceInfo, context: EditContext
  ) throws(ChangeRefusal) {
    let isSecure = request.credential != nil
    let port = request.port ?? (isSecure ? 443 : 80)
    guard (1...65535).contains(port) else { throw ChangeRefusal(.badValue, tr("A port is 1 to 65535, not \(port).")) }
    let standard = isSecure ? 443 : 80
    address = "\(isSecure ? "https" : "http")://\(request.host)\(port == standard ? "" : ":\(port)")"
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count == 2 else { throw ChangeRefusal(.badValue, tr("\(name) is no name of a gateway.")) }
    let live = context.configuration.gateway(named: name)
    var document =
      live?.document
      ?? NewObject.document(
        kind: Gateway.kind, apiVersion: context.apiVersion, namespace: parts[0], name: parts[1],
        spec: ["selector": JSONValue(request.selector), "servers": []])
    if let credential = request.credential {
      Self.serve(
        request.host, port, tls: ["mode": "SIMPLE", "credentialName": .string(credential)], service, in: &document)
      notes.append(tr("The secret \(credential) has to be in the namespace of the gateway's pods."))
      if request.redirectsToHTTPS {
        Self.serve(request.host, 80, tls: ["httpsRedirect": true], service, in: &document)
      }
    } else {
      Self.serve(request.host, port, tls: nil, service, in: &document)
    }
    let hasSibling = context.configuration.gateways.contains { $0.selector == request.selector }
    if live == nil, !hasSibling, request.host != "*" {
      let pods = request.selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      notes.append(
        tr(
          "No other Gateway is known for \(pods): then it answers requests for \(request.host) only, and 404 to those "
            + "for any other host."))
    }
    guard document != live?.document else { return }
    change = ObjectChange(
      reference: ObjectReference(document: document), apiVersion: live?.apiVersion ?? context.apiVersion,
      before: live?.document, after: document)
  }

  /// Sees to it that a server on the port takes the host: one that does stays, one of the same kind gets the host, else
  /// there is a new one.
  private static func serve(
    _ host: String, _ port: Int, tls: JSONObject?, _ service: ServiceInfo, in document: inout JSONValue
  ) {
    let path: JSONPath = ["spec", "servers"]
    let view = Gateway(document: document)
    let servers = view.servers
    let same = servers.indices.filter { servers[$0].port == port }
    if same.contains(where: {
      servers[$0].admits(host: host, ofNamespace: service.id.namespace, gatewayNamespace: view.namespace)
    }) {
      return
    }
    let wanted = tls.map(JSONValue.object)
    if let index = same.first(where: { document[path.appending($0).appending("tls")] == wanted }) {
      let hosts = path.appending(index).appending("hosts")
      document[hosts] = .array((document[hosts]?.array ?? []) + [.string(host)])
      return
    }
    let isSecure = tls?["mode"] != nil
    let word = isSecure ? "https" : "http"
    let name = FreeName.find(word, suffix: "\(port)") { name in servers.contains { $0.portName == name } }
    var server: JSONObject = [
      "port": ["number": JSONValue(port), "name": .string(name), "protocol": .string(word.uppercased())],
      "hosts": [.string(host)],
    ]
    server["tls"] = tls.map(JSONValue.object)
    document[path] = .array((document[path]?.array ?? []) + [.object(server)])
  }
}
