/// The commands of a proxy's container that ask for a page of the pod's own ports: `pilot-agent request` and `curl`.
enum ProxyCommand: Sendable, Hashable {
  /// A GET to a port of the pod. `isCurl` decides how a failure is told, and `isSilent` whether it is.
  case get(port: Int, path: String, query: String, isCurl: Bool, isSilent: Bool)
  /// It ends at once, with this on its standard error.
  case fails(String, status: Int)
  /// There is no such program in the container.
  case notFound(String)

  /// Envoy's admin port.
  private static let adminPort = 15000

  /// - Parameter command: the program and its arguments.
  init(_ command: [String], container: String) {
    let program = command.first ?? ""
    let arguments = Array(command.dropFirst())
    let name = program.split(separator: "/").last.map(String.init) ?? ""
    let isKnown = ["pilot-agent": ["", "/usr/local/bin/"], "curl": ["", "/usr/bin/"]][name]?.contains {
      program == $0 + name
    }
    guard container == "istio-proxy", isKnown == true else {
      self = .notFound(program)
      return
    }
    self = name == "curl" ? Self.curl(arguments) : Self.pilotAgent(arguments)
  }

  private static func pilotAgent(_ arguments: [String]) -> ProxyCommand {
    guard let subcommand = arguments.first else { return .fails("Error: pilot-agent wants a command", status: 1) }
    guard subcommand == "request" else {
      return .fails("Error: unknown command \"\(subcommand)\" for \"pilot-agent\"", status: 1)
    }
    let words = arguments.dropFirst().filter { !$0.hasPrefix("--") }
    guard words.count >= 2 else {
      return .fails("Error: requires at least 2 arg(s), only received \(words.count)", status: 1)
    }
    guard words[0].uppercased() == "GET" else {
      return .fails("Error: the proxies of this demo answer GET only, not \(words[0])", status: 1)
    }
    let target = target(String(words[1].drop { $0 == "/" }))
    return .get(port: adminPort, path: target.path, query: target.query, isCurl: false, isSilent: false)
  }

  private static func curl(_ arguments: [String]) -> ProxyCommand {
    var url: String?
    var isSilent = false
    var showsErrors = false
    for argument in arguments {
      switch argument {
      case "--silent": isSilent = true
      case "--show-error": showsErrors = true
      case let flags
      where flags.hasPrefix("-") && !flags.hasPrefix("--") && flags.dropFirst().allSatisfy("sSfLk".contains):
        isSilent = isSilent || flags.contains("s")
        showsErrors = showsErrors || flags.contains("S")
      case let flag where flag.hasPrefix("-"):
        return .fails("curl: option \(flag): is unknown", status: 2)
      default: url = argument
      }
    }
    guard var rest = url else { return .fails("curl: (2) no URL specified", status: 2) }
    if let (scheme, address) = rest.halves(at: "://") {
      guard scheme == "http" else { return .fails("curl: (1) Protocol \"\(scheme)\" not supported", status: 1) }
      rest = address
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = target(String(rest.dropFirst(authority.count)))
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard ["localhost", "127.0.0.1"].contains(parts[0]) else {
      return .fails("curl: (6) Could not resolve host: \(parts[0])", status: 6)
    }
    guard let port = parts.count > 1 ? Int(parts[1]) : 80, (1...65535).contains(port) else {
      return .fails("curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535", status: 3)
    }
    return .get(
      port: port, path: target.path, query: target.query, isCurl: true, isSilent: isSilent && !showsErrors)
  }

  /// A path with one leading slash, decoded, and the query as it is.
  private static func target(_ text: String) -> (path: String, query: String) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.first.map { PercentCoding.decoded($0) } ?? ""
    return (path.hasPrefix("/") ? path : "/" + path, parts.count > 1 ? String(parts[1]) : "")
  }
}
