import Testing

@testable import DemoMesh

@Suite("Commands that ask a proxy")
struct ProxyCommandTests {
  private static func get(
    _ path: String, port: Int = 15000, query: String = "", isCurl: Bool = false, isSilent: Bool = false
  ) -> ProxyCommand {
    .get(port: port, path: path, query: query, isCurl: isCurl, isSilent: isSilent)
  }

  @Test(
    "What is asked for",
    arguments: [
      ("pilot-agent request GET clusters", get("/clusters")),
      (
        "/usr/local/bin/pilot-agent request get //stats?usedonly&filter=a%7Cb",
        get("/stats", query: "usedonly&filter=a%7Cb")
      ),
      ("pilot-agent request --debug-port=1 GET config_dump?resource=x", get("/config_dump", query: "resource=x")),
      ("curl -s localhost:15000/a%20b?c=d", get("/a b", query: "c=d", isCurl: true, isSilent: true)),
      ("curl -sS http://127.0.0.1:15090/stats", get("/stats", port: 15090, isCurl: true)),
      ("curl localhost", get("/", port: 80, isCurl: true)),
      ("curl --silent localhost:1?x", get("/", port: 1, query: "x", isCurl: true, isSilent: true)),
    ])
  func questions(line: String, wanted: ProxyCommand) {
    #expect(ProxyCommand(line.split(separator: " ").map(String.init), container: "istio-proxy") == wanted)
  }

  @Test(
    "What ends at once",
    arguments: [
      ("pilot-agent", 1), ("pilot-agent version", 1), ("pilot-agent request GET", 1), ("pilot-agent request POST x", 1),
      ("curl", 2), ("curl --data x localhost", 2), ("curl https://localhost", 1), ("curl example.com", 6),
      ("curl localhost:x", 3), ("curl localhost:99999", 3),
    ])
  func failures(line: String, wanted: Int) {
    guard
      case .fails(let text, let status) = ProxyCommand(
        line.split(separator: " ").map(String.init), container: "istio-proxy")
    else {
      Issue.record("\(line) runs")
      return
    }
    #expect(status == wanted && !text.isEmpty)
  }

  @Test("Other programs and other containers have none of it")
  func missing() {
    #expect(ProxyCommand(["bash"], container: "istio-proxy") == .notFound("bash"))
    #expect(ProxyCommand(["/opt/curl", "x"], container: "istio-proxy") == .notFound("/opt/curl"))
    #expect(ProxyCommand(["curl", "localhost"], container: "reviews") == .notFound("curl"))
    #expect(ProxyCommand([], container: "istio-proxy") == .notFound(""))
  }
}
