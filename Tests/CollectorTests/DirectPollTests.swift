import ProxyStats
import Testing

@testable import Collector

/// Polls over a real socket: what is wrong with an answer is told in one line.
@Suite(.timeLimit(.minutes(10))) struct DirectPollTests {
  static func poll(
    _ answer: String?, deadline: Double = 5, maxBytes: Int = 64 << 20
  ) async throws -> Result<StatsPage, PollFailure> {
    let server = try #require(StubServer { _ in answer.map { Array($0.utf8) } })
    defer { server.close() }
    let url = "http://127.0.0.1:\(server.port)"
    let source = EndpointsMeshSource(EndpointsFile(entries: [EndpointEntry(url: url)]))
    var inventories = source.inventory(namespaces: nil).makeAsyncIterator()
    let target = try #require(await inventories.next()?.proxies.first)
    let request = PollRequest(target: target, deadline: deadline, maxBytes: maxBytes)
    let result: Result<StatsPage, PollFailure>
    do throws(PollFailure) {
      var fold = try await source.poll(
        request, into: PollFold(parser: StatsPageParser(), clock: FixedClock(now: 7)))
      result = .success(fold.parser.finish())
    } catch {
      result = .failure(error)
    }
    await source.shutdown()
    return result
  }

  static func answer(_ body: String, status: String = "200 OK", length: Int? = nil) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
  }

  static func reason(_ result: Result<StatsPage, PollFailure>) -> String? {
    if case .failure(let failure) = result { failure.reason } else { nil }
  }

  @Test func aGoodAnswer() async throws {
    let page = try await Self.poll(Self.answer(Sample(value: 5).text)).get()
    #expect(page.samples == 1)
    #expect(page.ending == .complete)
  }

  @Test func chunksAreReadAsTheyCome() async throws {
    let text = Sample(value: 5, durations: [3: 5]).text
    let body = "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n0\r\n\r\n"
    let page = try await Self.poll("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(body)").get()
    #expect(page.samples == 17)
  }

  @Test func anErrorStatus() async throws {
    let result = try await Self.poll(Self.answer("upstream is gone", status: "500 Internal Server Error"))
    #expect(Self.reason(result)?.contains("500") == true, "\(result)")
  }

  @Test func halfAPage() async throws {
    let result = try await Self.poll(Self.answer(Sample(value: 5).text, length: 100_000))
    #expect(Self.reason(result)?.hasPrefix("half a page") == true, "\(result)")
  }

  @Test func noHTTP() async throws {
    let result = try await Self.poll("SSH-2.0-OpenSSH_9.2\r\n")
    #expect(Self.reason(result) != nil)
  }

  @Test func tooMuch() async throws {
    let result = try await Self.poll(Self.answer(String(repeating: "a 1\n", count: 100_000)), maxBytes: 10_000)
    #expect(Self.reason(result)?.contains("larger than the limit") == true, "\(result)")
  }

  @Test func silence() async throws {
    let result = try await Self.poll(nil, deadline: 0.2)
    #expect(Self.reason(result) == "no answer within 0.2 s", "\(result)")
  }

  @Test func nobodyThere() async throws {
    let source = EndpointsMeshSource(EndpointsFile(entries: [EndpointEntry(url: "http://127.0.0.1:1")]))
    let target = ProxyTarget(id: "x", namespace: "", pod: "", address: .url("http://127.0.0.1:1/"))
    let failure = await #expect(throws: PollFailure.self) {
      _ = try await source.poll(
        PollRequest(target: target, deadline: 5), into: PollFold(parser: StatsPageParser(), clock: FixedClock(now: 7)))
    }
    #expect(failure?.isUnresponsive == true)
    #expect(failure?.reason.contains("refused") == true, "\(failure?.reason ?? "")")
    await source.shutdown()
  }
}
