/// What is said to a proxy until it lets bytes through to a server: CONNECT of HTTP, or SOCKS version 5 without login.
struct TunnelDialogue: Sendable {
  /// What to do after some bytes of the proxy.
  enum Step: Sendable, Hashable {
    case wait
    case send([UInt8])
    /// The tunnel is open; the bytes are the server's already.
    case open(rest: [UInt8])
    /// The proxy does not want to, and why.
    case refused(String)
  }

  private enum Stage { case connect, greeting, request }

  /// A proxy's answer is short, unless it is an error page.
  private static let longestHead = 64_000

  private let proxy: ProxyServer
  private let host: String
  private let port: Int
  private var stage: Stage
  private var received: [UInt8] = []

  /// - Parameters:
  ///   - host: of the server, without brackets.
  init(through proxy: ProxyServer, to host: String, port: Int) {
    self.proxy = proxy
    self.host = host
    self.port = port
    stage = proxy.kind == .http ? .connect : .greeting
  }

  /// The first bytes.
  var opening: [UInt8] {
    // SOCKS: one way to log in is offered, none.
    guard proxy.kind == .http else { return [5, 1, 0] }
    let target = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    var text = "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n"
    if let login = proxy.authorization { text += "Proxy-Authorization: Basic \(login.value)\r\n" }
    return Array((text + "\r\n").utf8)
  }

  mutating func receive(_ bytes: some Sequence<UInt8>) -> Step {
    received.append(contentsOf: bytes)
    switch stage {
    case .connect: return connected()
    case .greeting:
      guard received.count >= 2 else { return .wait }
      guard received[0] == 5, received[1] == 0 else { return .refused("wants a login") }
      received.removeFirst(2)
      stage = .request
      let name = Array(host.utf8.prefix(255))
      return .send([5, 1, 0, 3, UInt8(name.count)] + name + [UInt8(port >> 8 & 255), UInt8(port & 255)])
    case .request: return requested()
    }
  }

  private func connected() -> Step {
    guard let end = Self.endOfHead(received) else {
      return received.count > Self.longestHead ? .refused("answered with no HTTP") : .wait
    }
    let line = String(decoding: received.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else {
      return .refused("answered with no HTTP")
    }
    guard (200..<300).contains(status) else {
      return .refused(status == 407 ? "wants a login (407)" : "answered \(status)")
    }
    return .open(rest: Array(received[end...]))
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let blank = Array("\r\n\r\n".utf8)
    guard bytes.count >= blank.count else { return nil }
    return (0...bytes.count - blank.count).first { Array(bytes[$0..<$0 + blank.count]) == blank }.map {
      $0 + blank.count
    }
  }

  private func requested() -> Step {
    guard received.count >= 5 else { return .wait }
    guard received[0] == 5, received[1] == 0 else { return .refused("answered with SOCKS error \(received[1])") }
    let address: Int
    switch received[3] {
    case 1: address = 4
    case 3: address = 1 + Int(received[4])
    case 4: address = 16
    default: return .refused("answered with no SOCKS")
    }
    let length = 4 + address + 2
    return received.count < length ? .wait : .open(rest: Array(received[length...]))
  }
}
