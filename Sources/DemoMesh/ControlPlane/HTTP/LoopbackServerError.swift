/// Why a loopback server could not start.
enum LoopbackServerError: Error, CustomStringConvertible {
  case notLoopback(String)

  var description: String {
    switch self {
    case .notLoopback(let host): "\(host) is not a loopback address (127.0.0.0/8)"
    }
  }
}
