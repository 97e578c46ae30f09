import Foundation
import Glibc
import Synchronization

/// A TCP proxy on loopback that ends one connection of TLS at a wanted place: when a client's record of application
/// data comes, before or after it is passed on.
final class CuttingProxy: Sendable {
  enum Cut: Sendable, Hashable, CaseIterable {
    /// The record never arrives.
    case before
    /// It arrives, and the answer is lost.
    case after
  }

  private struct State {
    /// Records of the clients so far.
    var records = 0
    var cut: (record: Int, how: Cut)?
    var cuts = 0
  }

  let port: Int
  private let target: Int
  private let listener: Int32
  private let state = Mutex(State())

  struct Failure: Error {
    var text: String
  }

  init(to target: Int) throws {
    self.target = target
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: 0)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, Self.addressSize) }
    }
    guard listening >= 0, isBound == 0, listen(listening, 64) == 0 else { throw Failure(text: "no socket: \(errno)") }
    var size = Self.addressSize
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listening, $0, &size) }
    }
    listener = listening
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(listening, nil, nil)
        guard client >= 0 else { return }
        self?.join(client)
      }
    }
  }

  /// Accepts nothing more.
  func close() { _ = shutdown(listener, Int32(SHUT_RDWR)) }

  /// Counts from 0 again, and cuts at that record; nil cuts nothing.
  func arm(_ record: Int?, _ how: Cut) {
    state.withLock { $0 = State(cut: record.map { ($0, how) }) }
  }

  var records: Int { state.withLock { $0.records } }
  var cuts: Int { state.withLock { $0.cuts } }

  private func join(_ client: Int32) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(port: target)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, Self.addressSize) }
    }
    guard isConnected == 0 else {
      Glibc.close(client)
      Glibc.close(server)
      return
    }
    let joint = Joint(client: client, server: server)
    Thread.detachNewThread { [self] in
      while let record = Self.record(from: joint.client) {
        let cut: Cut? = record[0] == 23 ? state.withLock { Self.next(&$0) } : nil
        if cut == .before { break }
        if cut == .after { joint.isSilent.withLock { $0 = true } }
        guard Self.send(record, to: joint.server) else { break }
      }
      joint.end()
    }
    Thread.detachNewThread {
      while let record = Self.record(from: joint.server) {
        guard !joint.isSilent.withLock({ $0 }), Self.send(record, to: joint.client) else { break }
      }
      joint.end()
    }
  }

  /// The two ends of a connection, closed when nobody reads from them any more.
  private final class Joint: Sendable {
    let client: Int32
    let server: Int32
    /// Nothing reaches the client any more.
    let isSilent = Mutex(false)

    init(client: Int32, server: Int32) {
      self.client = client
      self.server = server
    }

    deinit {
      Glibc.close(client)
      Glibc.close(server)
    }

    /// Wakes whoever reads.
    func end() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
  }

  private static func next(_ state: inout State) -> Cut? {
    defer { state.records += 1 }
    guard let cut = state.cut, cut.record == state.records else { return nil }
    state.cuts += 1
    return cut.how
  }

  /// One record of TLS with its head; nil at the end.
  private static func record(from descriptor: Int32) -> [UInt8]? {
    guard let head = read(5, from: descriptor) else { return nil }
    guard let body = read(Int(head[3]) << 8 | Int(head[4]), from: descriptor) else { return nil }
    return head + body
  }

  private static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress.map { $0 + filled }, count - filled, 0) }
      if got <= 0 { return nil }
      filled += got
    }
    return bytes
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let done = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if done <= 0 { return false }
      sent += done
    }
    return true
  }

  private static let addressSize = socklen_t(MemoryLayout<sockaddr_in>.size)

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }
}
