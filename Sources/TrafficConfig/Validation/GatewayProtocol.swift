/// The protocol of a gateway's port; any case is allowed.
struct GatewayProtocol {
  let name: String
  private let upper: String

  init(_ name: String) {
    self.name = name
    upper = name.uppercased()
  }

  var isKnown: Bool { isHTTP || isTLS || ["TCP", "UDP", "MONGO", "REDIS", "MYSQL"].contains(upper) }
  var isHTTP: Bool { ["HTTP", "HTTP2", "GRPC", "GRPC-WEB", "HTTP_PROXY"].contains(upper) }
  var isTLS: Bool { upper == "HTTPS" || upper == "TLS" }
}
