import Documents

extension PolicyRequest.Setting {
  /// From the policy down.
  var path: JSONPath {
    switch self {
    case .warmup: ["loadBalancer", "warmup"]
    case .maxConnections: ["connectionPool", "tcp", "maxConnections"]
    case .connectTimeout: ["connectionPool", "tcp", "connectTimeout"]
    case .maxPendingRequests: ["connectionPool", "http", "http1MaxPendingRequests"]
    case .maxRequests: ["connectionPool", "http", "http2MaxRequests"]
    case .maxRequestsPerConnection: ["connectionPool", "http", "maxRequestsPerConnection"]
    case .maxRetries: ["connectionPool", "http", "maxRetries"]
    case .idleTimeout: ["connectionPool", "http", "idleTimeout"]
    case .consecutive5xx: ["outlierDetection", "consecutive5xxErrors"]
    case .consecutiveGateway: ["outlierDetection", "consecutiveGatewayErrors"]
    case .interval: ["outlierDetection", "interval"]
    case .baseEjection: ["outlierDetection", "baseEjectionTime"]
    case .maxEjectionPercent: ["outlierDetection", "maxEjectionPercent"]
    case .minHealthPercent: ["outlierDetection", "minHealthPercent"]
    case .sni, .clientCertificate, .privateKey, .caCertificates, .credentialName, .subjectAltNames:
      ["tls", .key(rawValue)]
    }
  }

  var words: String {
    switch self {
    case .warmup: "warm-up"
    case .maxConnections: "connections"
    case .connectTimeout: "connection timeout"
    case .maxPendingRequests: "waiting requests"
    case .maxRequests: "requests at once"
    case .maxRequestsPerConnection: "requests a connection"
    case .maxRetries: "retries at once"
    case .idleTimeout: "idle timeout"
    case .consecutive5xx: "5xx in a row"
    case .consecutiveGateway: "gateway errors in a row"
    case .interval: "sweep interval"
    case .baseEjection: "ejection time"
    case .maxEjectionPercent: "share out at once"
    case .minHealthPercent: "share that must be healthy"
    case .sni: "SNI"
    case .clientCertificate: "client certificate"
    case .privateKey: "private key"
    case .caCertificates: "CA certificates"
    case .credentialName: "credential"
    case .subjectAltNames: "names of the server"
    }
  }
}
