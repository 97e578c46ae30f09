import Foundation
import Glibc
import Synchronization
import Testing

/// Asks a demo's gateway as browsers do, over sockets of its own.
struct GatewayVisitor {
  struct Answer: Sendable {
    var status: Int
    /// By name in lower case.
    var headers: [String: String]
    var body: String
    var seconds: Double

    /// The version of reviews that the page was made with; nil if it has none.
    var reviews: String? {
      guard let start = body.range(of: "Served by reviews-") else { return nil }
      return body[start.upperBound...].prefix { $0 != "-" }.description
    }
    var hasDetails: Bool { body.contains("Served by details-") }
  }

  /// An IPv4 address and a port.
  private let address: String
  private let port: UInt16

  init(_ demo: HeadlessDemo) throws {
    let parts = demo.ready.gateway.replacing("http://", with: "").split(separator: ":")
    address = String(try #require(parts.first))
    port = try #require(parts.last.flatMap { UInt16($0) })
  }

  func get(
    _ path: String = "/productpage", host: String = "bookinfo.example.com", headers: [String: String] = [:]
  ) throws -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    var lines = ["GET \(path) HTTP/1.1", "Host: \(host)", "Connection: close"]
    lines += headers.map { "\($0.key): \($0.value)" }
    let bytes = try exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    return try Self.answer(bytes, seconds: (clock.now - start) / .seconds(1))
  }

  /// Sends requests from clients that each send one after the other.
  func get(
    _ count: Int, clients: Int, path: String = "/productpage", headers: [String: String] = [:]
  ) throws -> [Answer] {
    let results = Mutex<(left: Int, answers: [Answer], problem: (any Error)?)>((count, [], nil))
    let group = DispatchGroup()
    for _ in 0..<clients {
      group.enter()
      Thread.detachNewThread {
        while results.withLock({ state in
          guard state.left > 0, state.problem == nil else { return false }
          state.left -= 1
          return true
        }) {
          do {
            let answer = try get(path, headers: headers)
            results.withLock { $0.answers.append(answer) }
          } catch {
            results.withLock { $0.problem = error }
          }
        }
        group.leave()
      }
    }
    group.wait()
    return try results.withLock { state in
      if let problem = state.problem { throw problem }
      return state.answers
    }
  }

  /// Sends requests until the work is done.
  func visiting<Result>(clients: Int, during work: () throws -> Result) rethrows -> Result {
    let isOver = Mutex(false)
    let group = DispatchGroup()
    for _ in 0..<clients {
      group.enter()
      Thread.detachNewThread {
        while !isOver.withLock({ $0 }) { _ = try? get() }
        group.leave()
      }
    }
    defer {
      isOver.withLock { $0 = true }
      group.wait()
    }
    return try work()
  }

  // MARK: Sockets

  private func exchange(_ request: [UInt8]) throws -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(socket >= 0)
    defer { close(socket) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &place.sin_addr)
    let connected = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0, "\(address):\(port): \(String(cString: strerror(errno)))")
    try #require(send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return answer }
      answer += buffer[..<count]
    }
  }

  private static func answer(_ bytes: [UInt8], seconds: Double) throws -> Answer {
    let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)), "no answer")
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    var body = Array(bytes[end.upperBound...])
    if headers["transfer-encoding"] == "chunked" { body = try joined(chunks: body[...]) }
    return Answer(status: status, headers: headers, body: String(decoding: body, as: UTF8.self), seconds: seconds)
  }

  private static func joined(chunks: ArraySlice<UInt8>) throws -> [UInt8] {
    var rest = chunks
    var body: [UInt8] = []
    while let line = rest.firstRange(of: Array("\r\n".utf8)) {
      let size = try #require(Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16))
      if size == 0 { break }
      body += rest[line.upperBound...].prefix(size)
      rest = rest[line.upperBound...].dropFirst(size + 2)
    }
    return body
  }
}
