import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import Texts

/// Puts the errors of the HTTP client and the TLS stack into an operator's words.
enum TransportFailureText {
  /// The server does not take the client certificate, or misses one.
  static let wantsCertificate = "it wants another client certificate"
  private static let certificateAlerts = [
    "CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "CERTIFICATE_EXPIRED", "CERTIFICATE_REVOKED", "CERTIFICATE_UNKNOWN",
    "ALERT_UNKNOWN_CA",
  ]

  /// What to say about a failed exchange; nil for errors that mean that the connection ended within an answer.
  static func unreachable(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError: connection(error)
    case let error as HTTPClientError: client(error)
    case let error as IOError: io(error)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: tls(error)
    case is ChannelError: tr("the connection could not be opened")
    default: DisplayText.oneLine(String(describing: error))
    }
  }

  private static func connection(_ error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first { return unreachable(first.error) }
    if error.dnsAError != nil || error.dnsAAAAError != nil { return tr("the name \(error.host) is not known") }
    return tr("no connection to \(error.host):\(error.port)")
  }

  private static func client(_ error: HTTPClientError) -> String {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: tr("connecting took too long")
    case .tlsHandshakeTimeout: tr("the TLS handshake took too long; does the server speak TLS on this port?")
    case .proxyAuthenticationRequired: tr("the proxy wants a login (407)")
    case .invalidProxyResponse: tr("the proxy does not let it through")
    case .socksHandshakeTimeout, .httpProxyHandshakeTimeout: tr("the proxy does not answer")
    case .remoteConnectionClosed: tr("the server closed the connection")
    default: DisplayText.oneLine(error.shortDescription)
    }
  }

  private static func io(_ error: IOError) -> String {
    let text = error.description
    if text.contains("Connection refused") { return tr("connection refused") }
    if text.contains("No route to host") { return tr("no route to the host") }
    if text.contains("Network is unreachable") { return tr("the network is unreachable") }
    if text.contains("Connection reset") { return tr("the server reset the connection") }
    return DisplayText.oneLine(text)
  }

  private static func tls(_ error: any Error) -> String {
    let text = String(describing: error)
    if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
      return tr("its certificate is not signed by the authority that the kubeconfig names")
    }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return tr("it does not speak TLS on this port; should the server URL be http://?")
    }
    if text.contains("failedToValidateHostname") {
      return tr("its certificate is for another host name")
    }
    if certificateAlerts.contains(where: text.contains) { return wantsCertificate }
    return tr("TLS failed: ") + DisplayText.oneLine(text)
  }
}
