import MeshModel

extension ServiceInfo {
  /// Every port is declared as TCP, so that HTTP routes would not be used.
  public var carriesOnlyTCP: Bool {
    !ports.isEmpty
      && ports.allSatisfy { port in
        let word = port.appProtocol ?? port.name.split(separator: "-").first.map(String.init) ?? ""
        return ["tcp", "tls", "mongo", "mysql", "redis", "https"].contains(word.lowercased())
      }
  }
}
