import Foundation
import Glibc

/// A server on loopback that answers each connection once, by the request's first line, or not at all.
final class StubServer: Sendable {
  let port: UInt16
  private let descriptor: Int32

  /// - Parameter answer: what to send after the request's head; nil keeps the connection open in silence.
  convenience init?(answer: @escaping @Sendable (String) -> [UInt8]?) {
    self.init(whole: { request in answer(String(decoding: request.prefix { $0 != 13 }, as: UTF8.self)) })
  }

  /// - Parameter answer: the same, of the whole request.
  static func whole(_ answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) -> StubServer? { StubServer(whole: answer) }

  private init?(whole answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        Glibc.bind(descriptor, raw, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, raw, &length) == 0
      }
    }
    guard descriptor >= 0, bound else { return nil }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    let task = Answering(descriptor: descriptor, answer: answer)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(task).toOpaque()
    let started = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Answering>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    guard started == 0 else { return nil }
    pthread_detach(thread)
  }

  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private final class Answering: Sendable {
    let descriptor: Int32
    let answer: @Sendable ([UInt8]) -> [UInt8]?

    init(descriptor: Int32, answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) {
      self.descriptor = descriptor
      self.answer = answer
    }

    /// A request with its body: what is left unread when a connection is closed would take the answer with it.
    private static func request(from client: Int32) -> [UInt8] {
      var request: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 8_192)
      while true {
        let count = recv(client, &chunk, chunk.count, 0)
        guard count > 0 else { return request }
        request += chunk[..<count]
        let parts = String(decoding: request, as: UTF8.self).components(separatedBy: "\r\n\r\n")
        guard parts.count > 1 else { continue }
        let length = parts[0].lowercased().components(separatedBy: "content-length: ").dropFirst().first
          .flatMap { Int($0.prefix { $0.isNumber }) }
        if parts[1].utf8.count >= length ?? 0 { return request }
      }
    }

    func run() {
      var silent: [Int32] = []
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { break }
        guard let answer = answer(Self.request(from: client)) else {
          silent.append(client)
          continue
        }
        var sent = 0
        while sent < answer.count {
          let count = answer[sent...].withUnsafeBytes { raw in
            send(client, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL))
          }
          guard count > 0 else { break }
          sent += count
        }
        Glibc.close(client)
      }
      for client in silent { Glibc.close(client) }
      Glibc.close(descriptor)
    }
  }
}
