import Foundation
import Kubernetes
import Synchronization
import Testing

@testable import Collector

/// Stores that speak Prometheus' language, each with its own manners as their manuals tell them.
@Suite(.timeLimit(.minutes(10))) struct PrometheusDialectTests {
  /// A request taken apart.
  private struct Asked {
    var method: String
    var path: String
    /// Names in lower case.
    var headers: [String: String]
    var form: [String: String]

    init(_ bytes: [UInt8]) {
      let text = String(decoding: bytes, as: UTF8.self)
      let halves = text.components(separatedBy: "\r\n\r\n")
      let lines = halves[0].components(separatedBy: "\r\n")
      let words = lines[0].split(separator: " ").map(String.init)
      method = words.first ?? ""
      let target = (words.dropFirst().first ?? "").split(separator: "?", maxSplits: 1).map(String.init)
      path = target.first ?? ""
      headers = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        if parts.count == 2 { headers[parts[0].lowercased()] = parts[1] }
      }
      form = [:]
      for pair in (method == "POST" ? halves.last ?? "" : target.last ?? "").split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
        if parts.count == 2 { form[parts[0]] = parts[1] }
      }
    }
  }

  private enum Refusal: Error { case answer(String, String) }

  private static func response(_ status: String, _ body: [UInt8], type: String = "application/json") -> [UInt8] {
    Array(
      ("HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n").utf8
    )
      + body
  }

  /// Reads from a store that refuses what `check` throws, and changes its answers by `edit`.
  private static func read(
    prefix: String, tenant: String? = nil, check: @escaping @Sendable (Asked) throws -> Void,
    edit: @escaping @Sendable (String) -> String = { $0 }
  ) async throws -> Result<StoreReading, PollFailure> {
    let brain = ScriptedPrometheus([Sample(value: 50, durations: [3: 50])])
    let stub = StubServer.whole({ bytes in
      let asked = Asked(bytes)
      do {
        guard asked.path.hasPrefix(prefix) else { throw Refusal.answer("404 Not Found", "404 page not found\n") }
        try check(asked)
        let answer = try brain.reply(String(asked.path.dropFirst(prefix.count)), asked.form)
        return response("200 OK", Array(edit(String(decoding: answer, as: UTF8.self)).utf8))
      } catch Refusal.answer(let status, let body) {
        return response(status, Array(body.utf8), type: "text/plain")
      } catch {
        return response("500 Internal Server Error", [])
      }
    })
    let server = try #require(stub)
    defer { server.close() }
    var access = try ServerAccess(
      server: ServerURL(isTLS: false, host: "127.0.0.1", port: Int(server.port), prefix: prefix))
    if let tenant { access.headers = [PrometheusStore.tenantHeader: Secret(tenant)] }
    let store = PrometheusStore(way: DirectPrometheus(try ServerClient(access)))
    let result: Result<StoreReading, PollFailure>
    do throws(PollFailure) {
      result = .success(try await store.read(StoreQuestion(namespaces: nil, window: 60, refresh: 5)))
    } catch { result = .failure(error) }
    await store.shutdown()
    return result
  }

  /// Mimir lives under /prometheus and wants to know whose series are meant.
  @Test(arguments: ["team-a", "team-a|team-b", nil]) func mimir(tenant: String?) async throws {
    let result = try await Self.read(prefix: "/prometheus", tenant: tenant) { asked in
      guard asked.headers["x-scope-orgid"] != nil else { throw Refusal.answer("401 Unauthorized", "no org id\n") }
    }
    guard tenant != nil else {
      guard case .failure(let failure) = result else {
        Issue.record("\(result)")
        return
      }
      #expect(failure.reason.contains("--prometheus-tenant"))
      return
    }
    #expect(try result.get().series.map(\.rate) == [5])
  }

  /// vmselect has the tenant in the path, answers of half a minute ago unless asked, and says when a node is missing.
  @Test func victoriaMetrics() async throws {
    let result = try await Self.read(
      prefix: "/select/0/prometheus",
      check: { asked in
        guard asked.form["latency_offset"] == "1ms" else { throw Refusal.answer("422 Unprocessable Entity", "late") }
      }, edit: { $0.replacing("{\"status\":\"success\",", with: "{\"status\":\"success\",\"isPartial\":true,") })
    let reading = try result.get()
    #expect(reading.series.map(\.rate) == [5])
    #expect(reading.warnings == ["the answer is partial"])
  }

  /// Thanos answers without a store that it cannot reach if that is allowed, and then warns.
  @Test func thanos() async throws {
    let result = try await Self.read(
      prefix: "",
      check: { asked in
        guard asked.form["partial_response"] == "true", asked.form["dedup"] == "true" else {
          throw Refusal.answer("503 Service Unavailable", "store unavailable")
        }
      },
      edit: {
        $0.replacing("{\"status\":\"success\",", with: "{\"status\":\"success\",\"warnings\":[\"store a is down\"],")
      })
    let reading = try result.get()
    #expect(reading.series.map(\.rate) == [5])
    #expect(reading.warnings == ["store a is down"])
  }

  /// A gateway in front may let nothing but reading through.
  @Test func onlyGet() async throws {
    let methods = Mutex<Set<String>>([])
    let result = try await Self.read(prefix: "/thanos") { asked in
      methods.withLock { _ = $0.insert(asked.method) }
      guard asked.method == "GET" else { throw Refusal.answer("405 Method Not Allowed", "") }
    }
    #expect(try result.get().series.map(\.rate) == [5])
    #expect(methods.withLock { $0 } == ["GET", "POST"])
  }
}
