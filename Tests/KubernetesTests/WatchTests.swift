import Documents
import Testing

@testable import Kubernetes

@Suite struct WatchTests {
  static func line(_ type: String, _ name: String, _ version: Int) -> String {
    #"{"type":"\#(type)","object":{"kind":"Pod","metadata":{"namespace":"a","name":"\#(name)","resourceVersion":"\#(version)"}}}"#
      + "\n"
  }
  static func bookmark(_ version: Int) -> String {
    #"{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"\#(version)"}}}"# + "\n"
  }
  static let expired =
    #"{"type":"ERROR","object":{"kind":"Status","message":"too old resource version: 1 (2416)","reason":"Expired","code":410}}"#
    + "\n"

  /// The events as short text, and how the watch ended.
  private func watch(
    _ reply: TestServer.Reply, options: ClientOptions = ClientOptions()
  ) async throws -> (events: [String], error: KubernetesError?) {
    try await answering(reply, options: options) { client in
      var events: [String] = []
      do {
        for try await event in client.watch(.pods, namespace: "a", resourceVersion: "1") {
          let version = event.resourceVersion ?? "-"
          switch event {
          case .added(let object): events.append("+\(object["metadata"]?["name"]?.string ?? "")@\(version)")
          case .modified(let object): events.append("~\(object["metadata"]?["name"]?.string ?? "")@\(version)")
          case .deleted(let object): events.append("-\(object["metadata"]?["name"]?.string ?? "")@\(version)")
          case .bookmark: events.append("=@\(version)")
          }
        }
        return (events, nil)
      } catch {
        return (events, error as? KubernetesError)
      }
    }
  }

  @Test func readsEventsAndEndsCleanly() async throws {
    let text =
      Self.line("ADDED", "p", 2) + Self.line("MODIFIED", "p", 3) + Self.bookmark(9) + Self.line("DELETED", "p", 10)
    let (events, error) = try await watch(.stream(.text(text)))
    #expect(events == ["+p@2", "~p@3", "=@9", "-p@10"])
    #expect(error == nil)
  }

  @Test func anEventMaySpanChunks() async throws {
    let text = Self.line("ADDED", "grüße", 2) + Self.line("ADDED", "q", 3)
    let parts = Array(text.utf8).map { TestServer.Part.bytes([$0]) }
    #expect(try await watch(TestServer.Reply(parts: parts)).events == ["+grüße@2", "+q@3"])
  }

  @Test func aCutLineIsDroppedAndTheCutReported() async throws {
    let whole = Self.line("ADDED", "p", 2)
    let (events, error) = try await watch(.stream(.text(whole + String(Self.line("ADDED", "q", 3).dropLast(9))), .cut))
    #expect(events == ["+p@2"])
    #expect(error?.reason == .truncated)
  }

  @Test func tooOldVersionComesWithStatus200() async throws {
    let (events, error) = try await watch(.stream(.text(Self.line("ADDED", "p", 2) + Self.expired)))
    #expect(events == ["+p@2"])
    #expect(error?.isGone == true)
  }

  @Test(arguments: ["nonsense\n", "{}\n", #"{"type":"ADDED"}"# + "\n", #"{"type":"ERROR","object":{}}"# + "\n"])
  func garbageIsAnError(text: String) async throws {
    let (events, error) = try await watch(.stream(.text(Self.line("ADDED", "p", 2) + text)))
    #expect(events == ["+p@2"])
    guard case .malformed = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func unknownTypesAreSkipped() async throws {
    let text = #"{"type":"NEW","object":{}}"# + "\n" + Self.line("ADDED", "p", 2)
    #expect(try await watch(.stream(.text(text))).events == ["+p@2"])
  }

  @Test func silenceIsNoticed() async throws {
    var options = ClientOptions()
    options.watchIdle = .milliseconds(40)
    for reply in [TestServer.Reply.stream(.hold), .stream(.text(Self.line("ADDED", "p", 2)), .hold)] {
      #expect(try await watch(reply, options: options).error?.reason == .stalled(seconds: 0.04))
    }
  }

  @Test func anEndlessLineIsAnError() async throws {
    var options = ClientOptions()
    options.maxAnswerBytes = 1_000
    let block = TestServer.Part.bytes([UInt8](repeating: 65, count: 2_000))
    #expect(try await watch(.stream(block, .hold), options: options).error?.reason == .tooLarge(limit: 1_000))
  }

  @Test func asksForBookmarksAndAnEnd() async throws {
    try await TestServer.run({ _, _ in .stream() }) { server in
      try await server.client { client in
        for try await _ in client.watch(
          .virtualServices, namespace: nil, resourceVersion: "77", selector: ListSelector(fields: "metadata.name=x"),
          timeoutSeconds: 12)
        {}
      }
      #expect(server.requests[0].path == "/apis/networking.istio.io/v1/virtualservices")
      #expect(
        server.requests[0].query == [
          "watch": "1", "resourceVersion": "77", "allowWatchBookmarks": "true", "timeoutSeconds": "12",
          "fieldSelector": "metadata.name=x",
        ])
    }
  }

  @Test(arguments: [401, 403, 404, 500]) func aRefusedWatchSaysWhy(code: Int) async throws {
    let (events, error) = try await watch(.status(code, reason: "X", message: "no"))
    #expect(events.isEmpty)
    #expect(error?.operatorText.contains("watch pods") == true)
  }
}
