/// The address of an API server: scheme, host, port and path prefix, without user information.
public struct ServerURL: Sendable, Hashable, CustomStringConvertible {
  public let isTLS: Bool
  /// The host as it stands in a URL: an IPv6 address keeps its brackets.
  public let host: String
  public let port: Int
  /// Empty, or a path that starts with a slash and ends without one.
  public let prefix: String

  public init(isTLS: Bool, host: String, port: Int, prefix: String = "") {
    self.isTLS = isTLS
    self.host = host
    self.port = port
    self.prefix = prefix
  }

  /// Reads `https://host:port/prefix`. A missing scheme means `https`, as for kubectl a missing scheme with a port.
  /// User information is dropped. Returns nil for anything else.
  public init?(_ text: String) {
    var rest = Substring(text)
    var isTLS = true
    if let separator = rest.firstRange(of: "://") {
      switch rest[..<separator.lowerBound].lowercased() {
      case "https": isTLS = true
      case "http": isTLS = false
      default: return nil
      }
      rest = rest[separator.upperBound...]
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    var authority = rest.prefix { $0 != "/" }
    var path = rest[authority.endIndex...]
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    while path.hasSuffix("/") { path = path.dropLast() }

    var port: Int?
    var host = authority
    if host.hasPrefix("[") {
      guard let close = host.firstIndex(of: "]") else { return nil }
      let after = host[host.index(after: close)...]
      host = host[...close]
      if after.hasPrefix(":") { port = Int(after.dropFirst()) } else if !after.isEmpty { return nil }
      if after.hasPrefix(":") && port == nil { return nil }
    } else if let colon = host.lastIndex(of: ":") {
      port = Int(host[host.index(after: colon)...])
      guard port != nil else { return nil }
      host = host[..<colon]
    }
    let allowed = { (scalar: Unicode.Scalar) in scalar.value > 0x20 && scalar.value < 0x7F && scalar != "%" }
    guard !host.isEmpty, host.unicodeScalars.allSatisfy(allowed), path.unicodeScalars.allSatisfy(allowed) else {
      return nil
    }
    if let port, !(1...65535).contains(port) { return nil }
    self.init(isTLS: isTLS, host: String(host), port: port ?? (isTLS ? 443 : 80), prefix: String(path))
  }

  /// The URL with the port always spelled out and no trailing slash.
  public var description: String { "\(isTLS ? "https" : "http")://\(host):\(port)\(prefix)" }

  /// The host without the brackets of an IPv6 address.
  var bareHost: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }
}

extension Substring {
  /// The first place of `needle`; the standard library has it only for collections of equal elements.
  func firstRange(of needle: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(needle) { return index..<self.index(index, offsetBy: needle.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
