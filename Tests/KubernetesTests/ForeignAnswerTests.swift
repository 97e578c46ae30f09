import Synchronization
import Testing

@testable import Kubernetes

/// Something else than a Kubernetes API answers with 200: a login page, a proxy's page, nonsense.
@Suite(.timeLimit(.minutes(10))) struct ForeignAnswerTests {
  private static let page =
    "<!DOCTYPE html>\n<html><head><TITLE>Sign in · Corp</TITLE></head><body>token=s3cret</body></html>\n"

  @Test(arguments: [
    ("text/html", page, "an HTML page titled “Sign in · Corp”"), ("", page, "an HTML page titled “Sign in · Corp”"),
    ("application/json", "<html><body>no title</body></html>", "an HTML page"),
    ("text/plain", "gateway says hello s3cret", "text/plain that is not JSON"),
    ("", "s3cret", "something that is not JSON"), ("application/json", "s3cret", "something that is not JSON"),
    ("text/html", "<title>  </title>", "an HTML page"),
    ("text/html", "<html><title lang=en>\u{1B}[2J A\nB</title>", "an HTML page titled “[2J A; B”"),
  ])
  func isNamedWithoutItsContent(type: String, body: String, words: String) {
    let told = ForeignAnswer(contentType: type, body: Array(body.utf8)).words
    #expect(told == words)
    #expect(!told.contains("s3cret"))
  }

  @Test func aListIsToldWithWhatToCheck() async throws {
    let reply = TestServer.Reply(headers: [("Content-Type", "text/html")], parts: [.text(Self.page)])
    let error = try await answering(reply) { client in
      await failure { () throws(KubernetesError) in try await client.list(.pods, namespace: "a") }
    }
    let text = try #require(error).operatorText
    #expect(text.hasPrefix("Cannot list pods in namespace a: http://127.0.0.1:"))
    #expect(text.contains("an HTML page titled “Sign in · Corp”") && text.contains("HTTPS_PROXY"))
    #expect(!text.contains("s3cret"))
  }

  /// Watches that end, never end, or trickle; each is found out, and none is waited for.
  private static let watches: [(String, TestServer.Reply)] = [
    ("a page", TestServer.Reply(headers: [("Content-Type", "text/html")], parts: [.text(page)])),
    (
      "an open page",
      TestServer.Reply(headers: [("Content-Type", "text/html; charset=utf-8")], parts: [.text("\n"), .hold])
    ),
    ("an empty page", TestServer.Reply(headers: [("Content-Type", "text/html")])),
    ("a page that says it is JSON", .stream(.text("  <html>"), .hold)),
    ("trickling nonsense", .stream(.trickle(Array("nonsense without end".utf8), every: .milliseconds(1)), .hold)),
    ("half an object", .stream(.text(#"{"type":"ADDED""#))),
    ("a list", .stream(.text(#"{"kind":"PodList","items":[]}"#))),
    ("a list with a line feed", .stream(.text(#"{"kind":"PodList","items":[]}"# + "\n"))),
  ]

  @Test(arguments: watches.indices) func aWatchIsFoundOut(number: Int) async throws {
    let (name, reply) = Self.watches[number]
    let error = try await answering(reply) { client in
      await failure { () throws(KubernetesError) in
        try await client.watch(.pods, namespace: "a", resourceVersion: "1") { events in
          Issue.record("\(name): \(events)")
        }
      }
    }
    guard case .malformed = error?.reason else {
      Issue.record("\(name): \(String(describing: error))")
      return
    }
  }

  @Test func anEventThatDoesNotEndIsGivenUp() async throws {
    var options = ClientOptions()
    options.watchIdle = .milliseconds(300)
    let endless = TestServer.Part.trickle(
      [UInt8](repeating: UInt8(ascii: "{"), count: 100_000), every: .milliseconds(5))
    let error = try await answering(.stream(endless), options: options) { client in
      await failure { () throws(KubernetesError) in
        try await client.watch(.pods, namespace: "a", resourceVersion: "1") { _ in }
      }
    }
    #expect(error?.reason == .stalled(seconds: 0.3))
  }

  /// Lists are read, the watch is not: the objects stay current, the reason stays, until a watch works.
  @Test func listsGoOnAndTheReasonStaysUntilAWatchWorks() async throws {
    let list = #"{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"namespace":"a","name":"p"}}]}"#
    let lists = Mutex(0)
    let handler: @Sendable (TestServer.Request, Int) async -> TestServer.Reply = { request, _ in
      guard request.query["watch"] != nil else {
        lists.withLock { $0 += 1 }
        return .json(list)
      }
      if lists.withLock({ $0 }) < 4 {
        return TestServer.Reply(headers: [("Content-Type", "text/html")], parts: [.text(Self.page)])
      }
      return .stream(.text(WatchTests.bookmark(7)), .hold)
    }
    let told = try await TestServer.run(handler) { server in
      var options = ClientOptions()
      options.requestTimeout = .seconds(86_400)
      options.watchIdle = .seconds(86_400)
      let clock = InstantClock(endless: .seconds(3_600))
      return try await server.client(options: options, clock: clock) { client in
        let reflector = Reflector(
          client: client, kind: .pods, namespace: "a", decode: { $0["metadata"]?["name"]?.string })
        var told: [(names: [String], isCurrent: Bool, problem: String?)] = []
        for await store in reflector.updates() {
          told.append((store.sorted, store.state == .current, store.watchProblem?.operatorText))
          if store.resourceVersion == "7" { break }
        }
        return told
      }
    }
    #expect(told.allSatisfy { $0.names == ["p"] && $0.isCurrent })
    #expect(told.contains { $0.problem?.contains("Cannot watch pods") ?? false })
    #expect(told.last?.problem == nil)
    // Once it is known it does not come and go with each list.
    let first = try #require(told.firstIndex { $0.problem != nil })
    #expect(told[first..<(told.count - 1)].allSatisfy { $0.problem != nil })
  }
}
