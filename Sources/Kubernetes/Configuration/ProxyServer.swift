import FoundationEssentials

/// A proxy on the way to an API server.
public struct ProxyServer: Sendable, Hashable, CustomStringConvertible {
  /// How it is spoken to.
  public enum Kind: String, Sendable, Hashable {
    /// By CONNECT over a plain connection.
    case http
    /// SOCKS version 5, which also looks up the names.
    case socks5
  }

  /// Why a proxy's URL cannot be used, as the end of a sentence.
  struct Refusal: Error, Hashable {
    let text: String
  }

  public let kind: Kind
  /// As in a URL: an IPv6 address keeps its brackets.
  public let host: String
  public let port: Int
  /// What the proxy is told of who asks: the credentials in base64.
  let authorization: Secret?

  /// Reads `http://user:password@host:port` and `socks5://host:port`; without a scheme it is `http`.
  init(_ text: String) throws(Refusal) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
    let rest = parts.last ?? ""
    switch scheme {
    case "http": kind = .http
    case "socks5", "socks5h": kind = .socks5
    case "https": throw Refusal(text: "is spoken to by TLS (https), which Vigla cannot do; use its http port")
    default: throw Refusal(text: "is neither http:// nor socks5://")
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // The scheme only decides the port that is meant without one.
    guard let url = ServerURL("http://" + authority) else { throw Refusal(text: "is no proper URL") }
    host = url.host
    let hasPort = authority.split(separator: "@").last.map { $0.hasSuffix(":\(url.port)") } ?? false
    port = hasPort || kind == .http ? url.port : 1080
    guard let at = authority.lastIndex(of: "@") else {
      authorization = nil
      return
    }
    guard kind == .http else { throw Refusal(text: "wants a login by SOCKS, which Vigla cannot do") }
    let login = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map { PercentEncoding.decoded($0) }
    let pair = login.count == 2 ? login.joined(separator: ":") : login[0] + ":"
    authorization = Secret(Data(pair.utf8).base64EncodedString())
  }

  public var description: String { "\(kind.rawValue)://\(host):\(port)" }

  /// The host without the brackets of an IPv6 address.
  var bareHost: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }
}
