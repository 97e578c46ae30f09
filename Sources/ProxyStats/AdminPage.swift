/// What the answers of Envoy's admin interface have in common.
enum AdminPage {
  /// Reads one JSON value with `body` and checks that nothing follows it.
  static func read(
    _ bytes: [UInt8], _ body: (inout JSONScanner) throws(AdminPageError) -> Void
  ) throws(AdminPageError) {
    let outcome: Result<Void, AdminPageError> = bytes.withUnsafeBytes { raw in
      var scanner = JSONScanner(raw)
      do throws(AdminPageError) {
        try body(&scanner)
        try scanner.finish()
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  /// The text of an `envoy.config.core.v3.Address`.
  static func address(_ scanner: inout JSONScanner) throws(AdminPageError) -> String {
    var text = ""
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "socket_address":
        var ip = ""
        var port: UInt64 = 0
        try scanner.members { (scanner, key) throws(AdminPageError) in
          switch key {
          case "address": ip = try scanner.string()
          case "port_value": port = try scanner.unsigned()
          default: try scanner.skip()
          }
        }
        text = ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
      case "pipe":
        try scanner.members { (scanner, key) throws(AdminPageError) in
          if "path" ~= key { text = try scanner.string() } else { try scanner.skip() }
        }
      case "envoy_internal_address":
        try scanner.members { (scanner, key) throws(AdminPageError) in
          if "server_listener_name" ~= key { text = try scanner.string() } else { try scanner.skip() }
        }
      default: try scanner.skip()
      }
    }
    return text
  }
}
