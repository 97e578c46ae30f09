/// Reads Envoy's `/listeners?format=json`.
public enum ListenersPage {
  /// The addresses that the proxy listens at, `ip:port`, sorted.
  public static func parse(_ bytes: [UInt8]) throws(AdminPageError) -> [String] {
    var addresses: Set<String> = []
    try AdminPage.read(bytes) { (scanner: inout JSONScanner) throws(AdminPageError) in
      try scanner.members { (scanner, key) throws(AdminPageError) in
        guard "listener_statuses" ~= key else { return try scanner.skip() }
        try scanner.elements { (scanner) throws(AdminPageError) in
          try scanner.members { (scanner, key) throws(AdminPageError) in
            switch key {
            case "local_address": addresses.insert(try AdminPage.address(&scanner))
            case "additional_local_addresses":
              try scanner.elements { (scanner) throws(AdminPageError) in
                addresses.insert(try AdminPage.address(&scanner))
              }
            default: try scanner.skip()
            }
          }
        }
      }
    }
    addresses.remove("")
    return addresses.sorted()
  }
}
