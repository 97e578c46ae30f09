import Testing

@testable import Kubernetes

/// Something that a server does wrong, once or always, and what a client has to make of it.
struct Fault: Sendable, CustomTestStringConvertible {
  /// What becomes of a call.
  enum Outcome: Sendable, Hashable {
    /// It succeeds, after so many requests.
    case done(Int)
    /// It fails with the reason of this name, after so many requests.
    case fails(String, Int)
  }

  let name: String
  let reply: TestServer.Reply
  /// Whether the server stays like that; else it answers the next request as it should.
  var isLasting = true
  let read: Outcome
  let write: Outcome

  var testDescription: String { name }

  /// What a sound server answers.
  static let object = #"{"kind":"VirtualService","metadata":{"name":"reviews","resourceVersion":"7"}}"#

  init(_ name: String, _ reply: TestServer.Reply, _ both: Outcome) {
    (self.name, self.reply, read, write) = (name, reply, both, both)
  }

  init(once name: String, _ reply: TestServer.Reply, read: Outcome, write: Outcome) {
    (self.name, self.reply, self.read, self.write) = (name, reply, read, write)
    isLasting = false
  }

  private static func gzipped(_ parts: TestServer.Part...) -> TestServer.Reply {
    TestServer.Reply(
      headers: [("Content-Type", "application/json"), ("Content-Encoding", "gzip")], parts: parts)
  }

  private static let squeezed = Gzip.stored(Array(object.utf8))

  static let all: [Fault] = [
    Fault("401", .status(401, reason: "Unauthorized", message: "Unauthorized"), .fails("unauthorized", 1)),
    Fault("403", .status(403, reason: "Forbidden", message: "no"), .fails("forbidden", 1)),
    Fault("404 of a path", .plain("404 page not found\n", status: 404), .fails("notServed", 1)),
    Fault(
      "409 stale", .status(409, reason: "Conflict", message: "the object has been modified"), .fails("conflict", 1)),
    Fault("409 exists", .status(409, reason: "AlreadyExists", message: "exists"), .fails("alreadyExists", 1)),
    Fault("410", .status(410, reason: "Expired", message: "too old"), .fails("gone", 1)),
    Fault("422", .status(422, reason: "Invalid", message: "spec.hosts: Required value"), .fails("invalid", 1)),
    Fault(
      "429 always", .plain("Too many requests", status: 429, headers: [("Retry-After", "1")]),
      .fails("tooManyRequests", 4)),
    Fault(
      once: "429", .plain("Too many requests", status: 429, headers: [("Retry-After", "1")]), read: .done(2),
      write: .done(2)),
    Fault("500", .status(500, reason: "InternalError", message: "boom"), .fails("server", 1)),
    Fault("502 of a balancer", .plain("<html>Bad Gateway</html>", status: 502), .fails("server", 1)),
    Fault(
      once: "503 with Retry-After", .plain("shutting down", status: 503, headers: [("Retry-After", "2")]),
      read: .done(2), write: .fails("server", 1)),
    Fault(
      once: "504 with details",
      .status(504, reason: "Timeout", message: "too large", details: #"{"retryAfterSeconds":1}"#), read: .done(2),
      write: .fails("server", 1)),
    Fault(
      "302", TestServer.Reply(status: 302, headers: [("Location", "http://127.0.0.1:1/evil")]), .fails("server", 1)),
    Fault(once: "no answer", .noAnswer, read: .done(2), write: .fails("truncated", 1)),
    Fault(
      once: "half of a sized body", TestServer.Reply(headers: [("Content-Length", "999")], parts: [.text("{"), .cut]),
      read: .done(2), write: .fails("truncated", 1)),
    Fault(
      once: "half of a chunked body", .stream(.text(object), .cut), read: .done(2), write: .fails("truncated", 1)),
    Fault("cut always", .stream(.text("{"), .cut), .fails("truncated", 2)).writing(.fails("truncated", 1)),
    Fault("gzip", gzipped(.bytes(squeezed)), .done(1)),
    Fault(
      "gzip in pieces", gzipped(.bytes(Array(squeezed.prefix(13))), .bytes(Array(squeezed.dropFirst(13)))), .done(1)),
    Fault(
      once: "half of a gzip body", gzipped(.bytes(Array(squeezed.prefix(40))), .cut), read: .done(2),
      write: .fails("truncated", 1)),
    Fault("no gzip after all", gzipped(.text(object)), .fails("malformed", 1)),
    Fault("gzip without its end", gzipped(.bytes(Array(squeezed.prefix(40)))), .fails("malformed", 1)),
    Fault("gzip bomb", gzipped(.bytes(Gzip.bomb)), .fails("tooLarge", 1)),
    Fault("too large", .stream(.bytes([UInt8](repeating: 0x20, count: 200_000)), .hold), .fails("tooLarge", 1)),
    Fault("no JSON", .plain("<html>Log in to the hotel's network</html>", status: 200), .fails("malformed", 1)),
    Fault(
      "deeply nested", .stream(.bytes([UInt8](repeating: UInt8(ascii: "["), count: 50_000))), .fails("malformed", 1)),
    Fault("silence", .stream(.hold), .fails("timeout", 1)),
    Fault("silence within", .stream(.text("{\"a\":"), .hold), .fails("timeout", 1)),
    Fault(
      "a byte at a time, without end",
      .stream(.trickle([UInt8](repeating: 0x20, count: 10_000), every: .milliseconds(20))), .fails("timeout", 1)),
    Fault("a byte at a time", .stream(.trickle(Array(object.utf8), every: .microseconds(100))), .done(1)),
  ]

  private func writing(_ outcome: Outcome) -> Fault {
    Fault(name: name, reply: reply, isLasting: isLasting, read: read, write: outcome)
  }

  private init(name: String, reply: TestServer.Reply, isLasting: Bool, read: Outcome, write: Outcome) {
    (self.name, self.reply, self.isLasting, self.read, self.write) = (name, reply, isLasting, read, write)
  }
}
